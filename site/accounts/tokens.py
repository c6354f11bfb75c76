"""Tokens in links: 256 random bits, of which only the SHA-256 is ever stored."""

import hashlib
import secrets


def new_token() -> str:
    """43 characters that fit into an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is stored. A plain hash is enough: nobody guesses 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()
