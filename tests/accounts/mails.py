"""What the mails of accounts carry."""

import re


def token_in(mail) -> str:
    """The token of the link in the mail."""
    return re.search(r"/account/invitation/([\w-]+)/", mail.body)[1]
