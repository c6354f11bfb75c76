"""Finds the sheet on a photo, takes out its perspective and tilt.

Pure Pillow: a page is found by its paper (bright, hardly any colour) against a background that is not paper, and the
tilt is the turn at which rows of ink stand out best. Both look at a small copy, so they cost a fraction of the OCR.
What people are shown and what OCR reads is the same straight page, so every box fits both.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PIL import Image, ImageFilter, ImageMath, ImageOps

from claims.invoices.limits import RASTER_PIXELS

Point = tuple[float, float]
# Top left, top right, bottom right, bottom left.
Corners = tuple[Point, Point, Point, Point]
# Row by row: x' = (a x + b y + c) / (g x + h y + 1), y' = (d x + e y + f) / (g x + h y + 1).
Projection = tuple[float, float, float, float, float, float, float, float]

# Pillow passes its operations beside the pictures, by name.
_DIVIDED: Callable[[dict[str, Any]], Any] = lambda args: args["convert"](  # noqa: E731
    args["min"](args["page"] * 255 / args["max"](args["light"], 1), 255), "L"
)
_LOOK_SIDE = 400
_PAPER_BRIGHTNESS = 140
_PAPER_SATURATION = 60
_LEAST_SHEET_SHARE = 0.3
_WHOLE_PICTURE_SHARE = 0.97
# A photo is soft: Tesseract reads it better when its strokes are a few pixels wider. A flat scan needs it less.
_LEAST_PHOTO_WIDTH = 2_200
_LEAST_SCAN_WIDTH = 1_000
_LARGEST_TILT = 4.0
_LEAST_TILT = 0.15


@dataclass(frozen=True, slots=True)
class StraightPage:
    """A page in colour, upright, flat and level; `is_photo` tells that a sheet was cut out of its background."""

    image: Image.Image
    is_photo: bool


def straightened(picture: Image.Image) -> StraightPage:
    """Flatten and level a page, enlarge it when it is small for OCR, keep it within 9 MP."""
    corners = sheet_corners(picture)
    is_photo = corners is not None
    if corners is None:
        corners = _corners_of(picture.size)
    top_left, top_right, bottom_right, bottom_left = corners
    width = max(math.dist(top_left, top_right), math.dist(bottom_left, bottom_right))
    height = max(math.dist(top_left, bottom_left), math.dist(top_right, bottom_right))
    least_width = _LEAST_PHOTO_WIDTH if is_photo else _LEAST_SCAN_WIDTH
    scale = min(max(1.0, least_width / width), math.sqrt(RASTER_PIXELS / (width * height)))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    flat = projection(_corners_of(size), corners)
    small_size = _fitted(size, 1000, 1400)
    small = picture.convert("L").transform(
        small_size,
        Image.Transform.PERSPECTIVE,
        projection(_corners_of(small_size), corners),
        Image.Resampling.BILINEAR,
    )
    tilt = tilt_of(small)
    whole = _compose(flat, _turn(tilt, size)) if abs(tilt) >= _LEAST_TILT else flat
    if size == picture.size and whole is flat and not is_photo:
        return StraightPage(picture, is_photo)
    image = picture.transform(size, Image.Transform.PERSPECTIVE, whole, Image.Resampling.BICUBIC, fillcolor="white")
    return StraightPage(image, is_photo)


def sheet_corners(picture: Image.Image) -> Corners | None:
    """The corners of the sheet (top left, top right, bottom right, bottom left), or None when no sheet stands out."""
    small = picture.convert("RGB")
    small.thumbnail((_LOOK_SIDE, _LOOK_SIDE))
    brightness = small.convert("L").filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MinFilter(5))
    saturation = small.convert("HSV").getchannel("S").filter(ImageFilter.MinFilter(5)).filter(ImageFilter.MaxFilter(5))
    width, height = small.size
    paper = [
        (at % width, at // width)
        for at, (light, colour) in enumerate(zip(brightness.tobytes(), saturation.tobytes(), strict=True))
        if light > _PAPER_BRIGHTNESS and colour < _PAPER_SATURATION
    ]
    if len(paper) < _LEAST_SHEET_SHARE * width * height:
        return None
    corners = (
        min(paper, key=lambda at: at[0] + at[1]),
        max(paper, key=lambda at: at[0] - at[1]),
        max(paper, key=lambda at: at[0] + at[1]),
        min(paper, key=lambda at: at[0] - at[1]),
    )
    area = _area(corners)
    # A sheet is full of paper: a shape much larger than its paper was spanned by stray bright spots.
    if not _LEAST_SHEET_SHARE * width * height < area < _WHOLE_PICTURE_SHARE * width * height:
        return None
    if not 0.85 < len(paper) / area < 1.15:
        return None
    zoom_x, zoom_y = picture.width / width, picture.height / height
    first, second, third, fourth = ((x * zoom_x, y * zoom_y) for x, y in corners)
    return first, second, third, fourth


def tilt_of(grey: Image.Image) -> float:
    """The turn in degrees (counter-clockwise, -4 to 4) that levels the lines of a small grey page."""
    ink = ImageOps.invert(even_light(grey)).point(lambda value: 255 if value > 90 else 0)
    margin_x, margin_y = ink.width // 30, ink.height // 30
    ink = ink.crop((margin_x, margin_y, ink.width - margin_x, ink.height - margin_y))
    steps = int(_LARGEST_TILT * 2)
    coarse = max(
        (step * 0.5 for step in range(-steps, steps + 1)), key=lambda turn: (_sharpness(ink, turn), -abs(turn))
    )
    fine = (coarse + step * 0.1 for step in range(-4, 5))
    return max(fine, key=lambda turn: (_sharpness(ink, turn), -abs(turn)))


def even_light(grey: Image.Image) -> Image.Image:
    """The page divided by its own background: shadows and uneven light go, ink stays."""
    small = grey.resize((max(1, grey.width // 8), max(1, grey.height // 8)), Image.Resampling.BOX)
    background = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(6))
    background = background.resize(grey.size, Image.Resampling.BILINEAR)

    image: Image.Image = ImageMath.lambda_eval(_DIVIDED, page=grey, light=background)
    return image


def projection(sources: Corners, targets: Corners) -> Projection:
    """The projection that leads four points to four others; raises ZeroDivisionError when three lie on one line."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(sources, targets, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [value / lead for value in rows[column]]
        for row in range(8):
            if row != column:
                factor = rows[row][column]
                rows[row] = [value - factor * own for value, own in zip(rows[row], rows[column], strict=True)]
    a, b, c, d, e, f, g, h = (row[8] for row in rows)
    return a, b, c, d, e, f, g, h


