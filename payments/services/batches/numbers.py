"""Numbers given out once, without a gap: taken in the transaction that uses them."""

from django.db import transaction

from payments.models import Counter


def take_numbers(name: str, count: int = 1) -> range:
    """The next `count` numbers under that name. Whoever comes next waits for the end of this transaction."""
    with transaction.atomic():
        counter, _ = Counter.objects.select_for_update().get_or_create(name=name)
        first = counter.last + 1
        counter.last += count
        counter.save(update_fields=["last"])
    return range(first, first + count)
