"""Makes the first pages of the site."""

from typing import Any

from django.core.management.base import BaseCommand

from content.services.pages import set_up_pages


class Command(BaseCommand):
    """`set_up_pages`: does nothing once there is a home page."""

    help = "Make the home page, the legal pages and the first news in every language, where there is no home page yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the pages."""
        made = set_up_pages()
        self.stdout.write(f"{made} pages made." if made else "The site has its pages already.")