def _compose(outer: Projection, inner: Projection) -> Projection:
    """First `inner`, then `outer`."""
    left = (outer[0:3], outer[3:6], (outer[6], outer[7], 1.0))
    right = (inner[0:3], inner[3:6], (inner[6], inner[7], 1.0))
    flat = [sum(left[row][k] * right[k][column] for k in range(3)) for row in range(3) for column in range(3)]
    a, b, c, d, e, f, g, h = (value / flat[8] for value in flat[:8])
    return a, b, c, d, e, f, g, h


def _corners_of(size: tuple[int, int]) -> Corners:
    width, height = float(size[0]), float(size[1])
    return (0.0, 0.0), (width, 0.0), (width, height), (0.0, height)


def _turn(degrees: float, size: tuple[int, int]) -> Projection:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = size[0] / 2, size[1] / 2
    return (cosine, -sine, x - cosine * x + sine * y, sine, cosine, y - sine * x - cosine * y, 0.0, 0.0)


def _sharpness(ink: Image.Image, turn: float) -> int:
    turned = ink.rotate(turn, Image.Resampling.BILINEAR, fillcolor=0) if turn else ink
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return sum((first - second) ** 2 for first, second in pairwise(rows))


def _fitted(size: tuple[int, int], width: int, height: int) -> tuple[int, int]:
    zoom = min(1.0, width / size[0], height / size[1])
    return max(1, round(size[0] * zoom)), max(1, round(size[1] * zoom))


def _area(corners: tuple[tuple[int, int], ...]) -> float:
    pairs = zip(corners, (*corners[1:], corners[0]), strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2
