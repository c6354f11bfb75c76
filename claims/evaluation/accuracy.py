"""What the results of a corpus amount to: recall per defect, sound cases passed, accuracy per field, seconds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from claims.evaluation.run import CaseResult
from claims.invoices.extraction.folding import compact
from claims.invoices.reading import FieldName

# The name of each field in the truth of a corpus.
_TRUTH_NAMES: Mapping[FieldName, str] = {
    FieldName.NUMBER: "number",
    FieldName.ISSUED_ON: "date",
    FieldName.SELLER_NAME: "seller",
    FieldName.SIRET: "siret",
    FieldName.VAT_NUMBER: "vat",
    FieldName.CUSTOMER_NAME: "customer",
    FieldName.BRAND: "brand",
    FieldName.IDENTIFIER: "identifier",
    FieldName.TOTAL_EXCL_VAT: "total_excl",
    FieldName.VAT_AMOUNT: "vat_amount",
    FieldName.TOTAL_INCL_VAT: "total_incl",
    FieldName.BONUS: "bonus",
    FieldName.AMOUNT_DUE: "due",
}
_CIVILITIES = ("MME", "MLLE", "MR", "M")


@dataclass(frozen=True, slots=True)
class Share:
    """So many right of so many."""

    right: int
    total: int

    def __str__(self) -> str:
        return f"{self.right} of {self.total}"


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one run; `seconds` is the median and the longest of each form."""

    forms: Mapping[str, Share]
    defects: Mapping[str, Share]
    named_defects: Mapping[str, Share]
    sound: Share
    fields: Mapping[str, Share]
    seconds: Mapping[str, tuple[float, float]]


def summary_of(results: Sequence[CaseResult]) -> Summary:
    """The figures; a form's cases are right when their outcome is the expected one."""
    forms, defects, named, fields = (defaultdict[str, list[bool]](list) for _ in range(4))
    seconds = defaultdict[str, list[float]](list)
    sound = []
    for result in results:
        case = result.case
        right = result.outcome == case.expected
        forms[case.form].append(right)
        seconds[case.form].append(result.seconds)
        if case.expected == "pass":
            sound.append(right)
        if case.defect:
            defects[case.defect].append(right)
            named[case.defect].append(case.defect in {finding.code for finding in result.findings})
        for name, is_right in _fields(result):
            fields[f"{case.form} {name}"].append(is_right)
            fields[name].append(is_right)
    return Summary(
        forms=_shares(forms),
        defects=_shares(defects),
        named_defects=_shares(named),
        sound=Share(sum(sound), len(sound)),
        fields=_shares(fields),
        seconds={form: (median(values), max(values)) for form, values in sorted(seconds.items())},
    )


def _fields(result: CaseResult) -> list[tuple[str, bool]]:
    if result.case.defect == "unreadable":
        return []
    read = result.reading.fields if result.reading else {}
    rows = []
    for name, truth_name in _TRUTH_NAMES.items():
        truth = result.case.truth.get(truth_name)
        if truth in (None, ""):
            continue
        found = read.get(name)
        rows.append((name.value, found is not None and _same(name, found.value, truth)))
    return rows


def _same(name: FieldName, read: str, truth: Any) -> bool:
    if isinstance(truth, int | float):
        return read == f"{truth:.2f}"
    if name is FieldName.CUSTOMER_NAME:
        return _without_civility(read) == _without_civility(str(truth))
    return compact(read) == compact(str(truth))


def _without_civility(name: str) -> str:
    first, _, rest = name.partition(" ")
    return compact(rest) if compact(first) in _CIVILITIES and rest else compact(name)


def _shares(marks: Mapping[str, Sequence[bool]]) -> dict[str, Share]:
    return {name: Share(sum(values), len(values)) for name, values in sorted(marks.items())}
