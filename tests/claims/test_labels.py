"""Words: every state, move and finding has some for each reader."""

import pytest
from django.utils import translation

from claims.audiences import Audience
from claims.controls.base import Finding, Strength
from claims.controls.registry import CONTROLS
from claims.finding_texts import _SENTENCES
from claims.invoices.problems import SENTENCES
from claims.labels import act_label, finding_sentence, move_label, reading_problem_sentence, status_label
from claims.services.controlling import CONTROLS_FAILED
from claims.services.moves import OFFICER_MOVES, REPAIRER_MOVES
from claims.states import CLAIM_WORKFLOW, Status

CODES = sorted({control.code for control in CONTROLS} | {CONTROLS_FAILED})


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


@pytest.mark.parametrize("audience", Audience)
def test_every_status_and_move_has_words(audience: Audience) -> None:
    assert all(str(status_label(status, audience)) for status in Status)
    for move in CLAIM_WORKFLOW.moves:
        label = move_label(move.name, audience)
        assert label is None or str(label)
    assert all(str(act_label(name)) for name in (*REPAIRER_MOVES, *OFFICER_MOVES))


def test_the_repairer_is_not_told_of_steps_inside_the_house() -> None:
    assert move_label("approve_first", Audience.REPAIRER) is None
    assert str(move_label("approve_first", Audience.OFFICER)) == "Approved, second person needed"
    assert status_label(Status.SECOND_REVIEW, Audience.REPAIRER) == status_label(Status.IN_REVIEW, Audience.REPAIRER)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("audience", Audience)
def test_every_finding_has_its_own_sentence(code: str, audience: Audience) -> None:
    assert code in _SENTENCES
    sentence = finding_sentence(Finding(code, Strength.WARNING, declared="A", read="B"), audience)

    assert sentence.endswith(".")
    assert "%(" not in sentence


def test_amounts_and_days_are_written_for_people() -> None:
    total = Finding("total-differs", Strength.WARNING, declared="253.80", read="250.00")
    date = Finding("date-differs", Strength.WARNING, declared="2026-09-19", read="")

    assert finding_sentence(total, Audience.OFFICER) == "The total differs: declared €253.80, read €250.00."
    assert "19/09/2026" in finding_sentence(date, Audience.OFFICER)
    assert "read nothing" in finding_sentence(date, Audience.OFFICER)


def test_a_value_with_a_percent_sign_does_no_harm() -> None:
    finding = Finding("number-differs", Strength.WARNING, declared="%(read)s %s", read="100 %")

    assert "%(read)s %s" in finding_sentence(finding, Audience.OFFICER)


def test_the_repairer_never_reads_the_reference_of_another_claim() -> None:
    finding = Finding("duplicate", Strength.WARNING, declared="file", read="RB-2026-000001")

    assert "RB-2026" not in finding_sentence(finding, Audience.REPAIRER)
    assert "RB-2026-000001" in finding_sentence(finding, Audience.OFFICER)


def test_a_code_without_words_still_gives_a_sentence() -> None:
    assert "officer" in finding_sentence(Finding("new", Strength.NOTICE), Audience.REPAIRER)


def test_every_problem_of_a_reading_has_a_sentence() -> None:
    assert all(str(reading_problem_sentence(code)) for code in (*SENTENCES, "interrupted"))
