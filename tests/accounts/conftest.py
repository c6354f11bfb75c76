"""What several tests of accounts start from."""

import pytest

from accounts.models import Invitation
from accounts.roles import Role
from accounts.services.invitations import invite_person
from tests.accounts.mails import token_in
from tests.factories.accounts import OrganisationFactory


@pytest.fixture
def invited(run_jobs, mailoutbox):
    """`invited(...)`: an invitation whose mail was sent, and its token."""

    def invite(**arguments) -> tuple[Invitation, str]:
        arguments.setdefault("email", "camille@example.org")
        arguments.setdefault("role", Role.REPAIRER_EMPLOYEE)
        arguments.setdefault("by", None)
        if "organisation" not in arguments:
            arguments["organisation"] = OrganisationFactory()
        invitation = invite_person(**arguments)
        run_jobs()
        invitation.refresh_from_db()
        return invitation, token_in(mailoutbox[-1])

    return invite
