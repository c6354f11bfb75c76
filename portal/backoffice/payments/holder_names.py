"""Does the holder of an account bear the repairer's name? A hint for a person, never a decision."""

import re

from certification.models import Repairer
from payments.sepa.charset import sepa_text

# Legal forms say nothing about who somebody is.
_LEGAL_FORMS = frozenset({"sarl", "sas", "sasu", "sa", "eurl", "ei", "eirl", "sci", "snc", "scop", "ste", "societe"})
_WORD = re.compile(r"[a-z0-9]+")


def names_agree(holder_name: str, repairer: Repairer) -> bool:
    """True when the words of both names are the same but for accents, order and legal form."""
    holder = _words(holder_name)
    return bool(holder) and holder in (_words(repairer.legal_name), _words(repairer.trade_name))


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(sepa_text(name, limit=200).lower())) - _LEGAL_FORMS
