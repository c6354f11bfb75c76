"""Two tabs: what was typed on each is told apart."""

from portal.repairer.steps.merging import as_base, merge, read_base


def test_a_text_that_was_not_touched_here_keeps_what_is_stored() -> None:
    merged = merge(base={"city": "Lyon"}, sent={"city": "Lyon"}, stored={"city": "Paris"})
    assert (merged.texts, merged.clashes) == ({"city": "Paris"}, {})


def test_a_text_typed_here_is_taken_when_nobody_changed_it_there() -> None:
    merged = merge(base={"city": "Lyon"}, sent={"city": "Nice"}, stored={"city": "Lyon"})
    assert (merged.texts, merged.clashes) == ({"city": "Nice"}, {})


def test_two_different_texts_clash_and_the_stored_one_stays() -> None:
    merged = merge(base={"city": "Lyon"}, sent={"city": "Nice"}, stored={"city": "Paris"})
    assert (merged.texts, merged.clashes) == ({"city": "Paris"}, {"city": "Paris"})


def test_the_same_text_typed_twice_is_no_clash() -> None:
    assert merge(base={"city": ""}, sent={"city": "Nice"}, stored={"city": "Nice"}).clashes == {}


def test_two_spellings_of_one_value_are_no_clash() -> None:
    sent, stored = {"brand": "BRANDT", "city": "Nice"}, {"brand": "Brandt", "city": "NICE"}
    merged = merge(base={}, sent=sent, stored=stored, mean_the_same=lambda name, one, other: name == "brand")
    assert (merged.texts, merged.clashes) == ({"brand": "BRANDT", "city": "NICE"}, {"city": "NICE"})


def test_without_a_base_a_text_counts_as_typed_here() -> None:
    assert merge(base={}, sent={"city": "Nice"}, stored={"city": "Paris"}).clashes == {"city": "Paris"}


def test_what_a_page_showed_comes_back_as_it_was() -> None:
    assert read_base(as_base({"city": "Châlons", "parts": "[]"})) == {"city": "Châlons", "parts": "[]"}


def test_a_base_that_is_not_ours_is_nothing() -> None:
    assert [read_base(text) for text in ("", "{", "[1]", "null", '"x"')] == [{}] * 5
