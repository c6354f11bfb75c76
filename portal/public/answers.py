"""What the coverage check answers, in the words of the public."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from claims.eligibility import Eligibility, bill_refusals


class Outcome(StrEnum):
    """The answer in one word."""

    COVERED = "covered"
    PRICE_TOO_LOW = "price-too-low"
    BRAND_UNKNOWN = "brand-unknown"
    BRAND_OF_ANOTHER = "brand-of-another"
    PRODUCT_NOT_COVERED = "product-not-covered"


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome, the bonus in euros and, where the price is known, what is left to pay; None where there is none.

    `smallest_price` is the price from which on the bonus is paid, where the one given is too low.
    """

    outcome: Outcome
    amount: Decimal | None = None
    left_to_pay: Decimal | None = None
    smallest_price: Decimal | None = None


def answer_to(eligibility: Eligibility, price: Decimal | None) -> Answer:
    """Read the eligibility for somebody who has not repaired yet.

    A brand that nobody listed is neither yes nor no: a person looks at it when the claim comes. The price must reach
    the minimum bill of the rate and the bonus itself (domain.md, section 4).
    """
    amount = eligibility.amount
    if amount is None:
        return Answer(Outcome.PRODUCT_NOT_COVERED)
    if eligibility.responsible is not None and not eligibility.is_brand_covered:
        return Answer(Outcome.BRAND_OF_ANOTHER)
    if price is not None and bill_refusals(eligibility, price):
        return Answer(Outcome.PRICE_TOO_LOW, smallest_price=max(amount, eligibility.minimum_bill or amount))
    left = None if price is None else price - amount
    outcome = Outcome.COVERED if eligibility.is_brand_covered else Outcome.BRAND_UNKNOWN
    return Answer(outcome, amount, left)
