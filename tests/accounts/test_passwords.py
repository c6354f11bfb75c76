"""What a password may be."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User


def codes(password: str) -> set[str]:
    """The rules that the password breaks."""
    try:
        validate_password(password, User(email="camille.durand@example.org", name="Camille Durand"))
    except ValidationError as error:
        return {part.code for part in error.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elevenchars", "password_too_short"),
        ("x1" * 64 + "y", "password_too_long"),
        ("passwordpassword", "password_of_scheme_words"),
        ("Bonus-Réparation-2026", "password_of_scheme_words"),
        ("REPAIR fund 123", "password_of_scheme_words"),
        ("camille.durand", "password_too_similar"),
        ("1234567891011", "password_too_common"),
    ],
)
def test_a_weak_password_is_refused(password: str, code: str) -> None:
    assert code in codes(password)


@pytest.mark.parametrize(
    "password", ["quatre corneilles sur un toit", "aaaaaaaaaaab", "la réparation du vélo rouge", "x1" * 64]
)
def test_length_is_enough(password: str) -> None:
    assert codes(password) == set()
