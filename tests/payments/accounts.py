"""French accounts with right keys, made from numbers."""

DEBTOR_IBAN = "FR7630006000011234567890189"
CREDITOR_IBAN = "FR1420041010050500013M02606"
SWISS_IBAN = "CH9300762011623852957"


def french_iban(account: int, *, bank: int = 30006, branch: int = 1, key_shift: int = 0) -> str:
    """The IBAN of this account; `key_shift` spoils the RIB key while the IBAN checksum stays right."""
    key = 97 - (89 * bank + 15 * branch + 3 * account) % 97
    key = (key - 1 + key_shift) % 97 + 1
    bban = f"{bank:05d}{branch:05d}{account:011d}{key:02d}"
    check = 98 - int(bban + "152700") % 97
    return f"FR{check:02d}{bban}"
