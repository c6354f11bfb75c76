"""How allauth behaves here: no open sign-up, mail in the reader's language, everybody by the same door."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts open by invitation only."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Nobody signs up without an invitation."""
        del request
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors as allauth gives them."""
