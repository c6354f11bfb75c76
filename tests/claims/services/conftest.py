"""Who decides, and why: for the tests of decisions."""

import pytest

from accounts.models import User
from content.models import RejectionReason
from tests.claims import stories
from tests.factories.content import RejectionReasonFactory


@pytest.fixture
def officer() -> User:
    """A control officer."""
    return stories.officer()


@pytest.fixture
def reason() -> RejectionReason:
    """A reason in use."""
    return RejectionReasonFactory()
