"""The network of the accurate tier as it is trained: the default tier's, with a small encoder beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from kg.errors import TrainingError
from kg.nlp.parsing.tokens import FLAGS
from kg.training.learning.encoder import Encoder
from kg.training.learning.encoder_batches import WindowBatch
from kg.training.learning.network import EntityNetwork, Sizes
from kg.training.learning.syntax_network import SyntaxNetwork, SyntaxSizes, TreeBatch, states_of_tokens

_DECAY = 0.9
"""Each layer of the encoder learns so much more slowly than the one above it (Howard and Ruder 2018)."""


class ContextNetwork(nn.Module):
    """Gives each word the encoder's vector at its first piece; the rest are the default tier's networks."""

    def __init__(self, words: EntityNetwork, encoder: Encoder, syntax: SyntaxNetwork | None = None) -> None:
        super().__init__()
        self.words = words
        self.encoder = encoder
        self.syntax = syntax

    def forward(self, batch: WindowBatch, *, columns: Tensor | None = None) -> Tensor:
        """Return the outputs, (sentences, words, columns)."""
        return self.words.outputs(self.states(batch), columns=columns)

    def states(self, batch: WindowBatch) -> Tensor:
        """Return the states of words, (sentences, words, numbers of a state)."""
        seen = self.encoder(batch.pieces, batch.alive)
        vectors = seen.flatten(0, 1)[batch.firsts]
        words = batch.words
        return self.words.states(words.types, words.places, words.hints, words.lengths, vectors=vectors)

    def token_states(self, batch: WindowBatch, trees: TreeBatch) -> Tensor:
        """Return the states of tokens, (sentences, tokens, numbers of a state and flags)."""
        return states_of_tokens(self.states(batch), trees, turn=self.words.sizes.state_width)

    def freeze(self, layers: int) -> None:
        """Keep the `layers` lowest layers of the encoder and what is below them as they are; -1 frees all."""
        below = [self.encoder.piece, self.encoder.place, self.encoder.scale]
        frozen = [p for part in below for p in part.parameters()] + [self.encoder.kind]
        frozen += [p for layer in list(self.encoder.layers)[: max(layers, 0)] for p in layer.parameters()]
        for parameter in frozen if layers >= 0 else ():
            parameter.requires_grad_(False)

    def optimizers(self, *, rate: float, encoder_rate: float) -> tuple[torch.optim.Optimizer, ...]:
        """Return what updates the weights that are free; each group keeps its highest rate as ``top``."""
        tables = [self.words.norm.weight, self.words.gram.weight]
        others = [p for p in self.words.parameters() if all(p is not table for table in tables)]
        others += [] if self.syntax is None else list(self.syntax.parameters())
        groups = [{"params": others, "lr": rate, "top": rate, "weight_decay": 1e-2}]
        for depth, part in enumerate(self._parts()):
            top = encoder_rate * _DECAY**depth
            free = [p for p in part if p.requires_grad]
            # scales and biases are not drawn to zero
            for decay, chosen in (
                (1e-2, [p for p in free if p.dim() > 1]),
                (0.0, [p for p in free if p.dim() == 1]),
            ):
                if chosen:
                    groups.append({"params": chosen, "lr": top, "top": top, "weight_decay": decay})
        return (
            torch.optim.AdamW(groups, betas=(0.9, 0.98)),
            torch.optim.SparseAdam([{"params": tables, "lr": rate, "top": rate}], betas=(0.9, 0.98)),
        )

    def _parts(self) -> Iterator[list[nn.Parameter]]:
        """Yield the encoder's weights from the highest layer down."""
        for layer in reversed(list(self.encoder.layers)):
            yield list(layer.parameters())
        below = [self.encoder.piece, self.encoder.place, self.encoder.scale]
        yield [p for part in below for p in part.parameters()] + [self.encoder.kind]


def sizes_of(weights: Mapping[str, NDArray[np.float32]]) -> Sizes:
    """Return the sizes of the network of the default tier that has these weights.

    Raises:
        TrainingError: they are not of such a network.
    """
    try:
        return Sizes(
            norms=weights["norm.weight"].shape[0],
            grams=weights["gram.weight"].shape[0],
            shapes=weights["shape.weight"].shape[0],
            norm_width=weights["norm.weight"].shape[1],
            gram_width=weights["gram.weight"].shape[1],
            shape_width=weights["shape.weight"].shape[1],
            hint_width=weights["hint.weight"].shape[0],
            word_width=weights["word.weight"].shape[0],
            state_width=weights["ahead.weight_hh_l0"].shape[1],
            outputs=weights["out.weight"].shape[0],
        )
    except (KeyError, IndexError) as error:
        raise TrainingError(f"not the weights of the default tier: {error!r}") from error


def build(
    weights: Mapping[str, NDArray[np.float32]], encoder: Encoder, *, context_width: int = 160
) -> ContextNetwork:
    """Return the network that computes what the default tier with `weights` does, and can learn more.

    What it sees of contexts has weights of zero at first, unless `weights` are of the accurate tier already.

    Raises:
        TrainingError: the weights are not those of the default tier.
    """
    sizes = replace(
        sizes_of(weights), vector_width=encoder.scale.weight.shape[0], context_width=context_width
    )
    words = EntityNetwork(sizes)
    width = sizes.word_width + sizes.hint_width
    state = words.state_dict()
    for name, value in weights.items():
        if name not in state:
            raise TrainingError(f"not the weights of the default tier: {name!r} is of another network")
        given = torch.from_numpy(np.array(value, dtype=np.float32))
        if name == "near.weight" and given.shape != state[name].shape:
            given = torch.cat(
                [_widened(part, width + context_width) for part in given.split(width, dim=1)], dim=1
            )
        elif given.shape != state[name].shape:
            given = _widened(given, state[name].shape[1])
        state[name] = given
    words.load_state_dict(state)
    return ContextNetwork(words, encoder)


def build_syntax(weights: Mapping[str, NDArray[np.float32]], words: Sizes) -> SyntaxNetwork:
    """Return the parser over the words of the accurate tier that computes what the default tier's does.

    Raises:
        TrainingError: the weights are not those of a parser.
    """
    try:
        enter = torch.from_numpy(np.array(weights["enter.weight"], dtype=np.float32))
        sizes = SyntaxSizes(
            token_width=words.state + FLAGS,
            tags=len(weights["tag.bias"]),
            labels=weights["label"].shape[1],
            treebanks=len(weights["treebank.weight"]),
            forms=len(weights["form.weight"]) - 1,
            endings=len(weights["ending.weight"]),
            form_width=weights["form.weight"].shape[1],
            ending_width=weights["ending.weight"].shape[1],
            width=len(enter),
            state_width=weights["ahead.weight_hh_l0"].shape[1],
            arc_width=len(weights["arc"]),
            label_width=len(weights["label"]) - 1,
        )
        network = SyntaxNetwork(sizes)
        state = {n: torch.from_numpy(np.array(w, dtype=np.float32)) for n, w in weights.items()}
        # the context stands between the rest of a state and the flags
        rest = FLAGS + sizes.form_width + sizes.ending_width
        state["enter.weight"] = torch.cat([_widened(enter[:, :-rest], words.state), enter[:, -rest:]], dim=1)
        network.load_state_dict(state)
    except (KeyError, IndexError, RuntimeError) as error:
        raise TrainingError(f"not the weights of a parser: {error!r}") from error
    return network


def _widened(weight: Tensor, width: int) -> Tensor:
    """Return `weight` with columns of zeros at its end."""
    return nn.functional.pad(weight, (0, width - weight.shape[1]))
