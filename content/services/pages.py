"""The first pages of the site, in both languages; editors take over from there."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from content.models import HomePage, NewsIndexPage, NewsPage, StandardPage

FOLDER = Path(__file__).resolve().parents[1] / "first_pages"
STANDARD_PAGES = ("legal-notice", "accessibility", "privacy")
NEWS = ("news-photos", "news-parts", "news-portal")
_HOME = {"fr": ("Accueil", "accueil"), "en": ("Home", "home-en")}
_NEWS_INDEX = {"fr": ("Actualités", "actualites"), "en": ("News", "news")}


@dataclass(frozen=True, slots=True)
class _Text:
    """One file: `name: value` lines, an empty line, then the text as HTML."""

    fields: dict[str, str]
    body: str

    @classmethod
    def read(cls, language: str, name: str) -> "_Text":
        head, _, body = (FOLDER / language / f"{name}.html").read_text(encoding="utf-8").partition("\n\n")
        return cls(dict(line.split(": ", 1) for line in head.splitlines()), body.strip())

    def values(self) -> dict[str, object]:
        """The fields of the page."""
        values: dict[str, object] = dict(self.fields)
        if "published_on" in self.fields:
            values["published_on"] = date.fromisoformat(self.fields["published_on"])
        return values | {"body": [("text", self.body)]}


@transaction.atomic
def set_up_pages() -> int:
    """Make the home pages, the standard pages and the first news where there is no home page yet.

    Returns how many pages were made: 0 when the site has its pages, which are never touched again.
    """
    if HomePage.objects.exists():
        return 0
    root = Page.get_first_root_node()
    homes = _make(HomePage, dict.fromkeys(_HOME, root), {name: _named(*words) for name, words in _HOME.items()})
    indexes = _make(NewsIndexPage, homes, {name: _named(*words) for name, words in _NEWS_INDEX.items()})
    made = [homes, indexes]
    for kind, parents, names in ((StandardPage, homes, STANDARD_PAGES), (NewsPage, indexes, NEWS)):
        for name in names:
            texts = {language: _Text.read(language, name).values() for language in parents}
            made.append(_make(kind, parents, texts))
    _show(homes[settings.LANGUAGE_CODE])
    return sum(len(pages) for pages in made)


def _named(title: str, slug: str) -> dict[str, object]:
    return {"title": title, "slug": slug}


def _make(kind: type[Page], parents: dict[str, Page], texts: dict[str, dict[str, object]]) -> dict[str, Page]:
    """One page in every language, published, each tied to the others as its translation."""
    key = uuid4()
    pages: dict[str, Page] = {}
    for language, parent in parents.items():
        locale, _ = Locale.objects.get_or_create(language_code=language)
        # Standard pages are linked at the foot of every page: what is in menus is shown there.
        in_menus = kind is StandardPage
        page = kind(**texts[language], locale=locale, translation_key=key, show_in_menus=in_menus)
        parent.add_child(instance=page)
        page.save_revision().publish()
        pages[language] = page
    return pages


def _show(home: Page) -> None:
    """The site begins at our home page, not at Wagtail's welcome page, which goes."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname="localhost")
    welcome = site.root_page if site.pk else None
    site.root_page, site.site_name = home, settings.SCHEME_NAME
    site.save()
    if welcome is not None and welcome.specific_class is Page:
        Page.objects.get(pk=welcome.pk).delete()
