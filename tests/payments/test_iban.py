from contextlib import suppress

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from payments.iban import SEPA_COUNTRIES, IbanRefused, formatted_iban, masked, parse_iban
from tests.payments.accounts import DEBTOR_IBAN, french_iban


def test_an_iban_typed_with_spaces_and_small_letters_is_accepted_with_its_bank():
    details = parse_iban(" fr76 3000 6000 0112 3456 7890 189 ")
    assert (details.iban, details.country, details.last_four) == (DEBTOR_IBAN, "FR", "0189")
    assert details.bic == "AGRIFRPPXXX"
    assert details.bank_name == "CREDIT AGRICOLE SA"


@pytest.mark.parametrize(
    "iban",
    ["DE89370400440532013000", "SM86U0322509800000000270100", "VA59001123000012345678", "RS35260005601001611379"],
)
def test_accounts_of_the_whole_sepa_zone_are_accepted(iban):
    assert parse_iban(iban).iban == iban


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "iban-missing"),
        ("  - ", "iban-missing"),
        ("12345", "iban-malformed"),
        ("FR７６30006000011234567890189", "iban-malformed"),
        ("F" * 5000, "iban-malformed"),
        ("ZZ7630006000011234567890189", "iban-malformed"),
        ("FR763000600001123456789018", "iban-length"),
        ("FR7630006000011234567890188", "iban-checksum"),
        (french_iban(12345678901, key_shift=1), "iban-key"),
        ("SA4420000001234567891234", "iban-not-sepa"),
    ],
)
def test_what_is_not_an_account_we_can_pay_is_refused_with_its_code(text, code):
    with pytest.raises(IbanRefused) as refusal:
        parse_iban(text)
    assert refusal.value.code == code
    with translation.override("en"):
        assert str(refusal.value).endswith(".")


@given(st.text(max_size=40) | st.from_regex(r"\A[A-Z]{2}[0-9]{2}[A-Z0-9 ]{0,36}\Z"))
def test_any_text_is_an_iban_or_is_refused(text):
    with suppress(IbanRefused):
        assert parse_iban(text).country in SEPA_COUNTRIES


@given(st.integers(0, 99_999_999_999), st.integers(1, 96))
def test_a_wrong_national_key_never_passes(account, shift):
    assert parse_iban(french_iban(account)).iban == french_iban(account)
    with pytest.raises(IbanRefused) as refusal:
        parse_iban(french_iban(account, key_shift=shift))
    assert refusal.value.code == "iban-key"


def test_a_masked_iban_shows_the_country_and_the_last_four_characters_only():
    assert masked("FR76 3000 6000 0112 3456 7890 189") == "FR** **** 0189"
    assert masked("FR76") == "****"


def test_an_iban_is_printed_in_groups_of_four():
    assert formatted_iban(DEBTOR_IBAN) == "FR76 3000 6000 0112 3456 7890 189"
