"""Pages that editors write. Their templates are in portal/, which shows every screen."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

_TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class HomePage(Page):
    """The root of one language's tree; the home screen itself belongs to the portal."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["content.NewsIndexPage", "content.StandardPage"]
    max_count_per_parent = 1
    template = "public/standard_page.html"


class StandardPage(Page):
    """A page of text: legal notice, accessibility statement, guide."""

    body = StreamField([("text", RichTextBlock(features=_TEXT_FEATURES))], blank=True, verbose_name=_("text"))

    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    template = "public/standard_page.html"


class NewsIndexPage(Page):
    """The list of news."""

    subpage_types = ["content.NewsPage"]
    max_count_per_parent = 1
    template = "public/news_index_page.html"


class NewsPage(Page):
    """One piece of news."""

    published_on = models.DateField(_("date"))
    summary = models.CharField(_("summary"), max_length=300)
    body = StreamField([("text", RichTextBlock(features=_TEXT_FEATURES))], blank=True, verbose_name=_("text"))

    content_panels = [*Page.content_panels, FieldPanel("published_on"), FieldPanel("summary"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = ["content.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "public/news_page.html"
