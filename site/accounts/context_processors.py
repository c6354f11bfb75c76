"""What every template may know of the person who looks at it."""

from typing import Any

from django.http import HttpRequest

from accounts.selectors import is_repairer, is_staff_member


def doors(request: HttpRequest) -> dict[str, Any]:
    """Which parts of the product the person may enter."""
    user = request.user
    if not user.is_authenticated:
        return {"is_repairer": False, "is_staff_member": False, "roles": frozenset()}
    return {"is_repairer": is_repairer(user), "is_staff_member": is_staff_member(user), "roles": user.roles}
