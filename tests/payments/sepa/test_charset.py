import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.sepa.charset import has_misplaced_slash, is_sepa_text, sepa_text


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Électro-Ménager Noël", "Electro-Menager Noel"),
        ("Cœur d’Æther", "Coeur d'AEther"),
        ("CŒUR", "COEUR"),
        ("Durand & Fils", "Durand + Fils"),
        ("25 €", "25 EUR"),
        ("Groß Łódź", "Gross Lodz"),
        ("a_b – c;d", "a-b - c,d"),
        ("//Lot//12//", "Lot/12"),
        (r"/\|x", "x"),
        ("two\nlines\tand  spaces ", "two lines and spaces"),
        ("100 % réparé !", "100 . repare ."),
        ("\x00\x07ring", "ring"),
        ("修理", ".."),
    ],
)
def test_texts_are_spelled_as_a_person_would_for_the_bank(typed, sent):
    assert sepa_text(typed, limit=70) == sent


def test_a_text_is_cut_at_the_limit_without_a_hanging_space_or_slash():
    assert sepa_text("abc /def", limit=5) == "abc"


@given(st.text(), st.integers(1, 140))
def test_any_text_ends_in_the_accepted_characters_and_stays_so(text, limit):
    sent = sepa_text(text, limit=limit)
    assert is_sepa_text(sent)
    assert not has_misplaced_slash(sent)
    assert len(sent) <= limit
    assert sent == sent.strip()
    assert sepa_text(sent, limit=limit) == sent
