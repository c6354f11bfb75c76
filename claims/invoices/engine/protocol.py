"""What crosses the socket: one grey picture to the engine, its words back; one of each per connection."""

import json
import math
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from claims.invoices.limits import ENGINE_ANSWER_BYTES, RASTER_PIXELS
from claims.invoices.readers.hocr import RasterWord

# Mark, thorough (0 or 1), width, height, number of bytes that follow.
_REQUEST = struct.Struct("!4sBIII")
_ANSWER = struct.Struct("!I")
_MARK = b"RFE1"
_CHUNK = 1 << 20


class ProtocolError(Exception):
    """What came is not a picture, or not an answer; the argument says why."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Grey pixels, a byte each, row by row; `is_thorough` asks for small print to be looked for as well."""

    width: int
    height: int
    pixels: bytes
    is_thorough: bool = False


def send_picture(connection: socket.socket, picture: Picture) -> None:
    """Send a picture; raises OSError when the other side has gone."""
    head = _REQUEST.pack(_MARK, picture.is_thorough, picture.width, picture.height, len(picture.pixels))
    connection.sendall(head)
    connection.sendall(picture.pixels)


def receive_picture(connection: socket.socket) -> Picture:
    """The picture of a request; raises ProtocolError for anything else and above 9 megapixels, before reading it."""
    mark, thorough, width, height, length = _REQUEST.unpack(_exactly(connection, _REQUEST.size))
    if mark != _MARK or thorough not in (0, 1):
        raise ProtocolError("not a request")
    if not 0 < width * height <= RASTER_PIXELS:
        raise ProtocolError("a picture of no pixels or too many")
    if length != width * height:
        raise ProtocolError("the length does not fit the size")
    return Picture(width, height, _exactly(connection, length), bool(thorough))


def send_words(connection: socket.socket, words: Sequence[RasterWord]) -> None:
    """Send an answer; raises OSError when the other side has gone."""
    body = json.dumps([[word.text, word.confidence, *word.box] for word in words], ensure_ascii=False).encode()
    connection.sendall(_ANSWER.pack(len(body)) + body)


def receive_words(connection: socket.socket) -> list[RasterWord]:
    """The words of an answer; raises ProtocolError for anything else."""
    (length,) = _ANSWER.unpack(_exactly(connection, _ANSWER.size))
    if length > ENGINE_ANSWER_BYTES:
        raise ProtocolError("an answer that is too long")
    try:
        return [_word(*item) for item in json.loads(_exactly(connection, length))]
    except (ValueError, TypeError) as error:
        raise ProtocolError("not an answer") from error


def _word(text: object, confidence: object, *box: object) -> RasterWord:
    left, top, right, bottom = (_number(edge) for edge in box)
    if not isinstance(text, str):
        raise TypeError
    return RasterWord(text, (round(left), round(top), round(right), round(bottom)), _number(confidence))


def _number(value: object) -> float:
    if not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError
    return value


def _exactly(connection: socket.socket, length: int) -> bytes:
    parts = []
    while length:
        part = connection.recv(min(length, _CHUNK))
        if not part:
            raise ProtocolError("the other side ended in the middle")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
