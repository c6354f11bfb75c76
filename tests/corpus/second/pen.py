# ruff: noqa: E501 - markup and word lists read better unbroken
"""How one invoice writes its dates, amounts and labels: drawn once per case, so that a page is of one hand."""

from datetime import date
from html import escape
from random import Random
from typing import Any

from tests.corpus.second.facts import Facts

_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
_NUMBER_LABELS = ("{T} n° {N}", "{T} N°{N}", "N° de facture : {N}", "{T} {N}", "Réf. facture : {N}", "{T}<br>Numéro : {N}",
                  "{T} numéro {N}", "{T} Nº : {N}")  # fmt: skip
_BONUS = ("Bonus réparation", "Bonus QualiRépar", "Bonus Réparation QualiRépar", "Aide à la réparation",
          "Remise bonus réparation ecosystem", "Déduction bonus réparation", "BONUS REPARATION", "Bonus Réparation (ecosystem)")  # fmt: skip


class Pen:
    """Writes the facts of one case as HTML text."""

    def __init__(self, facts: Facts, rng: Random) -> None:
        self.facts, self.rng = facts, rng
        i = facts.invoice
        self._day = rng.randrange(6)
        self._amount = rng.randrange(6)
        self._minus = rng.randrange(4)
        self._siret = rng.randrange(4)
        self._serial = rng.choice(
            ("N° de série : ", "N° série ", "S/N ", "S/N : ", "Numéro de série : ", "SN: ", "N/S : ")
        )
        self._imei = rng.choice(("IMEI : ", "IMEI ", "N° IMEI : ", "IMEI n° "))
        self.l_excl = rng.choice(("Total HT", "Montant HT", "Sous-total HT", "Base HT", "Total H.T."))
        self.l_vat = rng.choice(("TVA 20 %", "TVA (20,00 %)", "Montant TVA", "Total TVA", "T.V.A. 20%"))
        self.l_incl = rng.choice(
            ("Total TTC", "Montant TTC", "TOTAL T.T.C.", "Montant total TTC", "Total TTC en euros")
        )
        if facts.is_micro:
            self.l_incl = rng.choice(("Total", "Total net", "Montant total", "Total TTC"))
        self.l_bonus = rng.choice(_BONUS)
        self.l_due = rng.choice(("Net à payer", "Reste à charge", "Reste à payer", "NET A PAYER TTC", "Solde dû",
                                 "À payer", "Reste à votre charge", "Montant dû"))  # fmt: skip
        self.title = i["title"]
        if rng.random() < 0.5:
            self.title = self.title.capitalize()

    def day(self, of: str | None = None) -> str:
        """A day in this hand."""
        day = date.fromisoformat(of or self.facts.invoice["date"])
        first = "1er" if day.day == 1 else str(day.day)
        return (f"{day:%d/%m/%Y}", f"{first} {_MONTHS[day.month - 1]} {day.year}", f"{day:%d-%m-%y}", f"{day:%d/%m/%y}",
                f"{day:%d.%m.%Y}", f"{first} {_MONTHS[day.month - 1]} {day.year}")[self._day]  # fmt: skip

    def money(self, amount: Any) -> str:
        """An amount in this hand."""
        whole, cents = f"{abs(float(amount)):,.2f}".split(".")
        spaced, dotted, bare = whole.replace(",", " "), whole.replace(",", "."), whole.replace(",", "")
        return (f"{spaced},{cents} €", f"{dotted},{cents} €", f"{bare},{cents}", f"{bare}€{cents}", f"{bare}.{cents} EUR",
                f"{spaced},{cents}&nbsp;€")[self._amount]  # fmt: skip

    def minus(self, amount: Any) -> str:
        """A deducted amount in this hand."""
        text = self.money(amount)
        return (f"- {text}", f"-{text}", f"{text}-" if self._amount == 2 else f"−{text}", f"– {text}")[self._minus]

    def seller(self, joint: str = "<br>") -> str:
        """The seller's name and address."""
        i = self.facts.invoice
        return joint.join((
            f"<b>{escape(i['seller'])}</b>", i["seller_street"], f"{i['seller_postcode']} {i['seller_city']}",
            f"Tél. {i['seller_phone']}",
        ))  # fmt: skip

    def legal(self, joint: str = " – ") -> str:
        """Form, SIRET and VAT number of the seller, as far as the page shows them."""
        i, siret = self.facts.invoice, self.facts.invoice["siret"]
        parts = [f"{i['form']} au capital de 8 000 €" if i["form"] not in ("EI", "SCOP") else i["form"]]
        if siret and self.facts.siren_only:
            parts.append(f"RCS {i['seller_city']} {siret[:3]} {siret[3:6]} {siret[6:9]}")
        elif siret:
            spaced = f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"
            parts.append((f"SIRET : {spaced}", f"Siret {siret}", f"SIREN {siret[:9]} NIC {siret[9:]}",
                          f"N° SIRET {siret[:9]} {siret[9:]} – APE 9522Z")[self._siret])  # fmt: skip
        if i["vat"]:
            parts.append(self.rng.choice(("TVA intracom. ", "N° TVA : ", "TVA ")) + i["vat"])
        if self.facts.is_micro:
            parts.append("TVA non applicable, art. 293 B du CGI")
        return joint.join(parts)

    def customer(self, joint: str = "<br>") -> str:
        """The customer's name and address."""
        i = self.facts.invoice
        lines = [escape(i["customer"]), i["customer_street"], f"{i['customer_postcode']} {i['customer_city']}"]
        if self.facts.customer_vat:
            lines.append(f"N° TVA client : {self.facts.customer_vat}")
        return joint.join(lines)

    def number(self) -> str:
        """Title and number in one line."""
        text = self.rng.choice(_NUMBER_LABELS) if self.facts.invoice["title"] == "FACTURE" else "{T} n° {N}"
        return text.format(T=self.title, N=self.facts.invoice["number"])

    def identifier(self) -> str:
        """The identifier with its label."""
        i = self.facts.invoice
        return (self._imei if i["kind"] == "imei" else self._serial) + i["identifier"]

    def device(self) -> str:
        """Product, brand and model."""
        i = self.facts.invoice
        return f"{i['product_label']} {i['brand']} {i['model']}"

    def sums(self) -> list[tuple[str, str]]:
        """The rows from the total without VAT down to what is due."""
        i = self.facts.invoice
        rows = (
            []
            if self.facts.is_micro
            else [(self.l_excl, self.money(i["total_excl"])), (self.l_vat, self.money(i["vat_amount"]))]
        )
        rows.append((self.l_incl, self.money(i["total_incl"])))
        if i["bonus"] is not None:
            rows.append((self.l_bonus, self.minus(i["bonus"])))
        return [*rows, (self.l_due, self.money(i["due"]))]

    def rows(self, *, extra: bool = False) -> str:
        """The lines of the table: words, quantity, price, amount."""
        return "".join(
            f"<tr><td>{escape(words)}</td><td class=r>1</td><td class=r>{self.money(price)}</td>"
            + (f"<td class=r>{'0' if self.facts.is_micro else '20'} %</td>" if extra else "")
            + f"<td class=r>{self.money(price)}</td></tr>"
            for words, price in self.facts.lines
        )

    def sum_rows(self) -> str:
        """The sums as rows of a table."""
        return "".join(f"<tr><td>{words}</td><td class=r>{amount}</td></tr>" for words, amount in self.sums())
