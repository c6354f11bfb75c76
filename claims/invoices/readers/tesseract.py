"""Runs the Tesseract program on one raster and gives back its words."""

import subprocess
from pathlib import Path

from PIL import Image

from claims.invoices.limits import PASS_SECONDS
from claims.invoices.readers.hocr import RasterWord, words_of

LANGUAGE = "fra"

# Page segmentation: one block of text; text scattered over the page; a single word.
ONE_BLOCK = 6
SCATTERED = 11
ONE_WORD = 8


def recognise(image: Image.Image, *, segmentation: int, workdir: Path) -> list[RasterWord]:
    """The words that Tesseract sees; an empty list when it fails or takes longer than 30 s."""
    source = workdir / "look.png"
    image.save(source, compress_level=1, dpi=(300, 300))
    command = ["tesseract", str(source), "-", "-l", LANGUAGE, "--psm", str(segmentation), "hocr"]
    try:
        run = subprocess.run(command, capture_output=True, timeout=PASS_SECONDS, check=False, cwd=workdir)  # noqa: S603
    except subprocess.TimeoutExpired:
        return []
    return list(words_of(run.stdout)) if run.returncode == 0 and run.stdout else []
