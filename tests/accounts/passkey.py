"""A passkey without a device: the few fields of WebAuthn that a server checks, signed by a key in memory."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, WITH_CREDENTIAL = 0x01, 0x04, 0x40


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


class Passkey:
    """One credential for one person at one site; `verifies` is whether it asks for a finger, a face or a PIN."""

    def __init__(self, site: str = "testserver", *, verifies: bool = True) -> None:
        self.site, self.origin, self.verifies = site, f"https://{site}", verifies
        self.identity = secrets.token_bytes(32)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.user_handle = ""

    def register(self, options: dict[str, Any]) -> str:
        """The answer to creation options, as the browser's script posts it."""
        asked = options["publicKey"]
        self.user_handle = asked["user"]["id"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        credential = bytes(16) + len(self.identity).to_bytes(2, "big") + self.identity + public
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._data(WITH_CREDENTIAL) + credential}
        return self._answer(
            {
                "clientDataJSON": _text(self._client("webauthn.create", asked["challenge"])),
                "attestationObject": _text(cbor.encode(attestation)),
            }
        )

    def authenticate(self, options: dict[str, Any]) -> str:
        """The answer to request options."""
        data, client = self._data(), self._client("webauthn.get", options["publicKey"]["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": _text(client),
                "authenticatorData": _text(data),
                "signature": _text(signature),
                "userHandle": self.user_handle,
            }
        )

    def _data(self, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.site.encode()).digest() + bytes([flags]) + bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        identity = _text(self.identity)
        results = {"credProps": {"rk": True}}
        return json.dumps(
            {
                "id": identity,
                "rawId": identity,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": results,
            }
        )
