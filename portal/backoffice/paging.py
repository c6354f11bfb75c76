"""Pages of long lists: counted up to a limit, because counting millions of rows for a number nobody reads is slow."""

from functools import cached_property
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet

PER_PAGE = 25
MOST_COUNTED = 1000


class CappedPaginator(Paginator[Any]):
    """A paginator of a queryset that counts and shows MOST_COUNTED rows at most; `is_capped` tells of more."""

    @cached_property
    def _seen(self) -> int:
        rows: QuerySet[Any, Any] = cast("QuerySet[Any, Any]", self.object_list)
        return len(rows.order_by().values_list("pk")[: MOST_COUNTED + 1])

    @cached_property
    def count(self) -> int:
        """How many rows the list shows."""
        return min(self._seen, MOST_COUNTED)

    @property
    def is_capped(self) -> bool:
        """True when rows behind the last page are not shown: filters find them."""
        return self._seen > MOST_COUNTED
