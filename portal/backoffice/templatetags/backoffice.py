"""Filters of the back office's templates."""

from django import template
from django.utils.functional import Promise

from claims.models import DocumentPurpose
from portal.backoffice.labels import DOCUMENT_TABS
from portal.backoffice.payments.batch_panels import batch_status_label

register = template.Library()


@register.filter
def batch_words(status: str) -> str | Promise:
    """The status of a batch in the words of finance."""
    return batch_status_label(status)


@register.filter
def document_tab(purpose: DocumentPurpose) -> str | Promise:
    """What a document is for in a word or two, for the tabs over the pictures."""
    return DOCUMENT_TABS[purpose]
