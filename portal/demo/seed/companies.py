"""Invented repairers with workshops, certificates for every family, and confirmed bank accounts."""

import csv
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from accounts.models import User
from certification.models import Repairer, Workshop
from certification.services.certificates import issue_certificate
from certification.services.repairers import add_workshop, register_repairer
from content.models import ProductFamily
from content.selectors import scheme_settings
from payments.models import BankAccount
from payments.services.bank_accounts import add_bank_account, confirm_bank_account
from portal.demo.people import OWNER, REPAIRERS
from portal.demo.seed.people import make_person, person

_DATA = Path(__file__).resolve().parents[1] / "data"
_VALID_FROM, _VALID_UNTIL = date(2024, 1, 1), date(2029, 12, 31)
_BANK, _BRANCH = 30004, 809
_OWNERS = ("owner", "owner2", "owner3")


def make_companies() -> None:
    """Three repairers around France, and the shops whose invoices come with the project."""
    admin, certifier = person("admin"), person("certifier")
    families = list(ProductFamily.objects.all())
    people = {someone.login: someone for someone in REPAIRERS}
    three = list(_repairers("workshops.csv"))
    shops = list(_repairers("shops_of_invoices.csv"))
    owners = [*_OWNERS, *["shops"] * len(shops)]
    for number, (login, rows) in enumerate(zip(owners, [*three, *shops], strict=True)):
        first = rows[0]
        if Repairer.objects.filter(siren=first["siren"]).exists():
            continue
        repairer = register_repairer(
            legal_name=first["legal_name"],
            trade_name=first["trade_name"],
            siren=first["siren"],
            email=f"{login}@demo.example",
            street=first["street"],
            postcode=first["postcode"],
            city=first["city"],
            by=admin,
        )
        owner = make_person(people[login], repairer.organisation)
        if login == OWNER.login:
            make_person(people["employee"], repairer.organisation)
        for row in rows:
            workshop = _add_workshop(repairer, row, by=admin)
            issue_certificate(
                workshop=workshop,
                number=f"AC-DEMO-{workshop.siret}",
                families=families,
                valid_from=_VALID_FROM,
                valid_until=_VALID_UNTIL,
                issued_by="Certificat Démo",
                by=certifier,
            )
        _add_account(repairer, number, owner=owner)


def main_repairer() -> Repairer:
    """The company of `owner`."""
    return Repairer.objects.get(siren=next(_repairers("workshops.csv"))[0]["siren"])


def _repairers(file: str) -> Iterator[list[dict[str, str]]]:
    with (_DATA / file).open(encoding="utf-8", newline="") as lines:
        for _, rows in groupby(csv.DictReader(lines), key=lambda row: row["siren"]):
            yield list(rows)


def _add_workshop(repairer: Repairer, row: dict[str, str], *, by: User) -> Workshop:
    place = {name: row[name] for name in ("latitude", "longitude") if row[name]}
    return add_workshop(
        repairer=repairer,
        name=row["name"],
        siret=row["siret"],
        street=row["street"],
        postcode=row["postcode"],
        city=row["city"],
        repairs_at_home=bool(place),
        by=by,
        **place,
    )


def _add_account(repairer: Repairer, number: int, *, owner: User) -> BankAccount:
    """An account that can be used at once: the cool-off of the scheme is lifted while it is confirmed."""
    account = add_bank_account(
        repairer=repairer, iban=_iban(10_000_000_000 + number), holder_name=repairer.legal_name[:70], by=owner
    )
    scheme = scheme_settings()
    hours, scheme.bank_account_cool_off_hours = scheme.bank_account_cool_off_hours, 0
    scheme.save()
    try:
        return confirm_bank_account(account=account, note="Demo data: nobody was called.", by=person("maker"))
    finally:
        scheme.bank_account_cool_off_hours = hours
        scheme.save()


def _iban(account: int) -> str:
    """A French IBAN with right keys for an account that does not exist."""
    key = 97 - (89 * _BANK + 15 * _BRANCH + 3 * account) % 97
    bban = f"{_BANK:05d}{_BRANCH:05d}{account:011d}{key:02d}"
    return f"FR{98 - int(bban + '152700') % 97:02d}{bban}"
