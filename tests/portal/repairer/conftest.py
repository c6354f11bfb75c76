"""The shop that the tests of the repairer's screens work for."""

import pytest

from tests.claims import stories
from tests.portal.repairer.shop import Shop, open_shop


@pytest.fixture
def shop(db: None) -> Shop:
    """A certified company with an owner who is signed in."""
    return open_shop()


@pytest.fixture
def sound_shop(db: None) -> Shop:
    """The shop that wrote sound.pdf."""
    return open_shop(siren=stories.SIREN, workshop={"siret": stories.SIRET})
