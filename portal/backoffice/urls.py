"""Addresses of portal.backoffice."""

from django.urls import include, path

from portal.backoffice.views import (
    bank_accounts,
    batch_file,
    batch_moves,
    batches,
    claim_page,
    claim_search,
    dashboard,
    decide,
    jobs,
    mails,
    queue,
    reports,
    review,
)

app_name = "backoffice"

_queue = [
    path("", queue.claim_queue, name="claim-queue"),
    path("start/", queue.start, name="claim-start"),
    path("<uuid:public_id>/", review.claim_review, name="claim-review"),
    path("<uuid:public_id>/open/", queue.open_claim, name="claim-open"),
    path("<uuid:public_id>/skip/", queue.skip, name="claim-skip"),
    path("<uuid:public_id>/release/", queue.release, name="claim-release"),
    path("<uuid:public_id>/<slug:kind>/", decide.decide, name="claim-decide"),
    path("<uuid:public_id>/<slug:kind>/words/", decide.words, name="claim-words"),
]
_claims = [
    path("", claim_search.claim_search, name="claim-search"),
    path("<uuid:public_id>/", claim_page.claim_detail, name="claim-detail"),
    path(
        "<uuid:public_id>/pages/<int:reading>/<int:page>/<slug:size>/",
        claim_page.page_image,
        name="claim-page-image",
    ),
    path(
        "<uuid:public_id>/documents/<uuid:document_id>/", claim_page.download_original, name="claim-document-original"
    ),
]
_batches = [
    path("", batches.batch_list, name="batch-list"),
    path("new/", batches.make, name="batch-make"),
    path("<uuid:public_id>/", batches.batch_detail, name="batch-detail"),
    path("<uuid:public_id>/approve/", batch_moves.approve, name="batch-approve"),
    path("<uuid:public_id>/move/<slug:move>/", batch_moves.move, name="batch-move"),
    path("<uuid:public_id>/file/", batch_file.download, name="batch-file"),
]
_bank_accounts = [
    path("", bank_accounts.bank_account_list, name="bank-accounts"),
    path("<uuid:public_id>/", bank_accounts.bank_account, name="bank-account"),
    path("<uuid:public_id>/iban/", bank_accounts.reveal, name="bank-account-reveal"),
    path("<uuid:public_id>/confirm/", bank_accounts.confirm, name="bank-account-confirm"),
    path("<uuid:public_id>/refuse/", bank_accounts.refuse, name="bank-account-refuse"),
]

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("queue/", include(_queue)),
    path("claims/", include(_claims)),
    path("batches/", include(_batches)),
    path("bank-accounts/", include(_bank_accounts)),
    path("reports/", reports.report_page, name="reports"),
    path("reports/export/", reports.export, name="report-export"),
    path("mails/", mails.mail_list, name="mails"),
    path("mails/<str:file>/<int:place>/", mails.mail, name="mail"),
    path("jobs/", jobs.job_page, name="jobs"),
    path("jobs/<int:pk>/requeue/", jobs.requeue, name="job-requeue"),
    path("people/", include("portal.backoffice.people_urls")),
]
