"""The verdict on the declared amounts: by the label beside the figure, or by the arithmetic of the page."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rapidfuzz.distance import Levenshtein

from claims.invoices.extraction.amounts import LabelledAmount, bonus_rows, labelled_amounts
from claims.invoices.reading import FieldName
from claims.invoices.verification.evidence import Evidence, Look, Verdict, Verification, best_of


class Figures:
    """The labelled figures of one look at the document."""

    def __init__(self, look: Look) -> None:
        self.rows = look.rows
        self.labelled = labelled_amounts(look.rows)
        self.bonus_named = bool(bonus_rows(look.rows))

    def of(self, name: FieldName) -> list[LabelledAmount]:
        """The figures that a label calls by this name."""
        return [labelled for labelled in self.labelled if labelled.name is name]

    def values(self, name: FieldName) -> set[Decimal]:
        """Their values."""
        return {labelled.amount.value for labelled in self.of(name)}

    def totals(self) -> set[Decimal]:
        """What the page says that the total is: on its line, or as the sum excl. VAT with the VAT."""
        bare, tax = self.values(FieldName.TOTAL_EXCL_VAT), self.values(FieldName.VAT_AMOUNT)
        return self.values(FieldName.TOTAL_INCL_VAT) | {one + other for one in bare for other in tax}

    def left_to_pay(self) -> list[LabelledAmount]:
        """What is left to pay; without such a line, a total that stands under the bonus is it."""
        due = self.of(FieldName.AMOUNT_DUE)
        if due:
            return due
        bonus = [self.rows.index(labelled.amount.row) for labelled in self.of(FieldName.BONUS)]
        return [
            labelled
            for labelled in self.of(FieldName.TOTAL_INCL_VAT)
            if bonus and self.rows.index(labelled.amount.row) > min(bonus)
        ]


def figures_of(evidence: Evidence) -> list[Figures]:
    """The figures of every look."""
    return [Figures(look) for look in evidence.looks]


def verify_total(looks: Sequence[Figures], declared: Decimal) -> Verification:
    """The total incl. VAT before the bonus: on its line, or proven by what is added to it and taken from it."""
    return best_of([_total(figures, declared) for figures in looks])


def verify_bonus(looks: Sequence[Figures], declared: Decimal, total: Decimal | None) -> Verification:
    """The bonus: the figure on its line, or, where only its name can be read, what the totals leave for it."""
    return best_of([_bonus(figures, declared, total) for figures in looks])


def verify_deduction(looks: Sequence[Figures], bonus: Decimal | None, total: Decimal | None) -> Verification:
    """Whether what is left to pay is the total less the bonus; conflict when the total itself is left to pay."""
    return best_of([_deduction(figures, bonus, total) for figures in looks])


def _total(figures: Figures, declared: Decimal) -> Verification:
    printed = figures.of(FieldName.TOTAL_INCL_VAT)
    for labelled in printed:
        if labelled.amount.value == declared and labelled not in _paid_after_bonus(figures):
            return _seen(Verdict.MATCH, labelled)
    bonus = figures.values(FieldName.BONUS)
    upwards = _sums(figures.values(FieldName.TOTAL_EXCL_VAT), figures.values(FieldName.VAT_AMOUNT), declared)
    downwards = _sums({labelled.amount.value for labelled in figures.left_to_pay()}, bonus, declared)
    after_bonus = _paid_after_bonus(figures)
    others = [labelled for labelled in printed if labelled not in after_bonus]
    # A total line that says otherwise is outweighed only when both ways lead to the declared total.
    if (upwards and downwards) or ((upwards or downwards) and not others):
        return Verification(Verdict.MATCH, str(declared), None)
    if not printed:
        return Verification(Verdict.ABSENT)
    closest = min(printed, key=lambda labelled: _distance(labelled.amount.value, declared))
    if upwards or downwards or _distance(closest.amount.value, declared) <= 1:
        return _seen(Verdict.NEAR, closest)
    return _seen(Verdict.CONFLICT, printed[-1])


def _paid_after_bonus(figures: Figures) -> list[LabelledAmount]:
    return [labelled for labelled in figures.left_to_pay() if labelled.name is FieldName.TOTAL_INCL_VAT]


def _bonus(figures: Figures, declared: Decimal, total: Decimal | None) -> Verification:
    printed = figures.of(FieldName.BONUS)
    for labelled in printed:
        if labelled.amount.value == declared:
            return _seen(Verdict.MATCH, labelled)
    totals = figures.totals() | ({total} if total is not None else set())
    left = {labelled.amount.value for labelled in figures.left_to_pay()}
    if figures.bonus_named and not printed and _sums(left, {declared}, *totals):
        return Verification(Verdict.MATCH, str(declared), None)
    if printed:
        return _seen(Verdict.CONFLICT, printed[-1])
    return Verification(Verdict.NEAR if figures.bonus_named else Verdict.ABSENT)


def _deduction(figures: Figures, bonus: Decimal | None, total: Decimal | None) -> Verification:
    left = figures.left_to_pay()
    totals = figures.totals() | ({total} if total is not None else set())
    bonuses = figures.values(FieldName.BONUS) | ({bonus} if bonus is not None else set())
    for labelled in left:
        if _sums({labelled.amount.value}, bonuses - {Decimal(0)}, *totals):
            return _seen(Verdict.MATCH, labelled)
    for labelled in left:
        if labelled.amount.value in totals:
            return _seen(Verdict.CONFLICT, labelled)
    return _seen(Verdict.NEAR, left[-1]) if left else Verification(Verdict.ABSENT)


def _sums(first: Iterable[Decimal], second: Iterable[Decimal], *results: Decimal) -> bool:
    second = set(second)
    return any(one + other in results for one in first for other in second)


def _distance(printed: Decimal, declared: Decimal) -> int:
    return Levenshtein.distance(str(printed), str(declared))


def _seen(verdict: Verdict, labelled: LabelledAmount) -> Verification:
    amount = labelled.amount
    return Verification(verdict, str(amount.value), amount.row.box_between(amount.start, amount.end))
