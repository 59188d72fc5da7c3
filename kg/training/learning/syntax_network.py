"""The parser's network as it is trained; ``kg.nlp.parsing.network`` runs it without torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from kg.nlp.parsing.tokens import FLAGS
from kg.training.learning.network import turned
from kg.training.syntax_data import ENDINGS, UNKNOWN, TreeExample

_HIDDEN = 0.05
"""Share of the forms that are taken for unknown ones in training."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntaxSizes:
    """The sizes of the network, in numbers: a token's state (with its flags), and what is made of it."""

    token_width: int
    tags: int
    labels: int
    treebanks: int
    forms: int
    endings: int = ENDINGS
    form_width: int = 96
    ending_width: int = 32
    width: int = 192
    state_width: int = 128
    arc_width: int = 160
    label_width: int = 40


class Scores(NamedTuple):
    """What the network gives for a batch, (sentences, tokens, ...).

    `arcs` has a column for each token as the head, and on the diagonal the root; `labels` those of the heads
    that were given.
    """

    tags: Tensor
    arcs: Tensor
    labels: Tensor


@dataclass(frozen=True, slots=True)
class TreeBatch:
    """The trees of a batch, padded to (sentences, tokens); -100 stands where there is nothing to learn.

    `first` and `last` (half-open) are the network's words that a token touches.
    """

    lengths: Tensor
    treebanks: Tensor
    first: Tensor
    last: Tensor
    flags: Tensor
    forms: Tensor
    endings: Tensor
    tags: Tensor
    heads: Tensor
    labels: Tensor


class SyntaxNetwork(nn.Module):
    """A bidirectional LSTM and deep biaffine attention (Dozat and Manning 2017), with treebank vectors."""

    def __init__(self, sizes: SyntaxSizes, *, drop: float = 0.25, drop_in: float = 0.15) -> None:
        super().__init__()
        self.sizes = sizes
        self.form = nn.Embedding(sizes.forms + 1, sizes.form_width)
        self.ending = nn.Embedding(sizes.endings, sizes.ending_width)
        for table in (self.form, self.ending):
            nn.init.normal_(table.weight, std=0.3)
        seen = sizes.token_width + sizes.form_width + sizes.ending_width
        self.enter = nn.Linear(seen, sizes.width)
        self.treebank = nn.Embedding(sizes.treebanks, sizes.width)
        nn.init.zeros_(self.treebank.weight)
        self.ahead = nn.LSTM(sizes.width, sizes.state_width, batch_first=True)
        self.back = nn.LSTM(sizes.width, sizes.state_width, batch_first=True)
        self.ahead_again = nn.LSTM(2 * sizes.state_width, sizes.state_width, batch_first=True)
        self.back_again = nn.LSTM(2 * sizes.state_width, sizes.state_width, batch_first=True)
        seen = 2 * sizes.state_width + sizes.width
        self.tag = nn.Linear(seen, sizes.tags)
        self.governed = nn.Linear(seen, sizes.arc_width)
        self.governor = nn.Linear(seen, sizes.arc_width)
        self.arc = nn.Parameter(torch.zeros(sizes.arc_width, sizes.arc_width))
        self.likely = nn.Parameter(torch.zeros(sizes.arc_width))
        self.top = nn.Parameter(0.1 * torch.randn(sizes.arc_width))
        self.label_of = nn.Linear(seen, sizes.label_width)
        self.label_from = nn.Linear(seen, sizes.label_width)
        self.label = nn.Parameter(torch.zeros(sizes.label_width + 1, sizes.labels, sizes.label_width + 1))
        self.label_top = nn.Parameter(0.1 * torch.randn(sizes.label_width))
        self.drop = nn.Dropout(drop)
        self.drop_in = drop_in

    def forward(self, states: Tensor, batch: TreeBatch, heads: Tensor) -> Scores:
        """Return the scores of a batch whose tokens have `states`.

        `heads` (sentences, tokens) are those that labels are scored for; a root is its own head.
        """
        count = states.shape[1]
        alive = torch.arange(count)[None] < batch.lengths[:, None]
        forms = batch.forms
        if self.training:
            forms = forms.masked_fill(torch.rand(forms.shape) < _HIDDEN, 0)
        own = torch.cat([self.form(forms), self.ending(batch.endings)], dim=-1)
        seen = torch.cat([self._locked(states, self.drop_in), self._locked(own, self.drop_in)], dim=-1)
        x = torch.tanh(self.enter(seen) + self.treebank(batch.treebanks)[:, None])
        inner = self._turns(x * alive.unsqueeze(-1), batch.lengths, self.ahead, self.back)
        inner = self._turns(inner, batch.lengths, self.ahead_again, self.back_again)
        top = self._locked(torch.cat([inner, x], dim=-1), self.drop.p)
        governed = self.drop(torch.relu(self.governed(top))) @ self.arc
        governor = self.drop(torch.relu(self.governor(top)))
        likely = governor @ self.likely
        arcs = governed @ governor.transpose(1, 2) + likely[:, None]
        top_scores = governed @ self.top + self.top @ self.likely
        arcs = torch.where(torch.eye(count, dtype=torch.bool)[None], top_scores[:, :, None], arcs)
        arcs = arcs.masked_fill(~alive[:, None], -1e4)
        return Scores(self.tag(top), arcs, self._labels(top, heads))

    def _turns(self, x: Tensor, lengths: Tensor, ahead: nn.LSTM, back: nn.LSTM) -> Tensor:
        inner = self._locked(x, self.drop.p)
        turn = turned(lengths, x.shape[1]).unsqueeze(-1)
        one = ahead(inner)[0]
        other = back(inner.gather(1, turn.expand_as(inner)))[0]
        return torch.cat([one, other.gather(1, turn.expand_as(other))], dim=-1)

    def _labels(self, top: Tensor, heads: Tensor) -> Tensor:
        own = self.drop(torch.relu(self.label_of(top)))
        over = self.drop(torch.relu(self.label_from(top)))
        above = over.gather(1, heads.unsqueeze(-1).expand_as(over))
        roots = (heads == torch.arange(heads.shape[1])[None]).unsqueeze(-1)
        above = torch.where(roots, self.label_top.expand_as(above), above)
        one = torch.ones(*own.shape[:2], 1)
        own, above = torch.cat([own, one], dim=-1), torch.cat([above, one], dim=-1)
        seen = (own.flatten(0, 1) @ self.label.flatten(1)).view(-1, self.sizes.labels, above.shape[-1])
        found = torch.bmm(seen, above.flatten(0, 1).unsqueeze(-1)).squeeze(-1)
        return found.view(*own.shape[:2], self.sizes.labels)

    def _locked(self, x: Tensor, rate: float) -> Tensor:
        """Drop the same numbers at every token of a sentence (Gal and Ghahramani 2016)."""
        if not self.training or not rate:
            return x
        kept = (torch.rand(x.shape[0], 1, x.shape[2]) >= rate).to(x.dtype) / (1 - rate)
        return x * kept


