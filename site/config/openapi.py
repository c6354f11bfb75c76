"""What the description of the API speaks of."""

from typing import Any

# Path, pattern, method, view: as drf-spectacular collects them.
Endpoint = tuple[str, str, str, Any]


def own_endpoints(endpoints: list[Endpoint]) -> list[Endpoint]:
    """Our API without the endpoints that the CMS keeps for its own screens."""
    return [endpoint for endpoint in endpoints if not endpoint[0].startswith("/cms/")]
