"""Plugin of OCRmyPDF that keeps the words with their places which Tesseract found.

OCRmyPDF lays the text that it recognised under the page image, which gives the searchable PDF that is kept as
evidence; the hOCR that it throws away afterwards is what the reading needs. With this plugin one pass serves both.
They are left beside the output file as `words-000001.hocr` and so on.
"""

import shutil
from pathlib import Path

from ocrmypdf import hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine


def hocr_path(folder: Path, page: int) -> Path:
    """Where the words of a page are left; pages of the OCRmyPDF input count from 1."""
    return folder / f"words-{page:06d}.hocr"


class KeepingTesseract(TesseractOcrEngine):
    """Tesseract as OCRmyPDF drives it, with a copy of its hOCR kept."""

    @staticmethod
    def generate_hocr(input_file, output_hocr, output_text, options):  # type: ignore[no-untyped-def]
        """Recognise one page; OCRmyPDF names its files by the page number."""
        TesseractOcrEngine.generate_hocr(input_file, output_hocr, output_text, options)  # type: ignore[no-untyped-call]
        page = int(Path(input_file).name.split("_")[0])
        shutil.copyfile(output_hocr, hocr_path(Path(options.output_file).parent, page))


@hookimpl
def get_ocr_engine(options):  # type: ignore[no-untyped-def]  # noqa: ARG001
    """Our engine, ahead of the built-in one."""
    return KeepingTesseract()