def make_tree_batch(group: Sequence[TreeExample]) -> TreeBatch:
    """Return the trees of a batch as tensors."""
    width = max(len(e.heads) for e in group)
    wanted = np.full((3, len(group), width), UNKNOWN, dtype=np.int64)
    bounds = np.zeros((2, len(group), width), dtype=np.int64)
    bounds[1] = 1
    flags = np.zeros((len(group), width, FLAGS), dtype=np.float32)
    forms = np.zeros((2, len(group), width), dtype=np.int64)
    for row, each in enumerate(group):
        size = len(each.heads)
        for place, values in enumerate((each.tags, each.heads, each.labels)):
            wanted[place, row, :size] = values
        bounds[0, row, :size], bounds[1, row, :size] = each.cover.first, each.cover.last
        flags[row, :size] = each.cover.flags
        forms[:, row, :size] = np.array(each.forms).T
    first, last = (torch.from_numpy(each) for each in bounds)
    tags, heads, labels = (torch.from_numpy(each) for each in wanted)
    return TreeBatch(
        lengths=torch.tensor([len(e.heads) for e in group]),
        treebanks=torch.tensor([e.treebank for e in group]),
        first=first, last=last, flags=torch.from_numpy(flags),
        forms=torch.from_numpy(forms[0]), endings=torch.from_numpy(forms[1]),
        tags=tags, heads=heads, labels=labels,
    )  # fmt: skip


def states_of_tokens(states: Tensor, batch: TreeBatch, *, turn: int) -> Tensor:
    """Return what ``kg.nlp.parsing.tokens.token_states`` does, of the states of a batch of words."""
    rows = torch.arange(len(states))[:, None]
    ahead = states[rows, batch.last - 1, :turn]
    back = states[rows, batch.first, turn : 2 * turn]
    sums = nn.functional.pad(states[..., 2 * turn :].cumsum(dim=1), (0, 0, 1, 0))
    rest = (sums[rows, batch.last] - sums[rows, batch.first]) / (batch.last - batch.first).unsqueeze(-1)
    return torch.cat([ahead, back, rest, batch.flags], dim=-1)


def syntax_loss(scores: Scores, batch: TreeBatch) -> Tensor:
    """Return the cross-entropy of tags (by half), heads and labels."""
    return (
        0.5 * nn.functional.cross_entropy(scores.tags.flatten(0, 1), batch.tags.flatten())
        + nn.functional.cross_entropy(scores.arcs.flatten(0, 1), batch.heads.flatten())
        + nn.functional.cross_entropy(scores.labels.flatten(0, 1), batch.labels.flatten())
    )
