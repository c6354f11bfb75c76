"""The process that opens strangers' files: `python -m claims.invoices.child` with a request on standard input.

The request is one JSON object: `files` (each with `path` and `kind`), `workdir`, and `read`: false when the pages are
only to be drawn. The answer goes to `workdir/result.json`; pictures and the searchable PDF lie beside it. The limits
are set before any library that parses is imported. It needs no Django settings and no database.
"""

import json
import resource
import sys
from pathlib import Path

from claims.invoices.limits import ADDRESS_SPACE_BYTES, CPU_SECONDS

RESULT_NAME = "result.json"


def main() -> int:
    """Read or draw one document; 0 when an answer was written."""
    _set_limits()
    # Only now: these import the parsers.
    from claims.invoices.cascade import draw_document, read_document
    from claims.invoices.codec import reading_as_json
    from claims.invoices.files import DocumentFile, FileKind

    request = json.load(sys.stdin)
    workdir = Path(request["workdir"])
    files = [DocumentFile(Path(file["path"]), FileKind(file["kind"])) for file in request["files"]]
    outcome = read_document(files, workdir) if request["read"] else draw_document(files, workdir)
    answer = {
        "reading": reading_as_json(outcome.reading) if outcome.reading else None,
        "problems": [{"code": problem.code, "file": problem.file} for problem in outcome.problems],
        "silence": outcome.silence,
        "images": [
            {
                "page": image.page,
                "small": image.small.name,
                "large": image.large.name,
                "width": image.width,
                "height": image.height,
            }
            for image in outcome.images
        ],
    }
    (workdir / RESULT_NAME).write_text(json.dumps(answer), encoding="utf-8")
    return 0


def _set_limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
