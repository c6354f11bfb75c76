"""The files of reference data, in the order in which they build on one another."""

from content.services.reference.tables import Table

ORGANISATIONS = Table(
    "organisations.csv", ("code", "name", "aliases", "is_this_scheme", "website"), ("code",), frozenset({"website"})
)
FAMILIES = Table("families.csv", ("code", "name_fr", "name_en"), ("code",))
PRODUCTS = Table(
    "products.csv",
    (
        "family",
        "code",
        "external_code",
        "name_fr",
        "name_en",
        "identifier_kind",
        "circular_part_bonus_percent",
        "nameplate_required",
    ),
    ("code",),
)
RATES = Table(
    "support_rates.csv",
    ("product", "valid_from", "valid_until", "amount_eur", "minimum_bill_eur", "source"),
    ("product", "valid_from"),
    frozenset({"source"}),
)
BRANDS = Table("brands.csv", ("name", "covered", "responsible_organisation", "basis"), ("name",))
FAULTS = Table("faults.csv", ("code", "name_fr", "name_en", "products", "eligible"), ("code",))
REASONS = Table("rejection_reasons.csv", ("number", "code", "label_fr", "label_en", "seen_on"), ("number",))
MESSAGES = Table(
    "rejection_messages.csv",
    (
        "number",
        "message_fr",
        "message_en",
        "refusal_fr",
        "refusal_en",
        "officer_note_fr",
        "officer_note_en",
        "can_be_corrected",
    ),
    ("number",),
)
