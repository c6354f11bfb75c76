"""A reading as plain JSON values and back: it crosses from the child process and is kept with the claim."""

from collections.abc import Mapping
from typing import Any

from claims.invoices.reading import Box, DocumentKind, FieldName, PageText, ReadField, Reading, Source, Word


def reading_as_json(reading: Reading) -> dict[str, Any]:
    """The reading as values that `json.dumps` takes; `reading_from_json` gives back an equal reading."""
    return {
        "source": reading.source.value,
        "kind": reading.kind.value,
        "readable": reading.readable,
        "customer_is_business": reading.customer_is_business,
        "fields": _fields_as_json(reading.fields),
        "stated": _fields_as_json(reading.stated),
        "pages": [
            {
                "number": page.number,
                "width": page.width,
                "height": page.height,
                "source": page.source.value,
                "words": [[word.text, word.confidence, *_edges(word.box)] for word in page.words],
            }
            for page in reading.pages
        ],
    }


def reading_from_json(data: Mapping[str, Any]) -> Reading:
    """The reading that `reading_as_json` wrote; raises KeyError or ValueError on anything else."""
    return Reading(
        source=Source(data["source"]),
        kind=DocumentKind(data["kind"]),
        readable=bool(data["readable"]),
        customer_is_business=data["customer_is_business"],
        fields=_fields_from_json(data["fields"]),
        stated=_fields_from_json(data["stated"]),
        pages=tuple(
            PageText(
                number=page["number"],
                width=page["width"],
                height=page["height"],
                source=Source(page["source"]),
                words=tuple(
                    Word(text=text, confidence=confidence, box=Box(page["number"], *edges))
                    for text, confidence, *edges in page["words"]
                ),
            )
            for page in data["pages"]
        ),
    )


def _fields_as_json(fields: Mapping[FieldName, ReadField]) -> dict[str, Any]:
    return {
        name.value: {
            "value": found.value,
            "text": found.text,
            "confidence": found.confidence,
            "box": _box_as_json(found.box),
        }
        for name, found in fields.items()
    }


def _fields_from_json(data: Mapping[str, Any]) -> dict[FieldName, ReadField]:
    return {
        FieldName(name): ReadField(found["value"], found["text"], found["confidence"], _box_from_json(found["box"]))
        for name, found in data.items()
    }


def _edges(box: Box) -> tuple[float, float, float, float]:
    return round(box.left, 5), round(box.top, 5), round(box.right, 5), round(box.bottom, 5)


def _box_as_json(box: Box | None) -> list[float] | None:
    return None if box is None else [box.page, *_edges(box)]


def _box_from_json(data: list[float] | None) -> Box | None:
    return None if data is None else Box(int(data[0]), *data[1:])
