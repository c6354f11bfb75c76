# ruff: noqa: E501 - markup and word lists read better unbroken
"""The thirteen defects: each changes one thing on the paper or in the declaration, and nothing else."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from tests.corpus.second.facts import LAST_NAMES, SELLERS, Facts, company, luhn_closed

REASONS: dict[str, str | None] = {
    "bonus-missing": "08", "bonus-not-deducted": "09", "bonus-wrong": "06", "no-siret": "01", "not-an-invoice": "13",
    "business-customer": "03", "total-differs": None, "date-differs": None, "number-differs": None,
    "identifier-differs": None, "other-seller": "10", "unreadable": "07", "duplicate": "05",
}  # fmt: skip
TITLES = ("DEVIS", "BON DE DÉPÔT", "ORDRE DE RÉPARATION", "FACTURE PRO FORMA", "BON DE COMMANDE", "AVOIR",
          "FICHE DE PRISE EN CHARGE", "BON D'INTERVENTION", "BON DE LIVRAISON")  # fmt: skip


def _bonus_missing(facts: Facts, rng: Random) -> None:
    facts.invoice.update(bonus=None, due=facts.invoice["total_incl"])


def _bonus_not_deducted(facts: Facts, rng: Random) -> None:
    facts.invoice["due"] = facts.invoice["total_incl"]


def _bonus_wrong(facts: Facts, rng: Random) -> None:
    printed = facts.invoice["bonus"] + rng.choice((-10.0, -5.0, 5.0, 10.0, 15.0))
    facts.invoice.update(bonus=printed, due=round(facts.invoice["total_incl"] - printed, 2))


def _no_siret(facts: Facts, rng: Random) -> None:
    facts.siren_only = False
    facts.invoice.update(siret=None, vat="")


def _not_an_invoice(facts: Facts, rng: Random) -> None:
    facts.invoice["title"] = rng.choice(TITLES)


def _business_customer(facts: Facts, rng: Random) -> None:
    last = rng.choice(LAST_NAMES)
    names = (f"SARL {last}", f"{last} & Fils SAS", f"Mairie de {last}", f"Association {last} Sports", f"EURL {last} Bâtiment",
             f"Société {last}", f"SCI {last}", f"Restaurant Chez {last}", f"Garage {last} SARL")  # fmt: skip
    at = rng.randrange(len(names))
    facts.invoice["customer"] = names[at]
    facts.declared["customer_last_name"] = last
    if at == 7 or (at not in (2, 3) and rng.random() < 0.5):
        facts.customer_vat = company(rng)[1]


def _total_differs(facts: Facts, rng: Random) -> None:
    change = rng.choice((0.1, 1.0, 9.0, 10.0, 20.0, 60.0, -10.0, 100.0))
    facts.declared["total_incl_vat"] = round(facts.declared["total_incl_vat"] + change, 2)


def _date_differs(facts: Facts, rng: Random) -> None:
    day = date.fromisoformat(facts.invoice["date"]) + timedelta(days=rng.choice((-40, -9, -1, 1, 3, 10, 35)))
    facts.declared["invoice_date"] = day.isoformat()


def _changed_sign(text: str, rng: Random) -> str:
    at = rng.choice([index for index, sign in enumerate(text) if sign.isdigit() and index > 1])
    # Neighbours in value, so that no pair of look-alikes (0/O, 1/I, 5/S, 8/B) arises: digits become other digits.
    return text[:at] + str((int(text[at]) + rng.randint(1, 9)) % 10) + text[at + 1 :]


def _number_differs(facts: Facts, rng: Random) -> None:
    facts.declared["invoice_number"] = _changed_sign(facts.declared["invoice_number"], rng)


def _identifier_differs(facts: Facts, rng: Random) -> None:
    was = facts.declared["identifier"]
    changed = _changed_sign(was, rng)
    if facts.invoice["kind"] == "imei":
        changed = luhn_closed(changed[:-1])
        if changed == was:
            changed = luhn_closed(_changed_sign(was[:-1], rng))
    facts.declared["identifier"] = changed


def _other_seller(facts: Facts, rng: Random) -> None:
    siret, vat = company(rng)
    seller = rng.choice([name for name in SELLERS if name != facts.invoice["seller"]])
    facts.invoice.update(seller=seller, siret=siret, vat=vat if facts.invoice["vat"] else "")


def _unreadable(facts: Facts, rng: Random) -> None:
    """The paper is sound; the camera spoils it."""


APPLY: dict[str, Callable[[Facts, Random], None]] = {
    "bonus-missing": _bonus_missing, "bonus-not-deducted": _bonus_not_deducted, "bonus-wrong": _bonus_wrong,
    "no-siret": _no_siret, "not-an-invoice": _not_an_invoice, "business-customer": _business_customer,
    "total-differs": _total_differs, "date-differs": _date_differs, "number-differs": _number_differs,
    "identifier-differs": _identifier_differs, "other-seller": _other_seller, "unreadable": _unreadable,
}  # fmt: skip
