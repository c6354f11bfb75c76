"""One row of a file becomes one row of the database, or the reason why it cannot."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from content.models.drafts import Publishable
from content.services.reference.tables import Row, Tally


def store(
    model: type[models.Model],
    row: Row,
    tally: Tally,
    *,
    found_by: dict[str, Any],
    values: dict[str, Any],
    related: Mapping[str, Sequence[models.Model]] | None = None,
) -> models.Model | None:
    """Create or update the row found by `found_by`, with `values` and the many-to-many `related`.

    Returns it, or None after noting in the file's row why the database's rules refuse it. A draft that staff have not
    published is never overwritten: the row is refused.
    """
    instance = model._default_manager.filter(**found_by).first() or model(**found_by)
    is_new = instance._state.adding
    changed = [name for name, value in values.items() if is_new or getattr(instance, name) != value]
    links = {} if is_new else {name: set(getattr(instance, name).all()) for name in related or {}}
    moved = [name for name, targets in (related or {}).items() if links.get(name) != set(targets)]
    if not (is_new or changed or moved):
        tally.unchanged += 1
        return instance
    if isinstance(instance, Publishable) and instance.has_unpublished_changes:
        row.refuse("Staff have a draft of this row: publish it or take it back first.")
        return None
    for name in changed:
        setattr(instance, name, values[name])
    try:
        instance.full_clean()
    except ValidationError as error:
        row.refuse(" ".join(error.messages))
        return None
    instance.save()
    for name in moved:
        getattr(instance, name).set((related or {})[name])
    if isinstance(instance, Publishable) and instance.latest_revision_id is not None:
        # The editor shows the newest revision: without one of this change it would bring the old text back.
        instance.save_revision().publish()
    if is_new:
        tally.created += 1
    else:
        tally.updated += 1
    return instance
