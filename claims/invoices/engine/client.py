"""Asks the engine for the words of a picture."""

import math
import os
import socket

from PIL import Image

from claims.invoices.engine.protocol import Picture, ProtocolError, receive_words, send_picture
from claims.invoices.limits import ENGINE_WAIT_SECONDS, RASTER_PIXELS
from claims.invoices.readers.hocr import RasterWord

# How the child process is told where the engine listens.
SOCKET_VARIABLE = "READING_ENGINE_SOCKET"


class EngineSilent(Exception):
    """The engine does not run, took too long, or ended in the middle; the argument says which."""


def engine_socket() -> str:
    """Where the engine listens; empty when there is none."""
    return os.environ.get(SOCKET_VARIABLE, "")


def recognise(grey: Image.Image, *, is_thorough: bool, address: str) -> list[RasterWord]:
    """The words that the engine sees on a grey picture, boxes in its pixels; raises EngineSilent.

    Waits 45 seconds at most: the engine reads one picture at a time and gives each up after 30.
    """
    sent = _within_limit(grey)
    picture = Picture(sent.width, sent.height, sent.tobytes(), is_thorough)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(ENGINE_WAIT_SECONDS)
        try:
            connection.connect(address)
            send_picture(connection, picture)
            words = receive_words(connection)
        except (OSError, ProtocolError) as error:
            raise EngineSilent(str(error) or type(error).__name__) from error
    return [_enlarged(word, grey.width / sent.width, grey.height / sent.height) for word in words]


def _within_limit(grey: Image.Image) -> Image.Image:
    pixels = grey.width * grey.height
    if pixels <= RASTER_PIXELS:
        return grey
    # Rounded down, so that it fits for sure.
    zoom = math.sqrt(RASTER_PIXELS / pixels)
    return grey.resize((max(1, int(grey.width * zoom)), max(1, int(grey.height * zoom))), Image.Resampling.BOX)


def _enlarged(word: RasterWord, zoom_x: float, zoom_y: float) -> RasterWord:
    left, top, right, bottom = word.box
    box = round(left * zoom_x), round(top * zoom_y), round(right * zoom_x), round(bottom * zoom_y)
    return RasterWord(word.text, box, word.confidence)
