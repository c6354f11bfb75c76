"""The invoices that come with the demo: for each form of document several, so that the demo can be driven again."""

import csv
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[1] / "data" / "invoices"


@dataclass(frozen=True, slots=True)
class DemoCase:
    """One file and what its shop declares; days as ISO dates, the total in euros as people type it."""

    form: str
    file: str
    siren: str
    product: str
    brand: str
    model: str
    identifier: str
    repaired_on: str
    title: str
    first_name: str
    last_name: str
    postcode: str
    city: str
    invoice_number: str
    total_incl_vat: str

    @property
    def path(self) -> Path:
        """Where the file is."""
        return _FOLDER / self.file


def demo_cases() -> dict[str, list[DemoCase]]:
    """The cases by form, in their order: `pdf`, `scan`, `photo`, `facturx`, `defective`."""
    found: dict[str, list[DemoCase]] = {}
    with (_FOLDER / "cases.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            case = DemoCase(**row)
            found.setdefault(case.form, []).append(case)
    return found
