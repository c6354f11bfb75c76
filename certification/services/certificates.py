"""Certificates are issued and withdrawn here."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from certification.errors import CertificateRefused
from certification.models import Certificate, Workshop
from content.models import ProductFamily
from core.errors import NotAllowed


@transaction.atomic
def issue_certificate(
    *,
    workshop: Workshop,
    number: str,
    families: Collection[ProductFamily],
    valid_from: date,
    valid_until: date,
    issued_by: str,
    by: User,
) -> Certificate:
    """A certificate for the workshop and the families, both days included.

    Raises NotAllowed, CertificateRefused (`no-family`, `period-backwards`, `number-known`, `families-overlap` when a
    certificate in force covers one of the families in the same period).
    """
    _check_may_certify(by)
    if not families:
        raise CertificateRefused("no-family", _("Choose at least one product family."))
    if valid_until < valid_from:
        raise CertificateRefused("period-backwards", _("The certificate must end on or after the day it begins."))
    # The lock makes two issuers of certificates for one workshop wait for each other.
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    if Certificate.objects.filter(number=number.strip()).exists():
        raise CertificateRefused("number-known", _("A certificate with this number was issued already."))
    in_period = workshop.certificates.filter(
        valid_from__lte=valid_until, valid_until__gte=valid_from, families__in=list(families)
    )
    overlapping = [held for held in in_period.distinct() if held.withdrawn_on is None or held.withdrawn_on > valid_from]
    if overlapping:
        raise CertificateRefused(
            "families-overlap",
            _("Certificate %(number)s covers some of these families in this period already: withdraw it first.")
            % {"number": overlapping[0].number},
        )
    certificate = Certificate.objects.create(
        workshop=workshop,
        number=number.strip(),
        issued_by=issued_by,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    certificate.families.set(families)
    return certificate


@transaction.atomic
def withdraw_certificate(*, certificate: Certificate, withdrawn_on: date, by: User) -> Certificate:
    """End the certificate: from that day on the workshop may not claim under it.

    Raises NotAllowed, CertificateRefused (`withdrawn-already`, `outside-period`).
    """
    _check_may_certify(by)
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if locked.withdrawn_on is not None:
        raise CertificateRefused("withdrawn-already", _("This certificate was withdrawn already."))
    if not locked.valid_from <= withdrawn_on <= locked.valid_until:
        raise CertificateRefused("outside-period", _("Choose a day between the first and the last of the certificate."))
    locked.withdrawn_on = withdrawn_on
    locked.save(update_fields=["withdrawn_on"])
    return locked


def _check_may_certify(by: User) -> None:
    if not by.has_role(Role.CERTIFIER, Role.ADMINISTRATOR):
        raise NotAllowed("not-allowed", _("Only certifiers and administrators issue and withdraw certificates."))
