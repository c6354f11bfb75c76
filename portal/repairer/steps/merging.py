"""Two open tabs: which of the texts that a page sends were really typed there.

A page carries the texts that it showed (`base`). When the claim has changed since, a text that still equals its base
was not touched on this page, so the stored one stays; a text that was typed here is kept unless the stored one was
changed as well. Only that last case needs a person, and only when the two differ by more than their spelling: what is
stored is in normal form, so a page would clash with its own last save.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merge:
    """`texts` may be saved; `clashes` holds what is stored where both sides changed the text."""

    texts: Texts
    clashes: Texts


def as_base(texts: Texts) -> str:
    """The texts that a page shows, for its hidden field."""
    return json.dumps(texts, sort_keys=True)


def read_base(text: str) -> dict[str, str]:
    """The texts of the hidden field; nothing for what is not ours."""
    try:
        base = json.loads(text)
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in base.items()} if isinstance(base, dict) else {}


def merge(
    *, base: Texts, sent: Texts, stored: Texts, mean_the_same: Callable[[str, str, str], bool] | None = None
) -> Merge:
    """What to save of the texts sent for a claim that has changed since the page was made.

    A text without a base counts as typed here. `mean_the_same` tells of a name and two texts whether both are stored
    alike; without it only equal texts are.
    """
    texts: dict[str, str] = {}
    clashes: dict[str, str] = {}
    for name, here in sent.items():
        there = stored.get(name, "")
        if here == base.get(name):
            texts[name] = there
        elif there in (here, base.get(name)) or (mean_the_same and mean_the_same(name, here, there)):
            texts[name] = here
        else:
            texts[name] = there
            clashes[name] = there
    return Merge(texts, clashes)
