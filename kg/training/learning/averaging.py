"""The running average of a network's weights, which reads better than they do (Polyak and Juditsky 1992)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn

_KEPT = 0.98
_EVERY = 10
"""Steps from one weights that count to the next."""


class RunningAverage:
    """Follows the weights of a network as it is trained."""

    def __init__(self, network: nn.Module) -> None:
        self._network = network
        self._average = {name: value.detach().clone() for name, value in network.state_dict().items()}

    def see(self, step: int) -> None:
        """Take note of the weights after `step` steps."""
        if step % _EVERY:
            return
        keep = min(_KEPT, step / (10 * _EVERY + step))
        with torch.no_grad():
            for name, value in self._network.state_dict().items():
                self._average[name].lerp_(value, 1 - keep)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Let the network have the average for a while."""
        own = {name: value.detach().clone() for name, value in self._network.state_dict().items()}
        self.settle()
        yield
        self._network.load_state_dict(own)

    def settle(self) -> None:
        """Let the network have the average."""
        self._network.load_state_dict(self._average)
