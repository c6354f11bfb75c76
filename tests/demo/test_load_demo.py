"""The demo: everybody can sign in, every state is there, and a production site refuses it."""

import csv
import json
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.roles import Role
from certification.models import Repairer, Workshop
from certification.selectors import families_certified_on
from claims.models import Claim
from claims.states import Status
from content.models import ProductFamily
from content.selectors import scheme_settings
from content.services.groups import set_up_groups
from core import clock
from payments.models import Batch
from payments.selectors import usable_bank_account
from portal import demo
from portal.demo.people import EVERYBODY, PASSWORD, code_of

ROOT = Path(__file__).resolve().parents[2]


def load(*arguments: str) -> None:
    call_command("load_demo", *arguments, stdout=StringIO())


@pytest.fixture
def reference(db: None) -> None:
    """The first content, as `prepare` loads it."""
    set_up_groups()
    call_command("load_reference", stdout=StringIO())


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_the_demo_has_people_companies_and_claims_in_every_state_and_loads_once() -> None:
    load()
    statuses = Counter(Claim.objects.values_list("status", flat=True))
    assert statuses == Counter(
        {
            Status.PAID: 2,
            Status.IN_REVIEW: 2,
            Status.IN_PAYMENT: 1,
            Status.APPROVED: 1,
            Status.CORRECTION_REQUESTED: 1,
            Status.REFUSED: 1,
            Status.APPEALED: 1,
            Status.DRAFT: 1,
        }
    )
    assert sorted(Batch.objects.values_list("status", flat=True)) == ["paid", "submitted"]
    before = (User.objects.count(), Repairer.objects.count(), Claim.objects.count(), Batch.objects.count())
    load()
    assert (User.objects.count(), Repairer.objects.count(), Claim.objects.count(), Batch.objects.count()) == before


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_every_role_can_sign_in_with_what_is_printed() -> None:
    load("--without-claims")
    printed = StringIO()
    call_command("demo_logins", stdout=printed)
    for someone in EVERYBODY:
        user = User.objects.get(email=someone.email)
        assert user.check_password(PASSWORD)
        assert user.roles == {someone.role}
        assert someone.email in printed.getvalue()
        factors = Authenticator.objects.filter(user=user)
        assert bool(factors) is someone.is_staff
        if someone.is_staff:
            totp = factors.get(type=Authenticator.Type.TOTP)
            assert TOTP(totp).validate_code(code_of(user.email)[0])
            assert factors.filter(type=Authenticator.Type.RECOVERY_CODES).exists()
    assert {someone.role for someone in EVERYBODY} == set(Role)


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_every_workshop_may_claim_for_every_family_and_every_repairer_can_be_paid() -> None:
    load("--without-claims")
    families = set(ProductFamily.objects.all())
    for workshop in Workshop.objects.all():
        assert set(families_certified_on(workshop, clock.today())) == families
    for repairer in Repairer.objects.all():
        assert usable_bank_account(repairer, clock.now()) is not None
    assert scheme_settings().bank_account_cool_off_hours == 72


def test_the_shops_of_the_invoices_that_come_with_the_project_are_in_the_demo() -> None:
    files = [ROOT / "tests" / "corpus" / "cases.jsonl"]
    known = set()
    for name in ("workshops.csv", "shops_of_invoices.csv"):
        with (Path(demo.__file__).parent / "data" / name).open(encoding="utf-8", newline="") as lines:
            known |= {row["siret"] for row in csv.DictReader(lines)}
    assert len(known) == 78
    for file in files:
        if file.exists():
            cases = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
            assert {case["declared"]["siret"] for case in cases} <= known


@pytest.mark.django_db
def test_a_production_site_refuses_the_demo(settings: Any) -> None:
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="--force"):
        load()
    assert not User.objects.exists()
    with pytest.raises(CommandError, match="no demo"):
        call_command("demo_code", "officer", stdout=StringIO())


def test_a_code_is_printed_alone_for_scripts() -> None:
    output, rest = StringIO(), StringIO()
    call_command("demo_code", "officer", stdout=output, stderr=rest)
    assert output.getvalue().strip().isdecimal()
    assert "seconds" in rest.getvalue()


@pytest.mark.parametrize("login", ["owner", "nobody", "officer@example.org"])
def test_who_has_no_second_factor_has_no_code(login: str) -> None:
    with pytest.raises(CommandError, match="Nobody"):
        call_command("demo_code", login, stdout=StringIO())
