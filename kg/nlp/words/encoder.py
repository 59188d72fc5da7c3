"""The accurate tier: the recogniser's network, and beside it a small encoder that reads words in context.

The encoder (MiniLM, Wang et al. 2020, fine-tuned) runs on onnxruntime with weights in bytes; the extra
``accurate`` brings it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kg.errors import ModelError
from kg.nlp.words.layers import Floats
from kg.nlp.words.pieces import Pieces
from kg.nlp.words.windows import LIMIT, pack

if TYPE_CHECKING:
    import onnxruntime

ENCODER_FILE, PIECES_FILE = "encoder.onnx", "pieces.txt"
EXTRA = "pip install 'biomedkg[accurate]'"
_THREADS = 4
"""At most so many threads: a window is too little work for more."""


class Encoder:
    """Words of sentences in, one vector for each word out."""

    def __init__(self, session: onnxruntime.InferenceSession, pieces: Pieces, *, limit: int = LIMIT) -> None:
        self._session = session
        self._pieces = pieces
        self._limit = limit
        self.width = int(session.get_outputs()[0].shape[-1])
        """How many numbers a vector has."""

    @classmethod
    def load(cls, folder: Path, *, threads: int | None = None) -> Encoder:
        """Read the encoder in `folder`, to run on `threads` threads (default: one a processor, at most four).

        Raises:
            ModelError: onnxruntime is not installed, or a file is missing or damaged.
        """
        try:
            import onnxruntime
        except ImportError as error:
            raise ModelError(f"{folder}: the accurate model needs onnxruntime: {EXTRA}") from error
        pieces = Pieces.load(folder / PIECES_FILE)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or min(_THREADS, os.cpu_count() or 1)
        options.inter_op_num_threads = 1
        # idle threads sleep: the rest of the pipeline wants the processors between two calls
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        path = folder / ENCODER_FILE
        try:
            session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
            stated = session.get_modelmeta().custom_metadata_map
            rows, limit = int(stated["pieces"]), int(stated["limit"])
        # onnxruntime's own errors have no common class but this
        except Exception as error:
            raise ModelError(f"{path}: not an encoder: {' '.join(str(error).split())}") from error
        if rows != len(pieces):
            raise ModelError(f"{path}: is for {rows} word pieces, but {PIECES_FILE} has {len(pieces)}")
        return cls(session, pieces, limit=limit)

    def vectors(self, sentences: Sequence[Sequence[str]], texts: Sequence[int]) -> Floats:
        """Return the vector of each word, (words of all sentences in order, width).

        `texts` tells for each sentence which text it is of; those of one text stand together and are read
        together. Windows run one at a time: the range of numbers that bytes stand for is that of all that
        runs together, so that in a batch a text would be read differently in other company. It costs no time,
        since one window is work enough and nothing is padded.
        """
        words = [[self._pieces.of(word) for word in sentence] for sentence in sentences]
        found = np.empty((sum(map(len, sentences)), self.width), dtype=np.float32)
        for window in pack(words, texts, begin=self._pieces.begin, end=self._pieces.end, limit=self._limit):
            (seen,) = self._session.run(None, {"pieces": np.array([window.pieces], dtype=np.int64)})
            found[window.first : window.first + len(window.places)] = seen[0, window.places]
        return found
