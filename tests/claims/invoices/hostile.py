"""Hostile and broken files, made on the spot."""

import struct
import zlib
from io import BytesIO

import pikepdf
from PIL import Image


def png_with_header(width: int, height: int) -> bytes:
    """A PNG whose header states this size; its data are one row."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(b"\0" * (width + 1)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + rows + chunk(b"IEND", b"")


def jpeg(size: tuple[int, int] = (400, 300), **options: object) -> bytes:
    """A white JPEG."""
    target = BytesIO()
    Image.new("RGB", size, "white").save(target, "JPEG", **options)
    return target.getvalue()


def pdf(pages: int = 1, *, size: tuple[float, float] = (595, 842), password: str = "", **root: object) -> bytes:
    """A PDF of empty pages; the other arguments go into its catalogue."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=size)
    for name, value in root.items():
        document.Root[f"/{name}"] = value
    target = BytesIO()
    document.save(target, encryption=pikepdf.Encryption(user=password, owner=password) if password else False)
    return target.getvalue()


def pdf_with_image_of(width: int, height: int) -> bytes:
    """A PDF whose only picture states this size."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    image = document.make_stream(b"\0" * 1000)
    stated = {
        "/Type": pikepdf.Name.XObject,
        "/Subtype": pikepdf.Name.Image,
        "/Width": width,
        "/Height": height,
        "/ColorSpace": pikepdf.Name.DeviceGray,
        "/BitsPerComponent": 8,
    }
    for name, value in stated.items():
        image[name] = value
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def script_action() -> pikepdf.Dictionary:
    """An action that runs JavaScript."""
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('x')"))


def launch_action() -> pikepdf.Dictionary:
    """An action that starts a program."""
    return pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))


def xfa_form() -> pikepdf.Dictionary:
    """An interactive form whose pages only one vendor's program shows."""
    return pikepdf.Dictionary(XFA=pikepdf.String("<xdp/>"), Fields=pikepdf.Array())
