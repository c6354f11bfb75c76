"""The shapes of rows of the access matrix: who is let in, and what everybody else meets."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from accounts.roles import Role

LOGIN = "to the sign-in page"
AWAY = "elsewhere"
Outcome = int | str

ANONYMOUS = "anonymous"
OTHER_REPAIRER = "repairer of another company"
IDENTITIES: tuple[str, ...] = (ANONYMOUS, OTHER_REPAIRER, *Role)

CLAIM_READERS = (Role.CONTROL_OFFICER, Role.FRAUD_ANALYST, Role.ADMINISTRATOR)
FINANCE = (Role.FINANCE_MAKER, Role.FINANCE_APPROVER)
REPAIRERS = (Role.REPAIRER_OWNER, Role.REPAIRER_EMPLOYEE, OTHER_REPAIRER)


@dataclass(frozen=True)
class Row:
    """The outcome for every identity."""

    outcomes: Mapping[str, Outcome]
    method: str = "get"
    made_from: Mapping[str, str] = field(default_factory=dict)


def row(
    *allowed: str,
    outcome: Outcome = 200,
    refused: Outcome = 403,
    anonymous: Outcome = LOGIN,
    but: Mapping[str, Outcome] | None = None,
    method: str = "get",
    made_from: Mapping[str, str] | None = None,
) -> Row:
    """`outcome` for the allowed identities, `refused` for others, `anonymous` for strangers, and what `but` changes."""
    cells: dict[str, Outcome] = {identity: outcome if identity in allowed else refused for identity in IDENTITIES}
    cells[ANONYMOUS] = outcome if ANONYMOUS in allowed else anonymous
    return Row({**cells, **(but or {})}, method, made_from or {})


def everybody(outcome: Outcome = 200, **arguments: object) -> Row:
    """Public."""
    return row(*IDENTITIES, outcome=outcome, **arguments)  # type: ignore[arg-type]


def signed_in(outcome: Outcome = 200, **arguments: object) -> Row:
    """Every person."""
    return row(*IDENTITIES[1:], outcome=outcome, **arguments)  # type: ignore[arg-type]


def strangers(outcome: Outcome = 200, **arguments: object) -> Row:
    """A page of the entrance: people who are inside already are led away."""
    return row(ANONYMOUS, outcome=outcome, refused=AWAY, **arguments)  # type: ignore[arg-type]


def repairers(outcome: Outcome = 200, **arguments: object) -> Row:
    """Every repairer, each with what is theirs."""
    return row(*REPAIRERS, outcome=outcome, **arguments)  # type: ignore[arg-type]


def owners(outcome: Outcome = 200, **arguments: object) -> Row:
    """Owners of a company, each with what is theirs; employees are refused."""
    return row(Role.REPAIRER_OWNER, OTHER_REPAIRER, outcome=outcome, **arguments)  # type: ignore[arg-type]


def own_company(outcome: Outcome = 200, **arguments: object) -> Row:
    """An object of a company: for its people; for those of another company it does not exist."""
    return row(
        Role.REPAIRER_OWNER,
        Role.REPAIRER_EMPLOYEE,
        outcome=outcome,
        but={OTHER_REPAIRER: 404},
        **arguments,  # type: ignore[arg-type]
    )


def own_company_owners(outcome: Outcome = 200, **arguments: object) -> Row:
    """An object of a company that only its owners decide about."""
    return row(Role.REPAIRER_OWNER, outcome=outcome, but={OTHER_REPAIRER: 404}, **arguments)  # type: ignore[arg-type]


def administrators(outcome: Outcome = 200, **arguments: object) -> Row:
    """Administrators only."""
    return row(Role.ADMINISTRATOR, outcome=outcome, **arguments)  # type: ignore[arg-type]
