"""Filters of the back office's templates."""

from django import template
from django.utils.functional import Promise

from portal.backoffice.payment_panels import batch_status_label

register = template.Library()


@register.filter
def batch_words(status: str) -> str | Promise:
    """The status of a batch in the words of finance."""
    return batch_status_label(status)
