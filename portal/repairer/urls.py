"""Addresses of the repairer's screens."""

from django.urls import include, path

from portal.repairer.views import (
    appliance,
    bank_account,
    brands,
    check,
    claim_list,
    claim_page,
    company,
    customer,
    dashboard,
    documents,
    pages,
    payments,
    reading,
    start,
)

app_name = "repairer"

_claim = [
    path("", claim_page.claim_page, name="claim-detail"),
    path("appliance/", appliance.appliance, name="claim-appliance"),
    path("appliance/autosave/", appliance.autosave, name="claim-appliance-autosave"),
    path("appliance/answer/", appliance.answer, name="claim-answer"),
    path("customer/", customer.customer, name="claim-customer"),
    path("customer/autosave/", customer.autosave, name="claim-customer-autosave"),
    path("documents/", documents.documents, name="claim-documents"),
    path("documents/autosave/", documents.autosave, name="claim-documents-autosave"),
    path("documents/upload/", documents.upload, name="claim-upload"),
    path("documents/list/", documents.shelves, name="claim-document-list"),
    path("documents/<uuid:document_id>/remove/", documents.remove, name="claim-document-remove"),
    path("reading/", reading.panel, name="claim-reading"),
    path("reading/take/", reading.take, name="claim-take-read"),
    path("pages/<int:reading>/<int:page>/", pages.page_image, {"size": "large"}, name="claim-page-image"),
    path("pages/<int:reading>/<int:page>/small/", pages.page_image, {"size": "small"}, name="claim-page-thumbnail"),
    path("check/", check.check, name="claim-check"),
    path("sent/", check.sent, name="claim-sent"),
    path("receipt/", check.receipt, name="claim-receipt"),
    path("copy/", start.copy, name="claim-copy"),
    path("correct/", claim_page.correct, name="claim-correct"),
    path("appeal/", claim_page.appeal_page, name="claim-appeal"),
    path("cancel/", claim_page.cancel, name="claim-cancel"),
]

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("claims/", claim_list.claim_list, name="claim-list"),
    path("claims/export/", claim_list.export, name="claim-export"),
    path("claims/new/", start.new, name="claim-new"),
    path("claims/<uuid:public_id>/", include(_claim)),
    path("payments/", payments.payments, name="payments"),
    path("payments/<uuid:public_id>/", payments.transfer, name="transfer"),
    path("bank-account/", bank_account.bank_account, name="bank-account"),
    path("bank-account/add/", bank_account.add, name="bank-account-add"),
    path("brands/", brands.brands, name="brands"),
    path("company/", company.company, name="company"),
    path("company/choose/", company.choose, name="company-choose"),
    path("team/", include("portal.repairer.team_urls")),
]
