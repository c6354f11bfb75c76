"""Who may open what: one row for every address of the product.

How to add an address. The test names the route that is missing, as it stands in the URL patterns without the language.
Add a row to ROUTES under that name, with one of the shapes of `tests.access.rows`; give what its arguments are made
from in `made_from` (names of `tests.access.world.World`), and `method="post"` when it only takes posts. Where no shape
fits, `but` changes single cells. Whoever is refused (sign-in page, 403, 404) must be refused by GET and by POST.

Cells: a status, or LOGIN (302 to the sign-in page), or AWAY (302 to somewhere else).
"""

from dataclasses import dataclass

from accounts.roles import ROLES_OF_KIND, OrganisationKind, Role
from tests.access.rows import (
    ANONYMOUS,
    AWAY,
    CLAIM_READERS,
    FINANCE,
    IDENTITIES,
    REPAIRERS,
    Row,
    administrators,
    everybody,
    own_company,
    own_company_owners,
    owners,
    repairers,
    row,
    signed_in,
    strangers,
)

_ACT = {"outcome": AWAY, "method": "post"}
_DRAFT = {"public_id": "draft"}
_CLAIM = {"public_id": "claim"}

ROUTES: dict[str, Row] = {
    # The machine, the language, files
    "health/": everybody(),
    # No job runs in tests.
    "health/queue/": everybody(503),
    "i18n/setlang/": everybody(AWAY),
    "appearance/": everybody(AWAY),
    # The API: refused with a problem instead of being led to the sign-in page
    "api/v1/schema/": everybody(),
    "api/v1/eligibility/": everybody(400),
    "api/v1/claims/": signed_in(anonymous=403),
    "api/v1/claims/<uuid:public_id>/": row(
        Role.REPAIRER_OWNER,
        Role.REPAIRER_EMPLOYEE,
        *CLAIM_READERS,
        refused=404,
        anonymous=403,
        made_from=_CLAIM,
    ),
    "api/v1/transfers/": signed_in(anonymous=403),
    "api/v1/transfers/<uuid:public_id>/": row(
        Role.REPAIRER_OWNER, Role.REPAIRER_EMPLOYEE, refused=404, anonymous=403, made_from={"public_id": "transfer"}
    ),
    # The public pages
    "": everybody(),
    "coverage/": everybody(),
    "amounts/": everybody(),
    "brands/": everybody(),
    "repairers/": everybody(),
    "news/": everybody(),
    "_util/login/": row(),
    # Accounts
    "account/": signed_in(),
    "account/start/": signed_in(AWAY),
    "account/invitation/<str:token>/": everybody(404, made_from={"token": "text"}),
    "account/login/": strangers(),
    "account/logout/": row(*IDENTITIES[1:], anonymous=AWAY),
    "account/inactive/": everybody(),
    "account/signup/": strangers(),
    "account/reauthenticate/": row(*REPAIRERS, Role.REPAIRER_EMPLOYEE, refused=AWAY),
    "account/email/": signed_in(),
    "account/confirm-email/": everybody(),
    r"account/confirm-email/(?P<key>[-:\w]+)/": everybody(made_from={"key": "text"}),
    "account/password/change/": signed_in(),
    "account/password/set/": signed_in(AWAY),
    "account/password/reset/": everybody(),
    "account/password/reset/done/": everybody(),
    "account/password/reset/key/done/": everybody(),
    r"account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/": everybody(
        made_from={"uidb36": "text", "key": "text"}
    ),
    "account/login/code/confirm/": row(refused=AWAY),
    "account/sessions/": signed_in(),
    "account/2fa/": signed_in(),
    "account/2fa/authenticate/": row(refused=AWAY),
    "account/2fa/reauthenticate/": row(*REPAIRERS, outcome=AWAY, refused=200),
    "account/2fa/totp/activate/": row(*REPAIRERS, refused=AWAY),
    "account/2fa/totp/deactivate/": row(*REPAIRERS, outcome=404, refused=200),
    "account/2fa/recovery-codes/": signed_in(404),
    "account/2fa/recovery-codes/generate/": signed_in(),
    "account/2fa/recovery-codes/download/": signed_in(404),
    "account/2fa/webauthn/": signed_in(),
    "account/2fa/webauthn/add/": signed_in(),
    "account/2fa/webauthn/reauthenticate/": signed_in(AWAY),
    "account/2fa/webauthn/login/": row(refused=AWAY),
    "account/2fa/webauthn/keys/<int:pk>/remove/": signed_in(404, made_from={"pk": "passkey_of_somebody"}),
    "account/2fa/webauthn/keys/<int:pk>/edit/": signed_in(404, made_from={"pk": "passkey_of_somebody"}),
    # The repairer's part
    "repairer/": repairers(),
    "repairer/claims/": repairers(),
    "repairer/claims/export/": repairers(),
    "repairer/claims/new/": repairers(**_ACT),
    "repairer/claims/<uuid:public_id>/": own_company(made_from=_CLAIM),
    "repairer/claims/<uuid:public_id>/appliance/": own_company(made_from=_DRAFT),
    "repairer/claims/<uuid:public_id>/customer/": own_company(made_from=_DRAFT),
    "repairer/claims/<uuid:public_id>/documents/": own_company(made_from=_DRAFT),
    "repairer/claims/<uuid:public_id>/check/": own_company(made_from=_DRAFT),
    **{
        f"repairer/claims/<uuid:public_id>/{step}/autosave/": own_company(method="post", made_from=_DRAFT)
        for step in ("appliance", "customer", "documents")
    },
    "repairer/claims/<uuid:public_id>/appliance/answer/": own_company(method="post", made_from=_DRAFT),
    "repairer/claims/<uuid:public_id>/documents/upload/": own_company(made_from=_DRAFT, **_ACT),
    "repairer/claims/<uuid:public_id>/documents/list/": own_company(made_from=_DRAFT),
    "repairer/claims/<uuid:public_id>/documents/<uuid:document_id>/remove/": own_company(
        made_from={**_DRAFT, "document_id": "document"}, **_ACT
    ),
    "repairer/claims/<uuid:public_id>/reading/": own_company(method="post", made_from=_DRAFT),
    "repairer/claims/<uuid:public_id>/reading/take/": own_company(made_from=_DRAFT, **_ACT),
    "repairer/claims/<uuid:public_id>/pages/<int:reading>/<int:page>/": own_company(
        404, made_from={**_DRAFT, "reading": "number", "page": "number"}
    ),
    "repairer/claims/<uuid:public_id>/pages/<int:reading>/<int:page>/small/": own_company(
        404, made_from={**_DRAFT, "reading": "number", "page": "number"}
    ),
    "repairer/claims/<uuid:public_id>/sent/": own_company(made_from=_CLAIM),
    "repairer/claims/<uuid:public_id>/receipt/": own_company(made_from=_CLAIM),
    "repairer/claims/<uuid:public_id>/copy/": own_company(made_from=_CLAIM, **_ACT),
    "repairer/claims/<uuid:public_id>/correct/": own_company(AWAY, made_from=_CLAIM),
    "repairer/claims/<uuid:public_id>/appeal/": own_company(made_from={"public_id": "refused_claim"}),
    "repairer/claims/<uuid:public_id>/cancel/": own_company(made_from=_DRAFT, **_ACT),
    "repairer/payments/": repairers(),
    "repairer/payments/<uuid:public_id>/": own_company(made_from={"public_id": "transfer"}),
    "repairer/bank-account/add/": owners(),
    "repairer/company/choose/": repairers(404, method="post"),
    "repairer/bank-account/": repairers(),
    "repairer/brands/": repairers(),
    "repairer/company/": repairers(),
    "repairer/team/": owners(),
    "repairer/team/roles/<int:pk>/end/": own_company_owners(made_from={"pk": "membership"}, **_ACT),
    "repairer/team/invitations/<int:pk>/resend/": own_company_owners(made_from={"pk": "invitation"}, **_ACT),
    "repairer/team/invitations/<int:pk>/withdraw/": own_company_owners(made_from={"pk": "invitation"}, **_ACT),
    # The back office
    "backoffice/": row(*ROLES_OF_KIND[OrganisationKind.OPERATOR]),
    "backoffice/queue/": row(Role.CONTROL_OFFICER, Role.FRAUD_ANALYST),
    "backoffice/queue/start/": row(Role.CONTROL_OFFICER, **_ACT),
    "backoffice/queue/<uuid:public_id>/": row(Role.CONTROL_OFFICER, outcome=AWAY, made_from=_CLAIM),
    "backoffice/queue/<uuid:public_id>/open/": row(Role.CONTROL_OFFICER, made_from=_CLAIM, **_ACT),
    "backoffice/queue/<uuid:public_id>/skip/": row(Role.CONTROL_OFFICER, made_from=_CLAIM, **_ACT),
    "backoffice/queue/<uuid:public_id>/release/": row(Role.CONTROL_OFFICER, made_from=_CLAIM, **_ACT),
    # Nothing is to be decided about this claim, and there is no such kind of decision.
    "backoffice/queue/<uuid:public_id>/<slug:kind>/": row(
        Role.CONTROL_OFFICER, outcome=404, method="post", made_from={**_CLAIM, "kind": "text"}
    ),
    "backoffice/queue/<uuid:public_id>/<slug:kind>/words/": row(
        Role.CONTROL_OFFICER, outcome=404, method="post", made_from={**_CLAIM, "kind": "text"}
    ),
    "backoffice/claims/": row(*CLAIM_READERS, *FINANCE),
    # Finance sees claims from their approval on.
    "backoffice/claims/<uuid:public_id>/": row(*CLAIM_READERS, but=dict.fromkeys(FINANCE, 404), made_from=_CLAIM),
    "backoffice/claims/<uuid:public_id>/pages/<int:reading>/<int:page>/<slug:size>/": row(
        *CLAIM_READERS,
        outcome=404,
        made_from={**_CLAIM, "reading": "number", "page": "number", "size": "text"},
    ),
    "backoffice/claims/<uuid:public_id>/documents/<uuid:document_id>/": row(
        Role.CONTROL_OFFICER,
        Role.FRAUD_ANALYST,
        outcome=404,
        method="post",
        made_from={**_CLAIM, "document_id": "document"},
    ),
    "backoffice/batches/": row(*FINANCE, Role.ADMINISTRATOR),
    "backoffice/batches/new/": row(Role.FINANCE_MAKER, outcome=422, method="post"),
    "backoffice/batches/<uuid:public_id>/": row(*FINANCE, Role.ADMINISTRATOR, made_from={"public_id": "batch"}),
    # The batch is approved already.
    "backoffice/batches/<uuid:public_id>/approve/": row(
        Role.FINANCE_APPROVER, outcome=409, method="post", made_from={"public_id": "batch"}
    ),
    "backoffice/batches/<uuid:public_id>/move/<slug:move>/": row(
        *FINANCE, outcome=404, method="post", made_from={"public_id": "batch", "move": "text"}
    ),
    # There is no file yet, so nobody may have it.
    "backoffice/batches/<uuid:public_id>/file/": row(method="post", made_from={"public_id": "batch"}),
    "backoffice/bank-accounts/": row(*FINANCE),
    "backoffice/bank-accounts/<uuid:public_id>/": row(*FINANCE, made_from={"public_id": "bank_account"}),
    "backoffice/bank-accounts/<uuid:public_id>/iban/": row(
        *FINANCE, method="post", made_from={"public_id": "bank_account"}
    ),
    "backoffice/bank-accounts/<uuid:public_id>/confirm/": row(
        *FINANCE, outcome=422, method="post", made_from={"public_id": "bank_account"}
    ),
    "backoffice/bank-accounts/<uuid:public_id>/refuse/": row(
        *FINANCE, outcome=422, method="post", made_from={"public_id": "bank_account"}
    ),
    "backoffice/reports/": row(*FINANCE, Role.ADMINISTRATOR),
    "backoffice/reports/export/": row(*FINANCE, Role.ADMINISTRATOR, outcome=422, method="post"),
    # Tests keep mails in memory, not in a folder.
    "backoffice/mails/": administrators(404),
    "backoffice/mails/<str:file>/<int:place>/": administrators(404, made_from={"file": "text", "place": "number"}),
    "backoffice/jobs/": administrators(),
    "backoffice/jobs/<int:pk>/requeue/": administrators(made_from={"pk": "number"}, **_ACT),
    "backoffice/people/": administrators(),
    "backoffice/people/invite/": administrators(),
    "backoffice/people/<int:pk>/": administrators(made_from={"pk": "somebody"}),
    "backoffice/people/<int:pk>/role/": administrators(422, method="post", made_from={"pk": "somebody"}),
    "backoffice/people/<int:pk>/deactivate/": administrators(made_from={"pk": "somebody"}, **_ACT),
    "backoffice/people/<int:pk>/activate/": administrators(made_from={"pk": "somebody"}, **_ACT),
    "backoffice/people/roles/<int:pk>/end/": administrators(made_from={"pk": "membership"}, **_ACT),
    "backoffice/people/invitations/<int:pk>/resend/": administrators(made_from={"pk": "invitation"}, **_ACT),
    "backoffice/people/invitations/<int:pk>/withdraw/": administrators(made_from={"pk": "invitation"}, **_ACT),
}


@dataclass(frozen=True)
class Family:
    """Addresses of others under one prefix: strangers are sent to our sign-in page, who is not `allowed` is refused.

    `open_to_all` lists what shows nothing to anybody (catalogues of texts, pictures) or is answered by us before.
    """

    allowed: frozenset[str]
    open_to_all: frozenset[str] = frozenset()


# What opens the addresses of others is a group or a flag: one identity of each kind stands for all.
FAMILY_IDENTITIES = (ANONYMOUS, Role.REPAIRER_OWNER, Role.CERTIFIER, Role.CONTROL_OFFICER, Role.EDITOR)

FAMILIES: dict[str, Family] = {
    "cms/": Family(
        allowed=frozenset({Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR}),
        open_to_all=frozenset({"cms/jsi18n/", "cms/sprite/"}),
    ),
    "admin/": Family(allowed=frozenset({Role.ADMINISTRATOR}), open_to_all=frozenset({"admin/logout/"})),
    "documents/": Family(allowed=frozenset(IDENTITIES)),
    # Pages that editors write; private ones ask by Wagtail's own rules.
    "_util/": Family(allowed=frozenset(IDENTITIES)),
    r"((?:[\w\-]+/)*)": Family(allowed=frozenset(IDENTITIES)),
}
