"""What the scheme says: rates, brands, faults, reasons, settings, news. Only what is published counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from content.models import Brand, Fault, NewsPage, Product, ProductFamily, RejectionReason, SchemeSettings, SupportRate
from content.rules import brand_key


@dataclass(frozen=True, slots=True)
class SupportRow:
    """One line of the table of support."""

    family: ProductFamily
    product: Product
    rate: SupportRate


def rates_valid_on(day: date) -> QuerySet[SupportRate]:
    """The rates in force on that day, whatever the product."""
    return SupportRate.objects.filter(live=True, valid_from__lte=day).filter(
        Q(valid_until=None) | Q(valid_until__gte=day)
    )


def rate_valid_on(product: Product, day: date) -> SupportRate | None:
    """The rate of the product on the day of the invoice, or None when the scheme paid nothing then.

    Source of the rule: domain.md, section 3.1 (the date of the repair invoice decides the amount).
    """
    return rates_valid_on(day).filter(product=product).first()


def products_supported_on(day: date) -> QuerySet[Product]:
    """Products in the list that have a rate on that day, in the order of the table."""
    return (
        Product.objects.filter(is_supported=True, rates__in=rates_valid_on(day))
        .select_related("family")
        .order_by("family__position", "family__code", "name_fr")
    )


def support_table(day: date) -> list[SupportRow]:
    """The table of support on that day: one row a product, families in their order."""
    rates = (
        rates_valid_on(day)
        .filter(product__is_supported=True)
        .select_related("product__family")
        .order_by("product__family__position", "product__family__code", "product__name_fr")
    )
    return [SupportRow(rate.product.family, rate.product, rate) for rate in rates]


def brands() -> QuerySet[Brand]:
    """The brands in the list, with the organisation responsible for each."""
    return Brand.objects.filter(live=True).select_related("responsible")


def brand_named(text: str) -> Brand | None:
    """The brand of that name, whatever its case, accents, spaces and signs; None when it is not in the list."""
    key = brand_key(text)
    return brands().filter(key=key).first() if key else None


def faults_of(product: Product) -> QuerySet[Fault]:
    """The faults that the product can have: its own ones and those of every product; some are not supported."""
    return Fault.objects.filter(Q(products=product) | Q(products=None)).distinct().order_by("position", "code")


def reasons_in_use() -> QuerySet[RejectionReason]:
    """The rejection reasons that officers may choose now."""
    return RejectionReason.objects.filter(live=True, is_active=True)


def scheme_settings() -> SchemeSettings:
    """The delays, limits and switches of the scheme; made with its defaults where nobody set any."""
    stored: SchemeSettings = SchemeSettings.load()
    return stored


def latest_news(language: str, limit: int) -> Sequence[NewsPage]:
    """The newest published news in the language, newest first, at most `limit`."""
    return list(
        NewsPage.objects.live()
        .public()
        .filter(locale__language_code=language)
        .order_by("-published_on", "-first_published_at")[:limit]
    )
