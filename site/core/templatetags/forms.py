"""Tags for forms: the list of errors at the head of a page."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def errors_of(
    form: Any = None, formset: Any = None, forms: Iterable[Any] = (), points: Iterable[Any] = ()
) -> list[dict[str, str]]:
    """Every error with the address of its field: of a form, a formset, a list of either, and of other points.

    A point is a mapping or an object with `text` and, where there is a place to mend it, `href`.
    """
    entries: list[dict[str, str]] = []
    for one in [form, formset, *(forms or ())]:
        if one is None or one == "":
            continue
        for part in one if not isinstance(one, BaseForm) else [one]:
            entries += _errors_of_form(part)
        if not isinstance(one, BaseForm):
            entries += [{"text": str(text), "href": ""} for text in one.non_form_errors()]
    for point in points or ():
        entries.append(_point(point))
    return entries


def _errors_of_form(form: BaseForm) -> list[dict[str, str]]:
    entries = []
    for name, errors in form.errors.items():
        field = form[name] if name in form.fields else None
        for text in errors:
            if field is None:
                entries.append({"text": str(text), "href": ""})
            else:
                named = _("%(field)s: %(error)s") % {"field": field.label, "error": text}
                entries.append({"text": named, "href": f"#{_target(field)}"})
    return entries


def _target(field: BoundField) -> str:
    """The id of what takes the focus: the first choice of a group, else the field itself."""
    if field.use_fieldset and field.subwidgets:
        return field.subwidgets[0].id_for_label or f"{field.auto_id}_group"
    return field.id_for_label or field.auto_id


def _point(point: Any) -> dict[str, str]:
    if isinstance(point, dict):
        return {"text": str(point["text"]), "href": str(point.get("href", ""))}
    return {"text": str(point.text), "href": str(getattr(point, "href", ""))}
