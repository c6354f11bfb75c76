"""The picture of a state table, drawn from the table itself."""

from enum import StrEnum
from typing import TypeVar

from core.workflow import Workflow

Status = TypeVar("Status", bound=StrEnum)


def mermaid(workflow: Workflow[Status], *, start: Status) -> str:
    """The table as a Mermaid state diagram: one arrow for each way of each move, guards in brackets."""
    lines = ["stateDiagram-v2", f"    [*] --> {start.value}"]
    for move in workflow.moves:
        guards = ", ".join(guard.name for guard in move.guards)
        label = f"{move.name} [{guards}]" if guards else move.name
        lines += [f"    {source.value} --> {move.target.value}: {label}" for source in move.sources]
    leaving = {source for move in workflow.moves for source in move.sources}
    ends = dict.fromkeys(move.target for move in workflow.moves if move.target not in leaving)
    lines += [f"    {end.value} --> [*]" for end in ends]
    return "\n".join(lines) + "\n"
