"""Fields that are unreadable without a key: AES-256-GCM, and a keyed hash to look values up by.

A cipher text is `v1:<key id>:<base64url of nonce and sealed text>`. It is bound to the row it belongs to: copied to
another row, or altered by one bit, it does not open. Nothing here ever answers with a text it could not authenticate.

Settings, read at each call:
    FIELD_ENCRYPTION_KEYS: key id -> 32 random bytes, raw or in base64. The first key seals; every key opens. To rotate,
        put the new key first, seal again what `needs_sealing_again` (`manage.py rotate_keys`), then drop the old key.
    BLIND_INDEX_KEY: 32 random bytes, raw or in base64, for `blind_index` only; changing it means computing every index
        again.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

VERSION = "v1"
KEY_BYTES = 32
NONCE_BYTES = 12  # NIST SP 800-38D, 8.2: 96 bits; random ones are safe for 2**32 texts per key
TAG_BYTES = 16
_KEY_ID = re.compile(r"[A-Za-z0-9._-]{1,40}")


class DecryptionFailed(Exception):
    """The cipher text was altered, belongs to another row, or its key is not here. Carries no part of the text."""


def encrypt(text: str, *, bound_to: str) -> str:
    """`text` sealed with the current key for the row that `bound_to` names, for instance `bank-account:<uuid>`."""
    key_id, key = next(iter(encryption_keys().items()))
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), _associated_data(key_id, bound_to))
    return f"{VERSION}:{key_id}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def decrypt(cipher_text: str, *, bound_to: str) -> str:
    """The text sealed by `encrypt` for the same row. Raises DecryptionFailed."""
    key_id, sealed = _parts(cipher_text)
    key = encryption_keys().get(key_id)
    if key is None:
        raise DecryptionFailed("no key of this id in FIELD_ENCRYPTION_KEYS")
    try:
        plain = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _associated_data(key_id, bound_to))
    except InvalidTag:
        raise DecryptionFailed("altered, bound to another row, or sealed with another key of the same id") from None
    return plain.decode()


def needs_sealing_again(cipher_text: str) -> bool:
    """True when another key than the current one sealed it: decrypt and encrypt it during a rotation."""
    key_id, _ = _parts(cipher_text)
    return key_id != next(iter(encryption_keys()))


def blind_index(value: str) -> str:
    """A keyed fingerprint of `value` (64 hexadecimal digits) to find equal values without reading them.

    Equal texts give equal indexes, so the caller normalises first (an IBAN: compact, in capitals).
    """
    key = _key_bytes("BLIND_INDEX_KEY", getattr(settings, "BLIND_INDEX_KEY", ""))
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def encryption_keys() -> dict[str, bytes]:
    """The keys of the settings by id, current one first. Raises ImproperlyConfigured, naming no secret."""
    configured = getattr(settings, "FIELD_ENCRYPTION_KEYS", None)
    if not isinstance(configured, Mapping) or not configured:
        raise ImproperlyConfigured("FIELD_ENCRYPTION_KEYS must hold at least one key: id -> 32 bytes in base64")
    for key_id in configured:
        if not isinstance(key_id, str) or not _KEY_ID.fullmatch(key_id):
            raise ImproperlyConfigured("a key id of FIELD_ENCRYPTION_KEYS is 1 to 40 of A-Z a-z 0-9 . _ -")
    return {key_id: _key_bytes("FIELD_ENCRYPTION_KEYS", encoded) for key_id, encoded in configured.items()}


def _key_bytes(setting: str, encoded: object) -> bytes:
    try:
        key = encoded if isinstance(encoded, bytes) else base64.b64decode(str(encoded), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"a key of {setting} must be {KEY_BYTES} bytes in base64")
    return key


def _parts(cipher_text: str) -> tuple[str, bytes]:
    version, _, rest = cipher_text.partition(":")
    key_id, _, encoded = rest.partition(":")
    if version != VERSION:
        raise DecryptionFailed("not a cipher text of a known version")
    try:
        sealed = base64.b64decode(encoded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise DecryptionFailed("not a cipher text") from None
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise DecryptionFailed("cut short")
    return key_id, sealed


def _associated_data(key_id: str, bound_to: str) -> bytes:
    return f"{VERSION}:{key_id}:{bound_to}".encode()
