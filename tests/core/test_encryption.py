import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from core.encryption import DecryptionFailed, blind_index, decrypt, encrypt, needs_sealing_again


def key(letter: str) -> str:
    return base64.b64encode(letter.encode() * 32).decode()


ONE = override_settings(FIELD_ENCRYPTION_KEYS={"2025": key("a")}, BLIND_INDEX_KEY=key("i"))
TWO = override_settings(FIELD_ENCRYPTION_KEYS={"2026": key("b"), "2025": key("a")})
NEW_ONLY = override_settings(FIELD_ENCRYPTION_KEYS={"2026": key("b")})
SAME_ID_OTHER_KEY = override_settings(FIELD_ENCRYPTION_KEYS={"2025": key("z")})
ROW = "bank-account:7"


@ONE
@given(st.text())
def test_a_sealed_text_opens_again(text):
    assert decrypt(encrypt(text, bound_to=ROW), bound_to=ROW) == text


@ONE
def test_a_cipher_text_names_its_version_and_key_and_never_repeats():
    first, second = encrypt("FR76", bound_to=ROW), encrypt("FR76", bound_to=ROW)
    assert first.startswith("v1:2025:")
    assert first != second
    assert "FR76" not in first


@ONE
def test_a_cipher_text_copied_to_another_row_does_not_open():
    sealed = encrypt("FR76", bound_to=ROW)
    with pytest.raises(DecryptionFailed):
        decrypt(sealed, bound_to="bank-account:8")


@ONE
@pytest.mark.parametrize("position", range(12 + 4 + 16))
def test_one_altered_byte_anywhere_is_noticed(position):
    head, encoded = encrypt("FR76", bound_to=ROW).rsplit(":", 1)
    sealed = bytearray(base64.urlsafe_b64decode(encoded))
    sealed[position] ^= 1
    with pytest.raises(DecryptionFailed):
        decrypt(f"{head}:{base64.urlsafe_b64encode(sealed).decode()}", bound_to=ROW)


@ONE
@given(st.text(max_size=60) | st.from_regex(r"\Av1:2025:[A-Za-z0-9_\-]{0,80}={0,2}\Z"))
def test_no_text_of_another_origin_ever_opens(text):
    with pytest.raises(DecryptionFailed):
        decrypt(text, bound_to=ROW)


def test_during_a_rotation_both_keys_open_and_the_new_one_seals():
    with ONE:
        old = encrypt("FR76", bound_to=ROW)
        assert not needs_sealing_again(old)
    with TWO:
        assert decrypt(old, bound_to=ROW) == "FR76"
        assert needs_sealing_again(old)
        new = encrypt("FR76", bound_to=ROW)
        assert new.startswith("v1:2026:")
        assert not needs_sealing_again(new)
    with NEW_ONLY:
        assert decrypt(new, bound_to=ROW) == "FR76"
        with pytest.raises(DecryptionFailed):
            decrypt(old, bound_to=ROW)


def test_another_key_under_the_same_id_does_not_open_and_the_key_id_cannot_be_changed():
    with ONE:
        old = encrypt("FR76", bound_to=ROW)
    with SAME_ID_OTHER_KEY, pytest.raises(DecryptionFailed):
        decrypt(old, bound_to=ROW)
    with override_settings(FIELD_ENCRYPTION_KEYS={"copy": key("a")}), pytest.raises(DecryptionFailed):
        decrypt(old.replace("2025", "copy"), bound_to=ROW)


@pytest.mark.parametrize("keys", [None, {}, {"a": ""}, {"a": key("a")[:-4]}, {"a:b": key("a")}, {"a": "not base64!"}])
def test_missing_or_broken_keys_stop_with_a_sentence_that_shows_no_secret(keys):
    with override_settings(FIELD_ENCRYPTION_KEYS=keys), pytest.raises(ImproperlyConfigured) as error:
        encrypt("FR76", bound_to=ROW)
    assert "FIELD_ENCRYPTION_KEYS" in str(error.value)
    assert key("a")[:8] not in str(error.value)


@ONE
def test_the_blind_index_finds_equal_values_and_depends_on_its_key():
    index = blind_index("FR7630006000011234567890189")
    assert index == blind_index("FR7630006000011234567890189")
    assert index != blind_index("FR7630006000011234567890180")
    assert len(index) == 64
    with override_settings(BLIND_INDEX_KEY=key("j")):
        assert blind_index("FR7630006000011234567890189") != index
    with override_settings(BLIND_INDEX_KEY=""), pytest.raises(ImproperlyConfigured):
        blind_index("FR76")
