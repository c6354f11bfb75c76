"""The kernel as a Django app: it holds the table of job deliveries and the checks of the machine."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers the system checks."""

    name = "core"

    def ready(self) -> None:
        from core import checks  # noqa: F401
