"""Reference data as snippets, pages, and the settings of the scheme."""

from content.models.brands import Brand, ProducerOrganisation
from content.models.pages import HomePage, NewsIndexPage, NewsPage, StandardPage
from content.models.products import Fault, Product, ProductFamily
from content.models.rates import SupportRate
from content.models.reasons import RejectionReason
from content.models.scheme import SchemeSettings

__all__ = [
    "Brand",
    "Fault",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "ProducerOrganisation",
    "Product",
    "ProductFamily",
    "RejectionReason",
    "SchemeSettings",
    "StandardPage",
    "SupportRate",
]
