"""The `kg` command: one module per command, thin over the library; nothing else prints."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

import kg
from kg.cli.output import say
from kg.cli.registry import COMMANDS, load_command
from kg.errors import KgError

DONE, FAILED, USAGE, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141

DESCRIPTION = """\
Read biomedical texts into a knowledge graph whose every edge shows the sentence that says it,
and ask that graph.
"""

EPILOG = """\
examples:
  kg build seeds --out graph
  kg query graph --name therapies-for --disease sarcoma
  kg show graph B7-H3
  kg export graph --to ttl --out graph.ttl

exit status:
  0    done
  1    could not be done; the reason stands on standard error, in one line
  2    wrong usage
  130  interrupted
  141  the reader of the output closed it

'kg COMMAND --help' tells more about each command.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` (default: the arguments of the process) names; return the exit status.

    Raises:
        SystemExit: after ``--help`` and ``--version`` (status 0) and on wrong usage (status 2).
    """
    argv = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _run(argv)
        sys.stdout.flush()
    except KgError as error:
        say(str(error))
        return FAILED
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # Python would complain once more when it closes standard output on exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OSError as error:
        say(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return FAILED
    return status


def _run(argv: list[str]) -> int:
    parser = make_parser(argv[0] if argv else "")
    args = parser.parse_args(argv)
    return load_command(args.command).run(args)


def make_parser(command: str) -> argparse.ArgumentParser:
    """Return the parser of `kg`, complete for `command` only.

    The other commands stand in it with their name and summary: their modules are not imported, so that
    ``kg --help`` answers at once.
    """
    parser = argparse.ArgumentParser(
        prog="kg",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"kg {kg.__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, title="commands")
    for name, summary in COMMANDS.items():
        if name == command:
            load_command(name).add_parser(subparsers)
        else:
            subparsers.add_parser(name, help=summary)
    return parser
