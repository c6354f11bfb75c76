"""System checks: what the machine must have before the product starts."""

import shutil
from typing import Any

from django.core.checks import CheckMessage, Error, register

_PROGRAMS = {"tesseract": "tesseract-ocr", "gs": "ghostscript"}


@register
def programs_are_installed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Tesseract and Ghostscript are needed to read invoices."""
    del app_configs, kwargs
    return [
        Error(
            f"The program {program!r} is missing: invoices that are pictures cannot be read.",
            hint=f"On Debian: apt-get install {package}",
            id=f"core.E{number:03}",
        )
        for number, (program, package) in enumerate(_PROGRAMS.items(), start=1)
        if shutil.which(program) is None
    ]
