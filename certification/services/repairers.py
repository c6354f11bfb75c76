"""Repairers and their workshops come into being here."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.roles import OrganisationKind, Role
from certification.errors import RegistrationRefused
from certification.models import Repairer, Workshop
from core.errors import NotAllowed, OpenPoint
from core.identifiers import compact

_REPAIRER_FIELDS = frozenset({"trade_name", "email", "phone", "website", "street", "postcode", "city"})
_WORKSHOP_FIELDS = frozenset(
    {"street", "latitude", "longitude", "repairs_at_home", "repairs_remotely", "is_repair_place"}
)


@transaction.atomic
def register_repairer(*, legal_name: str, siren: str, by: User, **fields: Any) -> Repairer:
    """A new company with its organisation; nobody works for it yet.

    `fields` are further ones of the model. Raises NotAllowed for people who are neither certifiers nor
    administrators, RegistrationRefused (`siren-known`, `invalid`) when the company is there or a value is wrong.
    """
    _check_may_register(by)
    _check_names(fields, _REPAIRER_FIELDS)
    digits = compact(siren)
    if Repairer.objects.filter(siren=digits).exists():
        raise RegistrationRefused("siren-known", _("A repairer with this SIREN is registered already."))
    organisation = Organisation.objects.create(kind=OrganisationKind.REPAIRER, name=legal_name)
    repairer = Repairer(organisation=organisation, legal_name=legal_name, siren=digits, **fields)
    _save(repairer)
    return repairer


@transaction.atomic
def add_workshop(
    *, repairer: Repairer, name: str, siret: str, postcode: str, city: str, by: User, **fields: Any
) -> Workshop:
    """A new place of the repairer.

    Raises NotAllowed, RegistrationRefused (`siret-of-another-company`, `siret-known`, `invalid`).
    """
    _check_may_register(by)
    _check_names(fields, _WORKSHOP_FIELDS)
    digits = compact(siret)
    if not digits.startswith(repairer.siren):
        raise RegistrationRefused(
            "siret-of-another-company",
            _("This SIRET belongs to another company: its first nine digits must be the SIREN of the repairer."),
        )
    if Workshop.objects.filter(siret=digits).exists():
        raise RegistrationRefused("siret-known", _("A workshop with this SIRET is registered already."))
    workshop = Workshop(repairer=repairer, name=name, siret=digits, postcode=postcode, city=city, **fields)
    _save(workshop)
    return workshop


def _check_may_register(by: User) -> None:
    if not by.has_role(Role.CERTIFIER, Role.ADMINISTRATOR):
        raise NotAllowed("not-allowed", _("Only certifiers and administrators register repairers."))


def _check_names(fields: dict[str, Any], known: frozenset[str]) -> None:
    if unknown := set(fields) - known:
        raise TypeError(f"unknown fields: {', '.join(sorted(unknown))}")


def _save(row: Repairer | Workshop) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        points = [
            OpenPoint("invalid", field, message)
            for field, messages in error.message_dict.items()
            for message in messages
        ]
        raise RegistrationRefused("invalid", points[0].message, points) from error
    row.save()
