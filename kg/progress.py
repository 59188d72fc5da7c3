"""How far a long job has come: what library code calls, and a bar for people at a terminal.

Library code takes a `Progress` and never asks where it goes; `SilentProgress` shows nothing.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import rich.progress


class Progress(Protocol):
    """Told about the steps of a job, in this order: `start` once, `advance` per step, `finish` once.

    `finish` is also called when the job fails, and may be called twice.
    """

    def start(self, total: int, what: str = "") -> None:
        """Begin a job of `total` steps; `what` names it ("reading")."""

    def advance(self, steps: int = 1, *, item: str = "") -> None:
        """Count `steps` more as done; `item` names the last one (a file name)."""

    def finish(self) -> None:
        """End the job."""


class SilentProgress:
    """A `Progress` that shows nothing."""

    def start(self, total: int, what: str = "") -> None:
        """Do nothing."""

    def advance(self, steps: int = 1, *, item: str = "") -> None:
        """Do nothing."""

    def finish(self) -> None:
        """Do nothing."""


class TerminalProgress:
    """A bar with count, rate and time left, drawn by rich on `stream`, cleared at the end."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._bar: rich.progress.Progress | None = None
        self._task: rich.progress.TaskID | None = None

    def start(self, total: int, what: str = "") -> None:
        """Draw the empty bar."""
        # rich takes longer to import than most commands take to run
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self.finish()
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True, elapsed_when_finished=True),
            TextColumn("[dim]{task.fields[item]}", markup=True),
            console=Console(file=self._stream),
            transient=True,
        )
        self._task = self._bar.add_task(what, total=total, item="", rate="")
        self._bar.start()

    def advance(self, steps: int = 1, *, item: str = "") -> None:
        """Move the bar."""
        if self._bar is None or self._task is None:
            return
        from rich.markup import escape

        self._bar.update(self._task, advance=steps, item=escape(item))
        speed = self._bar.tasks[0].speed
        if speed is not None:
            self._bar.update(self._task, rate=rate_in_words(speed))

    def finish(self) -> None:
        """Clear the bar."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
            self._task = None


def rate_in_words(per_second: float) -> str:
    """Return a rate with the unit in which it reads best.

    >>> rate_in_words(12.3), rate_in_words(0.25), rate_in_words(0.0)
    ('12.3/s', '15.0/min', '')
    """
    if per_second <= 0:
        return ""
    return f"{per_second:.1f}/s" if per_second >= 1 else f"{per_second * 60:.1f}/min"


def progress_on(stream: IO[str]) -> Progress:
    """Return a bar where `stream` is a terminal, else silence: a log file is no place for a bar."""
    return TerminalProgress(stream) if stream.isatty() else SilentProgress()
