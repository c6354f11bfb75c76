"""A corpus on disk: `cases.jsonl`, one JSON object a line, beside the folder with its files."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from claims.controls.base import Declaration


@dataclass(frozen=True, slots=True)
class Case:
    """One case: the files of a document, what was declared, what should come out (`pass` or `flag`) and the truth.

    `defect` is the code of the finding that should come, empty for a sound case. `truth` holds the printed values under
    the names that `accuracy` knows.
    """

    id: str
    form: str
    files: tuple[Path, ...]
    declaration: Declaration
    expected: str
    defect: str
    truth: Mapping[str, Any]


def cases_of(folder: Path) -> Iterator[Case]:
    """The cases in file order; raises ValueError with the line number when a line is not a case."""
    with (folder / "cases.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield _case(json.loads(line), folder)
            except (KeyError, TypeError, ValueError, ArithmeticError) as error:
                raise ValueError(f"cases.jsonl, line {number}: {error!r}") from error


def _case(data: Mapping[str, Any], folder: Path) -> Case:
    names = data["files"] if "files" in data else [data["file"]]
    defect = data.get("defect") or ""
    return Case(
        id=data["id"],
        form=data.get("form", ""),
        files=tuple(folder / name for name in names),
        declaration=_declaration(data["declared"]),
        expected=data.get("expect") or ("flag" if defect else "pass"),
        defect=defect,
        truth=data.get("invoice") or {},
    )


def _declaration(data: Mapping[str, Any]) -> Declaration:
    identifier = str(data.get("identifier") or "")
    return Declaration(
        invoice_number=str(data.get("invoice_number") or ""),
        invoiced_on=date.fromisoformat(data["invoice_date"]) if data.get("invoice_date") else None,
        siret=str(data.get("siret") or ""),
        seller_names=(str(data["seller"]),) if data.get("seller") else (),
        customer_last_name=str(data.get("customer_last_name") or ""),
        product_code=str(data.get("product") or ""),
        product_names=(),
        brand=str(data.get("brand") or ""),
        identifier=identifier,
        identifier_kind="imei" if len(identifier) == 15 and identifier.isdecimal() else "serial",
        total_incl_vat=_amount(data.get("total_incl_vat")),
        bonus=_amount(data.get("bonus")),
    )


def _amount(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))
