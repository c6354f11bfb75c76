"""Snippets whose change one person writes and another one publishes."""

from django.db import models
from wagtail.models import DraftStateMixin, RevisionMixin


class Publishable(DraftStateMixin, RevisionMixin, models.Model):
    """Abstract: a row with drafts and a history; `live` is True while it is in force.

    Readers ask `content.selectors`, which leave out rows that were never published or were withdrawn.
    """

    class Meta:
        abstract = True
