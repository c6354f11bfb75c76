"""Who reads a text about a claim."""

from enum import StrEnum


class Audience(StrEnum):
    """The repairer, or the operator's staff."""

    REPAIRER = "repairer"
    OFFICER = "officer"
