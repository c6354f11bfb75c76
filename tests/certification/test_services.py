"""Registering repairers, adding workshops, issuing and withdrawing certificates."""

from datetime import date
from typing import Any

import pytest

from accounts.roles import Role
from certification.errors import CertificateRefused, RegistrationRefused
from certification.models import Certificate, Repairer, Workshop
from certification.selectors import certificates_valid_on, families_certified_on
from certification.services.certificates import issue_certificate, withdraw_certificate
from certification.services.repairers import add_workshop, register_repairer
from core.errors import NotAllowed
from tests.factories.accounts import person
from tests.factories.certification import CertificateFactory, RepairerFactory, WorkshopFactory, siren, siret
from tests.factories.content import ProductFamilyFactory

pytestmark = pytest.mark.django_db

FROM, UNTIL = date(2026, 1, 1), date(2028, 12, 31)


def issue(workshop: Workshop, **changes: Any) -> Certificate:
    fields: dict[str, Any] = {
        "number": "AC-1",
        "families": [ProductFamilyFactory()],
        "valid_from": FROM,
        "valid_until": UNTIL,
        "issued_by": "Certificat Exemple",
        "by": person(Role.CERTIFIER),
    }
    return issue_certificate(workshop=workshop, **(fields | changes))


@pytest.mark.parametrize("role", [Role.CERTIFIER, Role.ADMINISTRATOR])
def test_a_repairer_is_registered_with_its_organisation(role: Role) -> None:
    repairer = register_repairer(legal_name="ATELIER SARL", siren="732 829 320", by=person(role), city="Lyon")
    assert (repairer.siren, repairer.city) == ("732829320", "Lyon")
    assert repairer.organisation.name == "ATELIER SARL"
    assert not repairer.organisation.memberships.exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CERTIFIER, Role.ADMINISTRATOR}))
def test_others_register_nobody(role: Role) -> None:
    by = person(role)
    with pytest.raises(NotAllowed):
        register_repairer(legal_name="ATELIER SARL", siren="732829320", by=by)
    assert not Repairer.objects.filter(siren="732829320").exists()


@pytest.mark.parametrize(
    ("number", "code"), [("732829321", "invalid"), ("", "invalid"), ("12", "invalid"), ("732829320", "siren-known")]
)
def test_a_wrong_or_known_siren_is_refused(number: str, code: str) -> None:
    RepairerFactory(siren="732829320")
    with pytest.raises(RegistrationRefused) as refusal:
        register_repairer(legal_name="ATELIER SARL", siren=number, by=person(Role.CERTIFIER))
    assert refusal.value.code == code
    assert Repairer.objects.count() == 1


def test_a_workshop_is_added_with_its_place() -> None:
    repairer = RepairerFactory()
    workshop = add_workshop(
        repairer=repairer,
        name="Boutique",
        siret=siret(repairer.siren, 2),
        postcode="69003",
        city="Lyon",
        latitude="45.75780",
        longitude="4.85120",
        by=person(Role.CERTIFIER),
    )
    assert list(repairer.workshops.all()) == [workshop]


@pytest.mark.parametrize(
    ("make_siret", "code"),
    [
        (lambda repairer: siret(siren(4_242_424), 1), "siret-of-another-company"),
        (lambda repairer: repairer.siren + "00000", "invalid"),
        (lambda repairer: repairer.workshops.get().siret, "siret-known"),
        (lambda repairer: "", "siret-of-another-company"),
    ],
)
def test_a_siret_that_is_wrong_or_of_another_company_is_refused(make_siret: Any, code: str) -> None:
    repairer = WorkshopFactory().repairer
    with pytest.raises(RegistrationRefused) as refusal:
        add_workshop(
            repairer=repairer,
            name="Boutique",
            siret=make_siret(repairer),
            postcode="69003",
            city="Lyon",
            by=person(Role.CERTIFIER),
        )
    assert refusal.value.code == code
    assert repairer.workshops.count() == 1


def test_a_certificate_covers_its_families_from_its_first_day_to_its_last() -> None:
    workshop, family = WorkshopFactory(), ProductFamilyFactory()
    certificate = issue(workshop, families=[family])
    for day, covered in ((date(2025, 12, 31), False), (FROM, True), (UNTIL, True), (date(2029, 1, 1), False)):
        assert certificates_valid_on(workshop, day).filter(pk=certificate.pk).exists() is covered
        assert list(families_certified_on(workshop, day)) == ([family] if covered else [])


def test_a_second_certificate_for_other_families_or_another_period_is_issued() -> None:
    workshop, family = WorkshopFactory(), ProductFamilyFactory()
    issue(workshop, families=[family])
    issue(workshop, number="AC-2")
    issue(workshop, number="AC-3", families=[family], valid_from=date(2029, 1, 1), valid_until=date(2031, 12, 31))
    issue(WorkshopFactory(), number="AC-4", families=[family])
    assert workshop.certificates.count() == 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"families": []}, "no-family"),
        ({"valid_until": date(2025, 12, 31)}, "period-backwards"),
        ({"number": " AC-0 "}, "number-known"),
        ({"valid_from": UNTIL, "valid_until": date(2031, 12, 31)}, "families-overlap"),
    ],
)
def test_a_certificate_that_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    workshop, family = WorkshopFactory(), ProductFamilyFactory()
    CertificateFactory(workshop=workshop, number="AC-0", families=[family], valid_from=FROM, valid_until=UNTIL)
    with pytest.raises(CertificateRefused) as refusal:
        issue(workshop, **({"families": [family]} | changes))
    assert refusal.value.code == code
    assert workshop.certificates.count() == 1


def test_a_withdrawn_certificate_ends_on_that_day_and_makes_room_for_another() -> None:
    workshop, family = WorkshopFactory(), ProductFamilyFactory()
    certificate = issue(workshop, families=[family])
    day = date(2026, 6, 1)
    withdraw_certificate(certificate=certificate, withdrawn_on=day, by=person(Role.CERTIFIER))
    assert certificates_valid_on(workshop, date(2026, 5, 31)).exists()
    assert not certificates_valid_on(workshop, day).exists()
    assert issue(workshop, number="AC-2", families=[family], valid_from=day)


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2029, 1, 1)])
def test_a_certificate_is_not_withdrawn_outside_its_period_or_twice(day: date) -> None:
    certificate = issue(WorkshopFactory())
    by = person(Role.ADMINISTRATOR)
    with pytest.raises(CertificateRefused) as refusal:
        withdraw_certificate(certificate=certificate, withdrawn_on=day, by=by)
    assert refusal.value.code == "outside-period"
    withdraw_certificate(certificate=certificate, withdrawn_on=FROM, by=by)
    with pytest.raises(CertificateRefused) as refusal:
        withdraw_certificate(certificate=certificate, withdrawn_on=UNTIL, by=by)
    assert refusal.value.code == "withdrawn-already"
    certificate.refresh_from_db()
    assert certificate.withdrawn_on == FROM


def test_others_neither_issue_nor_withdraw() -> None:
    workshop, certificate = WorkshopFactory(), CertificateFactory()
    for role in sorted(set(Role) - {Role.CERTIFIER, Role.ADMINISTRATOR}):
        by = person(role)
        with pytest.raises(NotAllowed):
            issue(workshop, by=by)
        with pytest.raises(NotAllowed):
            withdraw_certificate(certificate=certificate, withdrawn_on=date(2026, 6, 1), by=by)
    certificate.refresh_from_db()
    assert certificate.withdrawn_on is None
    assert not workshop.certificates.exists()
