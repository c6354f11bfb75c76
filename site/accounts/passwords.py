"""What a password may not be (OWASP ASVS 5.0, 6.2): length counts, kinds of characters do not."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.identifiers import compact

# Words that everybody who knows the scheme would try first.
_SCHEME_WORDS = ("BONUSREPARATION", "REPARATION", "REPAIRER", "REPAIR", "BONUS", "REPARATEUR", "MOTDEPASSE", "PASSWORD")
_LEAST_BESIDES = 8


class MaximumLengthValidator:
    """Refuses what is longer than `max_length` characters: hashing costs, and a form is no place for a book."""

    def __init__(self, max_length: int = 128) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError `password_too_long`."""
        del user
        if len(password) > self.max_length:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Your password can have up to %(number)d characters.") % {"number": self.max_length}


class SchemeWordsValidator:
    """Refuses a password that is little more than the words of the scheme: they are the first guesses."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError `password_of_scheme_words` when too few letters and digits are left without them."""
        del user
        rest = compact(password)
        words = {*_SCHEME_WORDS, *(compact(word) for word in settings.SCHEME_NAME.split())}
        found = False
        for word in sorted(words, key=len, reverse=True):
            if len(word) >= 4 and word in rest:
                rest, found = rest.replace(word, ""), True
        if found and len(rest) < _LEAST_BESIDES:
            raise ValidationError(self.get_help_text(), code="password_of_scheme_words")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Your password cannot be made of the words of this scheme.")
