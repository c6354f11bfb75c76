"""What the pages of the script tests get back for what they post."""

import json
from collections.abc import Callable

from playwright.sync_api import Request, Route

Answer = Callable[[Route, Request], None]


def replying(kept: list[Request], status: int = 200, **told: object) -> Answer:
    def reply(route: Route, request: Request) -> None:
        kept.append(request)
        route.fulfill(status=status, body=json.dumps(told), content_type="application/json")

    return reply
