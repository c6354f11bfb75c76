"""RapidOCR with the models of its package: the words of a picture."""

import logging
from collections.abc import Sequence
from typing import Any

import numpy as np
from rapidocr import RapidOCR

from claims.invoices.engine.protocol import Picture
from claims.invoices.readers.hocr import RasterWord

# Text is looked for on a picture brought to this size. Small print (7 points on A4) is found at the thorough one only.
_QUICK = ("max", 960)
_THOROUGH = ("min", 736)

Point = Sequence[float]


class Rapid:
    """The loaded models, on one thread; texts on their heads are not looked for, pages arrive upright."""

    def __init__(self) -> None:
        self._engine = _loaded()

    def words_of(self, picture: Picture) -> list[RasterWord]:
        """The words of a picture in the engine's order, boxes in its pixels."""
        detector = self._engine.text_det
        detector.limit_type, detector.limit_side_len = _THOROUGH if picture.is_thorough else _QUICK
        grey = np.frombuffer(picture.pixels, dtype=np.uint8).reshape(picture.height, picture.width)
        # Three equal channels: the models were trained on colour.
        found = self._engine(np.repeat(grey[:, :, np.newaxis], 3, axis=2))
        if found.txts is None:
            return []
        return [
            RasterWord(text, _around(corners), float(confidence))
            for line in found.word_results
            for text, confidence, corners in line
            if text.strip()
        ]


def _loaded() -> Any:
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    engine: Any = RapidOCR(
        params={
            "Global.use_cls": False,
            # The engine leaves out spaces in tight print; by the places of the signs it still parts the words.
            "Global.return_word_box": True,
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    # A blank picture loads what is otherwise loaded at the first one that is read.
    engine(np.full((64, 64, 3), 255, dtype=np.uint8))
    if engine.text_det is None:
        raise RuntimeError("RapidOCR did not load its models.")
    return engine


def _around(corners: Sequence[Point]) -> tuple[int, int, int, int]:
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return round(min(across)), round(min(down)), round(max(across)), round(max(down))
