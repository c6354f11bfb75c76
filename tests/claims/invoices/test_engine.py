"""The shared second engine: its protocol, its ends and new beginnings, and readings with and without it."""

import json
import logging
import os
import shutil
import signal
import socket
import stat
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from claims.invoices.engine.client import EngineSilent, recognise
from claims.invoices.engine.protocol import Picture, ProtocolError, receive_picture, receive_words, send_picture
from claims.invoices.engine.running import running_engine
from claims.invoices.files import DocumentFile, FileKind
from claims.invoices.isolation import ReadResult, run_reading
from claims.invoices.readers.hocr import RasterWord
from claims.invoices.reading import FieldName

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "files"
HEAD = "!4sBIII"


def page(text: str = "TOTAL 186,00") -> Image.Image:
    """A white picture with one line of print."""
    picture = Image.new("L", (600, 120), 255)
    ImageDraw.Draw(picture).text((30, 30), text, fill=0, font=ImageFont.load_default(48))
    return picture


def read_text(address: Path) -> str:
    return " ".join(word.text for word in recognise(page(), is_thorough=False, address=str(address)))


def recogniser_of(engine: Path) -> int:
    """The process that holds the models of the engine with this socket."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes().split(b"\0")
                parent = (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
                above = (Path("/proc") / parent / "cmdline").read_bytes()
            except OSError:
                continue
            if b"claims.invoices.engine.recogniser" in command and os.fsencode(engine) in above:
                return int(entry.name)
    raise AssertionError("no recogniser runs")


def received(content: bytes, receive: Callable[[socket.socket], Any], *, by: int = 1 << 16) -> Any:
    """What `receive` makes of bytes that come in parts of this size, the last one followed by the end."""
    here, there = socket.socketpair()
    with here, there:
        for at in range(0, len(content), by):
            there.sendall(content[at : at + by])
        there.close()
        return receive(here)


def read_photo(tmp_path: Path) -> ReadResult:
    workdir = tmp_path / "work"
    workdir.mkdir()
    shutil.copyfile(CORPUS / "A070.jpg", tmp_path / "photo.jpg")
    return run_reading([DocumentFile(tmp_path / "photo.jpg", FileKind.JPEG)], workdir=workdir)


@pytest.fixture(scope="module")
def engine() -> Iterator[Path]:
    with running_engine() as path:
        yield path


def test_a_picture_crosses_in_small_pieces_as_it_was() -> None:
    sent = Picture(3, 2, b"abcdef", is_thorough=True)
    content = struct.pack(HEAD, b"RFE1", 1, 3, 2, 6) + b"abcdef"
    assert received(content, receive_picture, by=1) == sent
    here, there = socket.socketpair()
    with here, there:
        send_picture(there, sent)
        assert receive_picture(here) == sent


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        struct.pack(HEAD, b"RFE1", 0, 3, 2, 6) + b"abcde",
        struct.pack(HEAD, b"RFE1", 0, 3, 2, 7) + b"abcdefg",
        struct.pack(HEAD, b"RFE1", 2, 3, 2, 6) + b"abcdef",
        struct.pack(HEAD, b"RFE1", 0, 0, 2, 0),
        struct.pack(HEAD, b"RFE1", 0, 3_001, 3_000, 3_001 * 3_000),
    ],
)
def test_what_is_no_picture_is_refused_before_its_pixels_are_read(content: bytes) -> None:
    with pytest.raises(ProtocolError):
        received(content, receive_picture)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"7",
        b'[["a"]]',
        b'[["a", 1, 2, 3, 4]]',
        b"[[1, 1, 2, 3, 4, 5]]",
        b'[["a", 1, 2, 3, 4, "5"]]',
        b'[["a", 1, 2, 3, 4, NaN]]',
    ],
)
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with pytest.raises(ProtocolError):
        received(struct.pack("!I", len(body)) + body, receive_words)


def test_an_answer_is_words_and_not_longer_than_allowed() -> None:
    body = json.dumps([["Total", 0.5, 1, 2, 3, 4]]).encode()
    assert received(struct.pack("!I", len(body)) + body, receive_words) == [RasterWord("Total", (1, 2, 3, 4), 0.5)]
    with pytest.raises(ProtocolError):
        received(struct.pack("!I", 1 << 30), receive_words)
    with pytest.raises(ProtocolError):
        received(struct.pack("!I", len(body)) + body[:-1], receive_words)


def test_words_come_with_their_places(engine: Path) -> None:
    words = recognise(page(), is_thorough=True, address=str(engine))
    assert [word.text for word in words] == ["TOTAL", "186,00"]
    assert all(word.confidence > 0.8 for word in words)
    first, second = words
    assert 20 < first.box[0] < first.box[2] <= second.box[0] < second.box[2] < 600
    assert recognise(Image.new("L", (300, 300), 255), is_thorough=False, address=str(engine)) == []


def test_garbage_and_clients_that_go_away_do_no_harm(engine: Path) -> None:
    pid = recogniser_of(engine)
    for content in (b"garbage that is long enough", struct.pack(HEAD, b"RFE1", 0, 300, 300, 90_000) + b"x", b""):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.connect(str(engine))
            connection.sendall(content)
    assert read_text(engine) == "TOTAL 186,00"
    assert recogniser_of(engine) == pid


def test_only_its_own_user_reaches_the_socket(engine: Path) -> None:
    assert stat.S_IMODE(engine.parent.stat().st_mode) == 0o700


def test_a_folder_that_others_may_enter_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    command = [sys.executable, "-m", "claims.invoices.engine", str(tmp_path / "socket")]
    run = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert run.returncode == 1
    assert "0700" in run.stderr
    assert not (tmp_path / "socket").exists()


def test_a_recogniser_killed_in_the_middle_is_replaced_and_its_client_told(engine: Path) -> None:
    read_text(engine)
    pid = recogniser_of(engine)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(str(engine))
        connection.sendall(struct.pack(HEAD, b"RFE1", 0, 300, 300, 90_000) + b"x" * 10)
        time.sleep(0.5)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises((ProtocolError, OSError)):
            receive_words(connection)
    assert read_text(engine) == "TOTAL 186,00"
    assert recogniser_of(engine) != pid


def test_who_waits_is_answered_by_the_next_recogniser(engine: Path) -> None:
    read_text(engine)
    pid = recogniser_of(engine)
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(0.3, os.kill, (pid, signal.SIGKILL)).start()
    assert read_text(engine) == "TOTAL 186,00"
    assert recogniser_of(engine) != pid


def test_the_recogniser_is_replaced_after_so_many_pictures_and_nobody_is_turned_away() -> None:
    with running_engine("--pictures", "2") as path:
        read_text(path)
        first = recogniser_of(path)
        assert [read_text(path) for _ in range(3)] == ["TOTAL 186,00"] * 3
        assert recogniser_of(path) != first


def test_a_picture_that_takes_too_long_is_answered_with_nothing() -> None:
    with running_engine("--seconds", "0.001") as path, pytest.raises(EngineSilent):
        read_text(path)


def test_nothing_is_left_when_the_keeper_is_told_to_stop() -> None:
    with running_engine() as path:
        read_text(path)
        pid = recogniser_of(path)
    time.sleep(0.1)
    assert not path.exists()
    assert not Path(f"/proc/{pid}").exists()


def test_a_photo_is_read_by_both_engines_and_by_one_alone_with_a_warning(
    engine: Path, tmp_path: Path, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    readings = []
    for name, address, warnings in (("both", engine, 0), ("alone", tmp_path / "nobody", 1)):
        settings.READING_ENGINE_SOCKET = str(address)
        caplog.clear()
        (tmp_path / name).mkdir()
        with caplog.at_level(logging.WARNING, "claims.invoices.isolation"):
            result = read_photo(tmp_path / name)
        assert len(caplog.records) == warnings
        assert all("without the second engine" in record.getMessage() for record in caplog.records)
        assert result.problems == ()
        assert result.searchable_pdf is not None
        assert result.reading is not None
        assert result.reading.fields[FieldName.SIRET].value == "76844320200025"
        assert result.reading.fields[FieldName.TOTAL_INCL_VAT].value == "285.48"
        readings.append(result.reading)
    both, alone = readings
    # The second engine's look stands first; Tesseract's, the first one of the reading without it, comes after.
    assert both.pages[0].words not in [page.words for page in alone.pages]
    assert both.pages[1].words == alone.pages[0].words
