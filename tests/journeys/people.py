"""The people of the demo at the one door."""

from portal.demo.people import DOMAIN, PASSWORD, code_of
from tests.journeys.watching import Watched


def sign_in(window: Watched, login: str) -> None:
    """Address and password, then the code where the product asks for one."""
    email = f"{login}@{DOMAIN}"
    page = window.open("account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    window.press("main .form-panel button.btn-primary")
    if "/2fa/authenticate/" in page.url:
        page.fill("[name=code]", code_of(email)[0])
        window.press("main .form-panel button.btn-primary")
    assert "/account/" not in page.url, page.url


def confirm_if_asked(window: Watched) -> bool:
    """Show the second factor again when a sensitive act asks for it; True when it did."""
    if "/reauthenticate/" not in window.page.url:
        return False
    window.page.fill("[name=code]", code_of(f"{window.name}@{DOMAIN}")[0])
    window.press("main .form-panel button.btn-primary")
    return True
