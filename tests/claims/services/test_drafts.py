"""Drafts: begun, saved field by field, copied, cancelled."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import Membership
from accounts.roles import Role
from claims.models import Claim, ClaimEvent, Customer
from claims.selectors import open_points
from claims.services.drafts import cancel_claim, copy_claim, save_draft, start_draft
from claims.services.prefill import prefill
from claims.services.sending import send_claim
from claims.states import Status
from core import clock
from core.errors import Conflict, MoveRefused, NotAllowed, Refused
from tests.claims import stories
from tests.claims.readings import reading
from tests.factories.accounts import person
from tests.factories.certification import WorkshopFactory
from tests.factories.content import ProductFactory, SupportRateFactory

pytestmark = pytest.mark.django_db


def stored(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def points_at(claim: Claim, field: str) -> list[str]:
    return [point.code for point in open_points(stored(claim)) if point.field == field]


def test_a_draft_begins_with_the_only_workshop_and_no_event() -> None:
    place = stories.workshop()

    claim = stories.draft(place.repairer)

    assert (claim.state, claim.workshop, claim.version) == (Status.DRAFT, place, 1)
    assert not ClaimEvent.objects.exists()


def test_with_two_workshops_or_a_closed_one_nothing_is_chosen() -> None:
    two, closed = stories.workshop(), WorkshopFactory(closed_on=date(2026, 1, 1))
    WorkshopFactory(repairer=two.repairer)

    assert stories.draft(two.repairer).workshop is None
    assert stories.draft(closed.repairer).workshop is None


def test_with_two_workshops_the_one_that_the_person_named_last_is_chosen_while_it_is_open() -> None:
    two = stories.workshop()
    second = WorkshopFactory(repairer=two.repairer)
    earlier = stories.draft(two.repairer)
    Claim.objects.filter(pk=earlier.pk).update(workshop=second)

    assert start_draft(repairer=two.repairer, by=earlier.created_by).workshop == second

    second.closed_on = date(2026, 1, 1)
    second.save()
    assert start_draft(repairer=two.repairer, by=earlier.created_by).workshop == two


def test_a_colleagues_workshop_is_not_taken_over() -> None:
    two = stories.workshop()
    WorkshopFactory(repairer=two.repairer)
    Claim.objects.filter(pk=stories.draft(two.repairer).pk).update(workshop=two)
    colleague = person(Role.REPAIRER_EMPLOYEE, organisation=two.repairer.organisation)

    assert start_draft(repairer=two.repairer, by=colleague).workshop is None


def test_only_the_repairers_people_begin_and_change_its_claims() -> None:
    claim = stories.draft()
    left = person(Role.REPAIRER_EMPLOYEE, organisation=claim.repairer.organisation)
    Membership.objects.filter(user=left).update(ended_at=clock.now())

    for stranger in (person(Role.REPAIRER_OWNER), stories.officer(), left):
        with pytest.raises(NotAllowed):
            start_draft(repairer=claim.repairer, by=stranger)
        with pytest.raises(NotAllowed):
            save_draft(claim=claim, version=1, by=stranger, changes={"own_reference": "X"})
        with pytest.raises(NotAllowed):
            cancel_claim(claim=claim, by=stranger)
        with pytest.raises(NotAllowed):
            copy_claim(claim=claim, by=stranger)
    assert Claim.objects.count() == 1
    assert (stored(claim).own_reference, stored(claim).state) == ("", Status.DRAFT)


def test_an_employee_goes_on_with_a_colleagues_draft() -> None:
    claim = stories.draft()
    colleague = person(Role.REPAIRER_EMPLOYEE, organisation=claim.repairer.organisation)

    save_draft(claim=claim, version=1, by=colleague, changes={"own_reference": "A-1"})

    assert stored(claim).own_reference == "A-1"


def test_claim_customer_and_parts_are_saved_together_as_one_version() -> None:
    claim = stories.saved(
        stories.draft(),
        own_reference="A-1",
        customer={"last_name": " Du rand ", "email": "a@example.org"},
        parts=[
            {"kind": "new", "description": "Pompe", "quantity": "2", "price_excl_vat": "12,50"},
            {"kind": "", "description": "", "quantity": "1", "price_excl_vat": ""},
        ],
    )

    assert (stored(claim).version, stored(claim).own_reference) == (2, "A-1")
    assert Customer.objects.get(claim=claim).last_name == "Du rand"
    [part] = claim.parts.all()
    assert (part.kind, part.quantity, part.price_excl_vat) == ("new", 2, Decimal("12.50"))


def test_parts_are_replaced_as_a_whole() -> None:
    claim = stories.saved(stories.draft(), parts=[{"kind": "new"}, {"kind": "circular"}])

    stories.saved(claim, parts=[{"kind": "second_hand"}])

    assert [part.kind for part in claim.parts.all()] == ["second_hand"]


def test_saving_what_is_there_makes_no_new_version() -> None:
    claim = stories.saved(stories.draft(), own_reference="A-1")

    assert stories.saved(claim, own_reference="A-1").version == claim.version == 2


def test_a_wrong_value_is_reported_and_loses_no_other() -> None:
    claim = stories.saved(
        stories.draft(),
        repaired_on="31/02/2026",
        total_incl_vat="much",
        own_reference="A-1",
        customer={"email": "nobody", "city": "Lyon"},
        parts=[{"kind": "new", "quantity": "none", "description": "Pompe"}],
    )

    row = stored(claim)
    assert (row.own_reference, row.repaired_on, row.total_incl_vat) == ("A-1", None, None)
    assert row.customer.city == "Lyon"
    assert row.parts.get().description == "Pompe"
    assert points_at(claim, "repaired_on") == ["date-wrong"]
    assert points_at(claim, "total_incl_vat") == ["amount-wrong"]
    assert points_at(claim, "customer.email") == ["email-wrong"]
    assert points_at(claim, "parts.0.quantity") == ["quantity-wrong"]
    assert row.rejected_input["repaired_on"] == "31/02/2026"


def test_a_wrong_value_takes_the_place_of_the_one_before_until_it_is_mended() -> None:
    claim = stories.saved(stories.draft(), repaired_on="2026-09-19")
    stories.saved(claim, repaired_on="2026-13-19")
    assert stored(claim).repaired_on is None

    stories.saved(claim, repaired_on="2026-09-18")

    assert (stored(claim).repaired_on, stored(claim).rejected_input) == (date(2026, 9, 18), {})


def test_an_old_version_is_a_conflict_and_changes_nothing() -> None:
    claim = stories.draft()
    stories.saved(claim, own_reference="first")

    for version in (1, 3):
        with pytest.raises(Conflict):
            save_draft(claim=claim, version=version, by=claim.created_by, changes={"own_reference": "second"})

    assert (stored(claim).own_reference, stored(claim).version) == ("first", 2)


def test_a_prefill_meanwhile_is_no_conflict_and_an_empty_field_does_not_undo_it() -> None:
    claim = stories.draft()
    prefill(claim, reading(number="F-1", total_incl_vat="90.00"))

    save_draft(
        claim=claim,
        version=1,
        by=claim.created_by,
        changes={"invoice_number": "", "total_incl_vat": "99", "own_reference": "A-1"},
    )

    row = stored(claim)
    assert (row.invoice_number, row.total_incl_vat, row.own_reference) == ("F-1", Decimal("99.00"), "A-1")
    assert row.prefilled_fields.keys() == {"invoice_number"}


def test_a_person_who_saw_the_prefill_may_empty_the_field() -> None:
    claim = stories.draft()
    prefill(claim, reading(number="F-1"))

    stories.saved(claim, invoice_number="")

    assert (stored(claim).invoice_number, stored(claim).prefilled_fields) == ("", {})


@pytest.mark.parametrize("field", ["status", "bonus", "reference", "repairer", "nonsense"])
def test_what_is_not_the_repairers_to_say_is_refused_as_a_whole(field: str) -> None:
    claim = stories.draft()

    with pytest.raises(Refused) as refusal:
        save_draft(claim=claim, version=1, by=claim.created_by, changes={"own_reference": "X", field: "paid"})

    assert [point.field for point in refusal.value.points] == [field]
    assert (stored(claim).own_reference, stored(claim).version) == ("", 1)


@pytest.mark.parametrize(
    "changes",
    [{"customer": {"erased_at": "2026-01-01"}}, {"customer": "Durand"}, {"parts": [{"claim": 1}]}, {"parts": "two"}],
)
def test_nested_fields_are_a_closed_list_too(changes: dict[str, object]) -> None:
    claim = stories.draft()

    with pytest.raises(Refused):
        save_draft(claim=claim, version=1, by=claim.created_by, changes=changes)

    assert stored(claim).version == 1


def test_a_brand_of_the_list_is_found_and_another_one_kept_as_text() -> None:
    place = stories.workshop()
    claim = stories.saved(stories.draft(place.repairer), **stories.appliance(place))
    assert (stored(claim).brand_name, stored(claim).brand_text) == (stories.BRAND, "")

    stories.saved(claim, brand=None, brand_text="Sonnette")

    assert (stored(claim).brand, stored(claim).brand_text) == (None, "Sonnette")


def test_the_workshop_is_one_of_the_repairers_own() -> None:
    claim = stories.saved(stories.draft(), workshop=WorkshopFactory())

    assert stored(claim).workshop is None
    assert points_at(claim, "workshop") == ["not-in-the-list"]


def test_keys_and_bonus_follow_the_declaration() -> None:
    place = stories.workshop()
    claim = stories.saved(stories.draft(place.repairer), **stories.appliance(place), **stories.invoice())

    assert claim.identifier_key == stories.IDENTIFIER
    assert claim.invoice_key == f"{stories.SIRET}:{stories.NUMBER}"
    assert (claim.bonus, claim.support_rate) == (Decimal("50.00"), claim.product.rates.get())

    again = stories.saved(claim, invoice_number="", product=ProductFactory())
    assert (again.invoice_key, again.bonus, again.support_rate) == ("", None, None)


def test_the_bonus_moves_with_the_invoice_date() -> None:
    product = ProductFactory()
    SupportRateFactory(product=product, amount=25, valid_from=date(2023, 1, 1), valid_until=date(2023, 12, 31))
    SupportRateFactory(product=product, amount=50, valid_from=date(2024, 1, 1))
    claim = stories.saved(stories.draft(), product=product, repaired_on="2024-01-02")
    assert claim.bonus == Decimal("50.00")

    assert stories.saved(claim, invoiced_on="2023-12-31").bonus == Decimal("25.00")


def test_circular_parts_raise_the_bonus_with_consent_only() -> None:
    product = SupportRateFactory(product=ProductFactory(circular_part_bonus_percent=20)).product
    claim = stories.saved(stories.draft(), product=product, parts=[{"kind": "circular"}])
    assert claim.bonus == Decimal("50.00")

    assert stories.saved(claim, circular_parts_consent=True).bonus == Decimal("60.00")
    assert stories.saved(claim, parts=[{"kind": "new"}]).bonus == Decimal("50.00")


def test_a_sent_claim_is_neither_changed_nor_cancelled() -> None:
    claim = stories.complete_draft()
    sent = send_claim(claim=claim, by=claim.created_by)

    with pytest.raises(MoveRefused):
        save_draft(claim=sent, version=sent.version, by=sent.created_by, changes={"own_reference": "X"})
    with pytest.raises(MoveRefused):
        cancel_claim(claim=sent, by=sent.created_by)

    assert (stored(claim).own_reference, stored(claim).state) == ("", Status.SENT)


def test_a_cancelled_draft_is_cancelled_with_its_event() -> None:
    claim = stories.draft()

    cancel_claim(claim=claim, by=claim.created_by)

    assert stored(claim).state is Status.CANCELLED
    event = ClaimEvent.objects.get()
    assert (event.move, event.by) == ("cancel", claim.created_by)
