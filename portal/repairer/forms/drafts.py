"""What the forms of the steps have in common.

A draft may be incomplete and may hold what cannot be taken: the claim keeps it as it was typed (`rejected_input`). So a
form here is always bound and never refuses: it carries texts to `save_draft`, and shows the texts of the claim together
with what `open_points` says about them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.declaration.fields import are_stored_alike
from claims.models import Claim
from core.errors import OpenPoint

PageData = Mapping[str, Any]

_READ = _("taken from the invoice, please check")


class DraftForm(forms.Form):
    """A step of a claim, bound to the texts of its page."""

    use_required_attribute = False
    # What stands before the names of this form's fields in the paths of the claim.
    path_prefix: ClassVar[str] = ""
    # What a claim cannot be sent without; the rest is marked as optional.
    needed: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, data: PageData, *, claim: Claim, points: Sequence[OpenPoint] = ()) -> None:
        self.claim = claim
        self.points = points
        super().__init__(data)
        for name, field in self.fields.items():
            field.hides_optional = isinstance(field, forms.BooleanField)  # type: ignore[attr-defined]
            field.is_needed = name in self.needed  # type: ignore[attr-defined]  # read by the template of form fields
            if self.path_prefix + name in claim.prefilled_fields:
                field.mark = _READ  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Show what is wrong; what is only missing is no error while one is still typing."""
        for point in self.points:
            name = self.name_of(point.field)
            if name in self.fields and point.code != "missing":
                self.add_error(name, str(point.message))
        return self.cleaned_data

    def name_of(self, path: str) -> str:
        """The name of the input at this path of the claim; an empty one when it stands elsewhere."""
        if not path.startswith(self.path_prefix):
            return ""
        return path.removeprefix(self.path_prefix)

    def changes(self) -> dict[str, Any]:
        """The texts of the page for `save_draft`."""
        return {name: self.data.get(name, "") for name in self.fields}

    @classmethod
    def sent_texts(cls, data: PageData) -> dict[str, str]:
        """The texts that a page sends."""
        return {name: str(data.get(name) or "") for name in cls.base_fields}

    @classmethod
    def mean_the_same(cls, claim: Claim, name: str, one: str, other: str) -> bool:
        """Whether the claim stores both texts of an input alike."""
        return are_stored_alike(cls.path_prefix + name, one, other, claim)

    @classmethod
    def texts_of(cls, claim: Claim) -> dict[str, str]:
        """The claim's values as its page shows them, with what could not be taken as it was typed."""
        texts = cls.stored_texts(claim)
        for path, typed in claim.rejected_input.items():
            name = path.removeprefix(cls.path_prefix)
            if path.startswith(cls.path_prefix) and name in texts:
                texts[name] = str(typed)
        return texts

    @classmethod
    def stored_texts(cls, claim: Claim) -> dict[str, str]:
        """The claim's values as its page shows them."""
        raise NotImplementedError
