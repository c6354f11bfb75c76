"""The state table: every move, every guard, no dead end that is not meant."""

import pytest

from claims.models import Claim
from claims.services.moves import OFFICER_MOVES, REPAIRER_MOVES
from claims.states import CLAIM_WORKFLOW, EDITABLE_STATUSES, OPEN_STATUSES, REVIEW_STATUSES, Status
from core.errors import MoveRefused
from core.workflow import Move
from core.workflow_diagram import mermaid

MOVES = list(CLAIM_WORKFLOW.moves)


def holding(move: Move[Status]) -> dict[str, bool]:
    return {guard.name: True for guard in move.guards}


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_a_move_leads_to_its_target_from_each_of_its_sources_and_from_nowhere_else(move: Move[Status]) -> None:
    for status in Status:
        if status in move.sources:
            assert CLAIM_WORKFLOW.target(move.name, status, holding(move)) is move.target
        else:
            with pytest.raises(MoveRefused) as refusal:
                CLAIM_WORKFLOW.target(move.name, status, holding(move))
            assert refusal.value.code == "wrong-status"


@pytest.mark.parametrize(
    ("move", "guard"),
    [(move, guard.name) for move in MOVES for guard in move.guards],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
@pytest.mark.parametrize("is_computed", [True, False], ids=["unmet", "not computed"])
def test_each_guard_of_a_move_can_block_it_alone(move: Move[Status], guard: str, is_computed: bool) -> None:
    guards = holding(move)
    if is_computed:
        guards[guard] = False
    else:
        del guards[guard]

    with pytest.raises(MoveRefused) as refusal:
        CLAIM_WORKFLOW.target(move.name, move.sources[0], guards)

    assert refusal.value.code == guard
    assert [point.code for point in refusal.value.points] == [guard]


def test_every_status_can_be_reached_from_a_draft() -> None:
    reached = {Status.DRAFT}
    while True:
        more = {move.target for move in MOVES if reached.intersection(move.sources)}
        if more <= reached:
            break
        reached |= more

    assert reached == set(Status)


def test_only_paid_and_cancelled_claims_go_nowhere() -> None:
    leaving = {source for move in MOVES for source in move.sources}

    assert set(Status) - leaving == {Status.PAID, Status.CANCELLED}


def test_nothing_approves_without_an_officer_but_the_pass_of_the_controls() -> None:
    into_approved = {move.name for move in MOVES if move.target is Status.APPROVED}

    assert into_approved - set(OFFICER_MOVES) == {"pass", "leave_payment"}


def test_no_move_of_the_product_alone_refuses() -> None:
    into_refused = {move.name for move in MOVES if move.target is Status.REFUSED}

    assert into_refused <= set(OFFICER_MOVES)


def test_the_moves_of_people_are_in_the_table() -> None:
    assert {*REPAIRER_MOVES, *OFFICER_MOVES} <= {move.name for move in MOVES}


def test_the_groups_of_statuses_are_what_they_say() -> None:
    send = next(move for move in MOVES if move.name == "send")
    officers = [move for move in MOVES if move.name in OFFICER_MOVES]

    assert set(EDITABLE_STATUSES) == set(send.sources)
    assert set(REVIEW_STATUSES) == {source for move in officers for source in move.sources}
    assert set(Status) - set(OPEN_STATUSES) == {Status.DRAFT, Status.REFUSED, Status.CANCELLED}


def test_every_status_fits_its_column_and_has_a_label() -> None:
    field = Claim._meta.get_field("status")

    assert {value for value, _label in field.choices or ()} == set(Status)
    assert all(len(status) <= (field.max_length or 0) for status in Status)


def test_the_diagram_shows_every_way_once() -> None:
    diagram = mermaid(CLAIM_WORKFLOW, start=Status.DRAFT)

    assert diagram.startswith("stateDiagram-v2\n    [*] --> draft\n")
    for move in MOVES:
        for source in move.sources:
            assert diagram.count(f"    {source.value} --> {move.target.value}: {move.name}") >= 1
    assert diagram.count("-->") == 1 + sum(len(move.sources) for move in MOVES) + 2
    assert "    paid --> [*]\n" in diagram
