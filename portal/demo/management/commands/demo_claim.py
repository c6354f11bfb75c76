"""Drives the main job through the running product: from invoices to money, over HTTP, as its people would."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import clock
from portal.demo.drive.cases import DemoCase, demo_cases
from portal.demo.drive.deciding import decide
from portal.demo.drive.driver import DemoStopped, Visitor
from portal.demo.drive.filing import FiledClaim, file_claim, is_claimed, status_of
from portal.demo.drive.paying import export_report, pay_batch, prepare_batch
from portal.demo.drive.telling import Teller
from portal.demo.people import EVERYBODY

_PEOPLE = {someone.login: someone for someone in EVERYBODY}


class Command(BaseCommand):
    """`demo_claim`: needs the demo at --url and no database of its own."""

    help = "File claims with the invoices of the demo, decide, pay and report them, and print each state with its time."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the product answers."""
        parser.add_argument(
            "--url",
            default=f"http://localhost:{os.environ.get('PORT', '8000')}",
            help="Address of the running product.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """File, decide, pay, report; one sentence when it cannot go on."""
        if not settings.DEMO_ALLOWED:
            raise CommandError("There is no demo with these settings.")
        try:
            self._drive(options["url"], Teller(self._write))
        except DemoStopped as stopped:
            raise CommandError(str(stopped)) from stopped

    def _write(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _drive(self, url: str, tell: Teller) -> None:
        shop = self._enter(url, "shops", tell)
        cases = self._choose(shop, tell)
        filed = []
        for case in cases:
            tell.chapter(f"{case.form}: {case.file}, invoice {case.invoice_number}")
            filed.append(file_claim(shop, case, tell))
        flagged = [claim for claim in filed if claim.status == "With an officer"]
        if flagged:
            officer = self._enter(url, "officer", tell)
            for claim in flagged:
                decide(officer, claim, tell)
        today = clock.today()
        batch = prepare_batch(self._enter(url, "maker", tell), today, tell)
        pay_batch(self._enter(url, "approver", tell), batch, today, tell)
        export_report(self._enter(url, "admin", tell), tell)
        self._see_the_end(shop, filed, tell)

    def _enter(self, url: str, login: str, tell: Teller) -> Visitor:
        person = _PEOPLE[login]
        tell.chapter(f"{person.name}, {person.role.value.replace('_', ' ')}")
        visitor = Visitor(url, person)
        visitor.sign_in()
        tell.say("signed in")
        return visitor

    def _choose(self, shop: Visitor, tell: Teller) -> list[DemoCase]:
        """One invoice of each form that nobody claimed yet."""
        chosen = []
        for form, cases in demo_cases().items():
            free = next((case for case in cases if not is_claimed(shop, case)), None)
            if free is None:
                tell.say(f"{form}: all {len(cases)} invoices are claimed already")
                continue
            if free is not cases[0]:
                tell.say(f"{form}: {free.file} is taken, what stands before it is claimed already")
            chosen.append(free)
        if not chosen:
            raise DemoStopped("Every invoice of the demo is claimed: start with a fresh one, with: make clean run")
        return chosen

    def _see_the_end(self, shop: Visitor, filed: list[FiledClaim], tell: Teller) -> None:
        tell.chapter("The repairer again")
        for claim in filed:
            page = shop.get(claim.url)
            tell.say(f"{claim.reference}: {status_of(page)}")
            expected = "To be corrected by you" if claim.case.form == "defective" else "Paid"
            if status_of(page) not in (expected, "Refused"):
                raise DemoStopped(f"{claim.reference} should be “{expected}” and is “{status_of(page)}”.")
