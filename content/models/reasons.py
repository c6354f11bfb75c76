"""Rejection reasons: a closed list, with a text for each reader."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from content.models.drafts import Publishable
from content.models.labels import Labelled


class RejectionReason(Publishable, Labelled):
    """Why a claim is sent back or refused (domain.md, section 7.1): what the repairer reads and what officers know."""

    number = models.CharField(_("number"), max_length=2, unique=True)
    code = models.SlugField(_("code"), max_length=60, unique=True)
    message_fr = models.TextField(_("message when a correction is asked for, in French"), blank=True)
    message_en = models.TextField(_("message when a correction is asked for, in English"), blank=True)
    refusal_fr = models.TextField(_("message of a refusal, in French"), blank=True)
    refusal_en = models.TextField(_("message of a refusal, in English"), blank=True)
    officer_note_fr = models.TextField(_("note for officers, in French"), blank=True)
    officer_note_en = models.TextField(_("note for officers, in English"), blank=True)
    can_be_corrected = models.BooleanField(_("can be corrected by the repairer"), default=True)
    is_active = models.BooleanField(_("in use"), default=True)

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("code")]),
        MultiFieldPanel([FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")])], heading=_("Name")),
        FieldPanel("message_fr"),
        FieldPanel("message_en"),
        FieldPanel("refusal_fr"),
        FieldPanel("refusal_en"),
        FieldPanel("officer_note_fr"),
        FieldPanel("officer_note_en"),
        FieldPanel("can_be_corrected"),
        FieldPanel("is_active"),
    ]

    class Meta:
        ordering = ["number"]
        verbose_name = _("rejection reason")
        verbose_name_plural = _("rejection reasons")

    def message(self, language: str | None = None) -> str:
        """What the repairer is asked to correct, in the language; the reason's name where staff wrote no text."""
        if (language or get_language()) == "en":
            return self.message_en or self.name_en
        return self.message_fr or self.name_fr

    def refusal(self, language: str | None = None) -> str:
        """Why a claim is refused, in the language; the reason's name where staff wrote no text."""
        if (language or get_language()) == "en":
            return self.refusal_en or self.name_en
        return self.refusal_fr or self.name_fr

    @property
    def officer_note(self) -> str:
        """What officers should know before they use the reason, in the language of the reader."""
        return self.officer_note_en if get_language() == "en" else self.officer_note_fr
