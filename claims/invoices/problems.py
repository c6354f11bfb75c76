"""What may be wrong with a document: stable codes, and for each one sentence that says how to mend it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import Refused

SENTENCES: dict[str, Promise] = {
    "empty": _("The file is empty. Choose it again or save it once more before you send it."),
    "too-large": _("The file is larger than 20 MB. Scan it at 300 dpi in grey, or take the photo again."),
    "wrong-kind": _("The file is not a PDF, JPEG, PNG or HEIC. Save the document as a PDF or take a photo of it."),
    "encrypted": _("The PDF asks for a password. Save it without a password and send it again."),
    "too-many-pages": _("The document has more than 20 pages. Send the pages of the invoice only."),
    "too-many-pixels": _("A picture in the document is larger than 50 megapixels. Scan it at 300 dpi at most."),
    "page-too-large": _("A page of the document is larger than two metres. Save it in A4 format."),
    "broken": _("The file is damaged and cannot be opened. Export it again or take a photo of the invoice."),
    "interactive-form": _("The PDF is an interactive form that hides its pages. Print it to a new PDF and send that."),
    "too-slow": _("The document takes too long to read. Send a simple PDF or a photo of the invoice."),
    "too-heavy": _("The document needs too much memory to be read. Send a simple PDF or a photo of the invoice."),
    "active-content": _("The PDF carries scripts. Only pictures of its pages are shown and read."),
    "pages-not-read": _("Only the first five pages were read. Put the invoice first."),
}

# These inform; the document is accepted all the same.
NOTICES = frozenset({"active-content", "pages-not-read"})


class DocumentRefused(Refused):
    """A document cannot be taken; the codes are the keys of `SENTENCES`."""


def refusal(code: str) -> DocumentRefused:
    """The refusal with this code and its sentence."""
    return DocumentRefused(code, SENTENCES[code])
