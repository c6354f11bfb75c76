"""The French catalogue: complete, faithful to its placeholders, and collected from the code as it is."""

import os
import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("certification", "claims", "content", "payments", "portal", "site")
CATALOGUE = ROOT / "site" / "locale" / "fr" / "LC_MESSAGES" / "django.po"

# `%(name)s`, `%s`, and the sign itself where a sentence is formatted.
_PERCENT = re.compile(r"%\([a-z_]+\)[sd]|%[sd%]")
_TAG = re.compile(r"</?[a-z][^>]*>")
_STRAIGHT_OR_BREAKING = re.compile(r"(?<=\w)'(?=\w)| [:;?!»]|« |[\u202f\u00a0] ")
# Listed as they are in a sentence: signs, not punctuation.
_SIGNS_OF_BANKS = "/ - ? : ( ) . , ' +"
# What is said in another way than Wagtail and Django say it, in their own pages too.
_OTHER_WORDS = {
    "Filter": "Filtrer",
    "None": "Aucun",
    "Save": "Enregistrer",
    "Search": "Rechercher",
    "Sign in": "Se connecter",
    "Your password was changed.": "Votre mot de passe a été changé.",
}


def catalogue_in(file: Path) -> Catalog:
    """The catalogue of the file."""
    with file.open("rb") as lines:
        return read_po(lines, locale="fr")


@cache
def catalogue() -> Catalog:
    """The French catalogue of the project."""
    return catalogue_in(CATALOGUE)


def messages_of(catalog: Catalog) -> Iterator[Message]:
    """Its messages without the header."""
    return (message for message in catalog if message.id)


def pairs() -> Iterator[tuple[str, str]]:
    """Each text with its translation; of plural forms each with the English form of the same rank."""
    for message in messages_of(catalogue()):
        if message.pluralizable:
            yield from zip(message.id, message.string, strict=True)
        else:
            yield str(message.id), str(message.string)


def names_of(messages: Catalog) -> set[tuple[str | None, str | tuple[str, ...]]]:
    """What a collection found: context and text of each message."""
    return {(message.context, message.id) for message in messages_of(messages)}


def braces(text: str) -> list[str]:
    """The names in braces of a text for `str.format`, if it is one."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None) if "{" in text else []


def test_every_text_has_a_translation() -> None:
    assert [text for text, translated in pairs() if not translated.strip()] == []


def test_no_translation_is_a_guess() -> None:
    assert [message.id for message in messages_of(catalogue()) if message.fuzzy] == []


def test_plural_forms_are_those_of_french() -> None:
    assert catalogue().plural_forms == "nplurals=2; plural=(n > 1);"


def test_placeholders_are_the_same() -> None:
    differing = [
        (text, translated)
        for text, translated in pairs()
        if sorted(_PERCENT.findall(text)) != sorted(_PERCENT.findall(translated)) or braces(text) != braces(translated)
    ]
    assert differing == []


def test_tags_are_the_same() -> None:
    assert [
        text for text, translated in pairs() if sorted(_TAG.findall(text)) != sorted(_TAG.findall(translated))
    ] == []


def test_french_typography_is_kept() -> None:
    sentences = [translated for text, translated in pairs() if _SIGNS_OF_BANKS not in text]
    assert [sentence for sentence in sentences if _STRAIGHT_OR_BREAKING.search(sentence)] == []


def test_the_compiled_catalogue_gives_the_translations() -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue())
    compiled.seek(0)
    french = GNUTranslations(compiled)
    assert french.gettext("Where is my money?") == "Où est mon argent\u00a0?"
    assert french.ngettext("%(count)s claim", "%(count)s claims", 0) == "%(count)s demande"
    assert french.ngettext("%(count)s claim", "%(count)s claims", 2) == "%(count)s demandes"
    assert french.pgettext("batch", "Approved") == "Validé"
    assert french.pgettext("claim", "Approved") == "Approuvée"


@pytest.mark.parametrize("package", ["wagtail.admin", "wagtail", "wagtail.documents", "wagtail.snippets"])
def test_words_that_the_editors_pages_use_too_keep_their_meaning(package: str) -> None:
    """A text of ours hides the same text of a library: another meaning needs a context."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    with (Path(spec.origin).parent / "locale" / "fr" / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        theirs = GNUTranslations(compiled)
    ours = {
        message.id: str(message.string)
        for message in messages_of(catalogue())
        if isinstance(message.id, str) and not message.context and theirs.gettext(message.id) != message.id
    }
    assert ours, "no text in common: was the library's catalogue found?"
    differing = {
        text: (translated, theirs.gettext(text))
        for text, translated in ours.items()
        if translated.casefold() != theirs.gettext(text).replace("'", "’").casefold()
        and _OTHER_WORDS.get(text) != translated
    }
    assert differing == {}


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs xgettext: install the Debian package gettext")
def test_the_catalogue_is_collected_from_the_code_as_it_is(tmp_path: Path) -> None:
    for name in SOURCES:
        shutil.copytree(
            ROOT / name,
            tmp_path / name,
            ignore=lambda _, names: [name for name in names if name in {"static", "locale", "__pycache__"}],
        )
    (tmp_path / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "fr", "--add-location", "file"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        check=True,
        capture_output=True,
    )
    collected = names_of(catalogue_in(tmp_path / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
    assert collected - names_of(catalogue()) == set(), "run `make messages`, then translate what is new"
    assert names_of(catalogue()) - collected == set(), "run `make messages`: these texts are gone"
