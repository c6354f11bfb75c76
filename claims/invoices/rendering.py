"""Turns the pages of a file into pictures, in the child process: what people see and what OCR reads.

A PDF is only ever shown and read as these rasters, a photo only after its EXIF turn and without its EXIF block
(place, device, owner), so nothing hidden in a file reaches a browser or a later program.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from claims.invoices.files import FileKind
from claims.invoices.inspection import Unreadable, open_image
from claims.invoices.limits import A4_WIDTH_INCHES, LARGE_PREVIEW_DPI, PREVIEW_DPI, RASTER_PIXELS

_POINTS_PER_INCH = 72
_JPEG_QUALITY = 82


@dataclass(frozen=True, slots=True)
class PageImage:
    """The pictures of one page on disk, a small and a large one; width and height in pixels are those of the large."""

    page: int
    small: Path
    large: Path
    width: int
    height: int


class OpenDocument:
    """An inspected file held open; its pages are rasterised when they are asked for."""

    def __init__(self, path: Path, kind: FileKind, pdf: pypdfium2.PdfDocument | None) -> None:
        self.path = path
        self.kind = kind
        self.pdf = pdf
        self.page_count = len(pdf) if pdf else 1

    def raster(self, index: int, dpi: int) -> Image.Image:
        """The page (counted from 0) upright and in RGB, at most 9 MP; a photo keeps its own pixels below that."""
        if self.pdf is None:
            with open_image(self.path) as image:
                turned = ImageOps.exif_transpose(image)
                return _on_white(_capped(turned))
        page = self.pdf[index]
        width, height = page.get_size()
        scale = min(dpi / _POINTS_PER_INCH, sqrt(RASTER_PIXELS / max(width * height, 1.0)))
        try:
            picture: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        finally:
            page.close()
        return picture


@contextmanager
def opened(path: Path, kind: FileKind) -> Iterator[OpenDocument]:
    """Open an inspected file; raises `Unreadable` when the renderer cannot open what the inspection could."""
    if kind is not FileKind.PDF:
        yield OpenDocument(path, kind, None)
        return
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("broken") from error
    try:
        yield OpenDocument(path, kind, pdf)
    finally:
        pdf.close()


def save_previews(raster: Image.Image, page: int, folder: Path) -> PageImage:
    """Write both previews of a page as JPEG without metadata."""
    large = _fitted_to_width(raster, round(A4_WIDTH_INCHES * LARGE_PREVIEW_DPI))
    small = _fitted_to_width(large, round(A4_WIDTH_INCHES * PREVIEW_DPI))
    large_path, small_path = folder / f"page-{page:02d}-large.jpg", folder / f"page-{page:02d}-small.jpg"
    for picture, path in ((large, large_path), (small, small_path)):
        picture.save(path, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return PageImage(page=page, small=small_path, large=large_path, width=large.width, height=large.height)


def _fitted_to_width(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    return picture.resize((width, max(1, round(picture.height * width / picture.width))), Image.Resampling.LANCZOS)


def _capped(image: Image.Image) -> Image.Image:
    scale = sqrt(RASTER_PIXELS / (image.width * image.height))
    if scale >= 1:
        return image
    return image.resize((int(image.width * scale), int(image.height * scale)), Image.Resampling.LANCZOS)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "P", "PA"):
        transparent = image.convert("RGBA")
        white = Image.new("RGBA", transparent.size, "white")
        return Image.alpha_composite(white, transparent).convert("RGB")
    return image.convert("RGB")
