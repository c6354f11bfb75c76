"""Answers that are files."""

from typing import IO

from django.http import FileResponse


def attachment(file: IO[bytes], name: str, *, content_type: str) -> FileResponse:
    """The open file to be saved under that name: never shown, never guessed at, never cached."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    return locked_down(response)


def locked_down(response: FileResponse) -> FileResponse:
    """What every private file is sent with."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
