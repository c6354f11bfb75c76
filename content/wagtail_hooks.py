"""Reference data in the CMS: one menu group with lists that can be searched and filtered."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from content.models import Brand, Fault, ProducerOrganisation, Product, ProductFamily, RejectionReason, SupportRate


class SupportRateViewSet(SnippetViewSet):
    """What the scheme pays, product by product and period by period."""

    model = SupportRate
    icon = "tag"
    list_display = ["product", "valid_from", "valid_until", "amount", "minimum_bill"]
    list_filter = ["product__family", "product", "valid_from"]
    search_fields = ["product__name_fr", "product__name_en", "product__code"]
    ordering = ["product__name_fr", "-valid_from"]
    list_per_page = 50


class BrandViewSet(SnippetViewSet):
    """Brands and who is responsible for each."""

    model = Brand
    icon = "pick"
    list_display = ["name", "responsible", "source"]
    list_filter = ["responsible"]
    search_fields = ["name"]
    ordering = ["name"]
    list_per_page = 50


class ProductViewSet(SnippetViewSet):
    """Types of appliances."""

    model = Product
    icon = "list-ul"
    list_display = [
        "name_fr",
        "name_en",
        "family",
        Column("get_identifier_kind_display", label=_("identifier"), sort_key="identifier_kind"),
        "circular_part_bonus_percent",
        BooleanColumn("is_supported", label=_("supported"), sort_key="is_supported"),
    ]
    list_filter = ["family", "identifier_kind", "is_supported", "nameplate_required"]
    search_fields = ["name_fr", "name_en", "code", "external_code"]
    list_per_page = 50


class ProductFamilyViewSet(SnippetViewSet):
    """Families of products, by which workshops are certified."""

    model = ProductFamily
    icon = "folder-open-inverse"
    list_display = ["name_fr", "name_en", "code", "position"]
    search_fields = ["name_fr", "name_en", "code"]


class FaultViewSet(SnippetViewSet):
    """What can be broken."""

    model = Fault
    icon = "warning"
    list_display = ["name_fr", "name_en", "code", BooleanColumn("is_eligible", label=_("supported"))]
    list_filter = ["is_eligible", "products"]
    search_fields = ["name_fr", "name_en", "code"]
    list_per_page = 50


class RejectionReasonViewSet(SnippetViewSet):
    """Why claims are sent back or refused."""

    model = RejectionReason
    icon = "cross"
    list_display = [
        "number",
        "name_fr",
        "name_en",
        BooleanColumn("can_be_corrected", label=_("can be corrected")),
        BooleanColumn("is_active", label=_("in use")),
    ]
    list_filter = ["is_active", "can_be_corrected"]
    search_fields = ["number", "code", "name_fr", "name_en", "message_fr", "message_en"]


class ProducerOrganisationViewSet(SnippetViewSet):
    """This scheme and the other organisations."""

    model = ProducerOrganisation
    icon = "group"
    list_display = ["name", "code", BooleanColumn("is_this_scheme", label=_("this scheme"))]
    search_fields = ["name", "code"]


class SchemeDataViewSetGroup(SnippetViewSetGroup):
    """The menu entry that holds them all."""

    menu_label = _("Scheme data")
    menu_icon = "table"
    menu_order = 150
    items = (
        SupportRateViewSet,
        BrandViewSet,
        ProductViewSet,
        ProductFamilyViewSet,
        FaultViewSet,
        RejectionReasonViewSet,
        ProducerOrganisationViewSet,
    )


register_snippet(SchemeDataViewSetGroup)
