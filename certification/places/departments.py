"""French departments: which one a postcode belongs to, and about where its middle is."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("departments.csv")


class Point(NamedTuple):
    """A place, in degrees."""

    latitude: float
    longitude: float


def department_of(postcode: str) -> str | None:
    """The code of the department (`75`, `2A`, `974`), or None when the text is no French postcode."""
    digits = postcode.strip().replace(" ", "")
    if len(digits) != 5 or not digits.isascii() or not digits.isdecimal():
        return None
    if digits.startswith("20"):
        code = "2A" if digits[:3] in {"200", "201"} else "2B"
    elif digits.startswith(("97", "98")):
        code = digits[:3]
    else:
        code = digits[:2]
    return code if code in _centres() else None


def prefixes_of(department: str) -> tuple[str, ...]:
    """How the postcodes of the department begin."""
    return {"2A": ("200", "201"), "2B": ("202", "206")}.get(department, (department,))


def centre_of(department: str) -> Point:
    """About the middle of the department, good to some tens of kilometres."""
    return _centres()[department]


@cache
def _centres() -> dict[str, Point]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: Point(float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(lines)}
