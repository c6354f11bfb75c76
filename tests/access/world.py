"""One of everything that an address can name, and somebody of every identity."""

from functools import cached_property

from allauth.mfa.models import Authenticator

from accounts.models import Invitation, User
from accounts.roles import REPAIRER_ROLES, Role
from accounts.services.groups import follow_roles
from accounts.services.invitations import invite_person
from certification.models import Repairer
from claims.models import Claim
from content.services.groups import set_up_groups
from payments.models import BankAccount, Batch, CreditTransfer
from tests.access.rows import OTHER_REPAIRER
from tests.factories.accounts import person
from tests.factories.certification import RepairerFactory
from tests.factories.claims import (
    ClaimDocumentFactory,
    CompleteClaimFactory,
    RefusedClaimFactory,
    SentClaimFactory,
)
from tests.factories.payments import (
    ApprovedBatchFactory,
    CreditTransferFactory,
)


class World:
    """Made piece by piece, as the routes ask for it; a route names the pieces in `made_from`."""

    text = "x"
    number = 1

    @cached_property
    def repairer(self) -> Repairer:
        """The company that the repairer roles work for."""
        return RepairerFactory()

    @cached_property
    def draft(self) -> Claim:
        """A draft of the company."""
        return CompleteClaimFactory(repairer=self.repairer)

    @cached_property
    def claim(self) -> Claim:
        """A claim that the company sent."""
        return SentClaimFactory(repairer=self.repairer)

    @cached_property
    def refused_claim(self) -> Claim:
        """A claim of the company that was refused."""
        return RefusedClaimFactory(repairer=self.repairer)

    @cached_property
    def document(self) -> object:
        """The identity of a document of the draft."""
        return ClaimDocumentFactory(claim=self.draft).public_id

    @cached_property
    def transfer(self) -> CreditTransfer:
        """A transfer to the company that two people approved."""
        return CreditTransferFactory(repairer=self.repairer, batch=ApprovedBatchFactory())

    @property
    def batch(self) -> Batch:
        """The batch of that transfer."""
        return self.transfer.batch

    @property
    def bank_account(self) -> BankAccount:
        """The account that the transfer goes to."""
        return self.transfer.bank_account

    @cached_property
    def somebody(self) -> User:
        """A colleague in the company."""
        return person(Role.REPAIRER_EMPLOYEE, organisation=self.repairer.organisation)

    @property
    def membership(self) -> object:
        """The colleague's role."""
        return self.somebody.memberships.get()

    @cached_property
    def invitation(self) -> Invitation:
        """An invitation to the company."""
        return invite_person(
            organisation=self.repairer.organisation, email="new@example.org", role=Role.REPAIRER_EMPLOYEE, by=None
        )

    @cached_property
    def passkey_of_somebody(self) -> Authenticator:
        """A passkey that is nobody's of those who ask."""
        return Authenticator.objects.create(
            user=person(), type=Authenticator.Type.WEBAUTHN, data={"name": "phone", "credential": {}}
        )

    def value(self, piece: str, parameter: str) -> object:
        """What stands in the address for the piece: its `parameter` where it has one, else its own text."""
        thing = getattr(self, piece)
        return getattr(thing, parameter, thing)

    def person(self, identity: str) -> User:
        """Somebody of the identity, with the groups that the roles give in the CMS."""
        if identity == OTHER_REPAIRER:
            return person(Role.REPAIRER_OWNER, organisation=RepairerFactory().organisation)
        organisation = self.repairer.organisation if identity in REPAIRER_ROLES else None
        someone = person(Role(identity), organisation=organisation)
        set_up_groups()
        follow_roles(user=someone)
        return User.objects.get(pk=someone.pk)
