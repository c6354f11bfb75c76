"""The engine of states."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import MoveRefused
from core.workflow import Guard, Move, Workflow


class Lamp(StrEnum):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


PLUGGED = Guard("plugged", "Plug it in.")
DARK = Guard("dark", "It is light outside.")
WORKFLOW: Workflow[Lamp] = Workflow(
    [
        Move("switch_on", (Lamp.OFF,), Lamp.ON, (PLUGGED, DARK)),
        Move("switch_off", (Lamp.ON,), Lamp.OFF),
        Move("drop", (Lamp.OFF, Lamp.ON), Lamp.BROKEN),
    ]
)
GUARDS = st.dictionaries(st.sampled_from(["plugged", "dark", "other"]), st.booleans())


def test_a_move_leads_to_its_target_when_every_guard_holds() -> None:
    assert WORKFLOW.target("switch_on", Lamp.OFF, {"plugged": True, "dark": True}) is Lamp.ON


@pytest.mark.parametrize(
    "guards", [{}, {"plugged": True}, {"plugged": True, "dark": False}, {"plugged": 1, "dark": "y"}]
)
def test_a_guard_that_does_not_hold_or_was_not_computed_blocks(guards: dict[str, bool]) -> None:
    with pytest.raises(MoveRefused) as refusal:
        WORKFLOW.target("switch_on", Lamp.OFF, guards)
    missing = [guard.name for guard in (PLUGGED, DARK) if guards.get(guard.name) is not True]
    assert refusal.value.code == missing[0]
    assert [point.code for point in refusal.value.points] == missing


@pytest.mark.parametrize(("move", "status"), [("switch_on", Lamp.ON), ("switch_off", Lamp.OFF), ("drop", Lamp.BROKEN)])
def test_a_move_from_another_status_is_refused(move: str, status: Lamp) -> None:
    with pytest.raises(MoveRefused) as refusal:
        WORKFLOW.target(move, status, {"plugged": True, "dark": True})
    assert refusal.value.code == "wrong-status"


@given(status=st.sampled_from(Lamp), guards=GUARDS)
def test_what_is_shown_as_open_is_exactly_what_may_be_done(status: Lamp, guards: dict[str, bool]) -> None:
    shown = {found.move.name: found.is_open for found in WORKFLOW.evaluate(status, guards)}
    for move in WORKFLOW.moves:
        try:
            WORKFLOW.target(move.name, status, guards)
        except MoveRefused:
            assert shown.get(move.name, False) is False
        else:
            assert shown[move.name] is True


def test_two_moves_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="one name"):
        Workflow([Move("go", (Lamp.OFF,), Lamp.ON), Move("go", (Lamp.ON,), Lamp.OFF)])
