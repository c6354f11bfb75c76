"""Seeds of second factors: sealed again when the key changes."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.adapter import SEED_PURPOSE
from core.encryption import decrypt, encrypt, needs_sealing_again

_SEALED = ("secret", "seed")


def seal_seeds_again() -> int:
    """Seal with the current key what another one sealed; returns how many factors changed. May be run again."""
    count = 0
    for pk in Authenticator.objects.values_list("pk", flat=True):
        with transaction.atomic():
            factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
            old = {name: factor.data[name] for name in _SEALED if name in factor.data} if factor else {}
            if factor is None or not any(needs_sealing_again(text) for text in old.values()):
                continue
            for name, text in old.items():
                factor.data[name] = encrypt(decrypt(text, bound_to=SEED_PURPOSE), bound_to=SEED_PURPOSE)
            factor.save(update_fields=["data"])
            count += 1
    return count
