from __future__ import annotations

import io

from kg.progress import SilentProgress, TerminalProgress, progress_on


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_away_from_a_terminal_is_silent() -> None:
    assert isinstance(progress_on(io.StringIO()), SilentProgress)


def test_progress_on_a_terminal_draws_a_bar() -> None:
    stream = Terminal()
    progress = progress_on(stream)
    progress.start(3, "reading")
    progress.advance(item="a [b].txt")
    progress.finish()
    assert "reading" in stream.getvalue()


def test_progress_calls_out_of_order_do_no_harm() -> None:
    progress = TerminalProgress(Terminal())
    progress.advance()
    progress.finish()
    progress.start(1)
    progress.start(2, "again")
    progress.finish()
    progress.finish()
