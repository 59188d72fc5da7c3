"""The commands of `kg`, in the order in which the help shows them."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from kg.cli.output import sections

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

#: Name of each command (module ``kg.cli.<name>``) and what it does in one line.
COMMANDS = {
    "build": "read texts into a graph",
    "remove": "withdraw documents from a graph",
    "query": "ask a graph in SPARQL, or one of the prepared questions",
    "show": "tell all about one concept, with the sentence behind each edge",
    "find": "search concepts, sentences and documents, misspelled names too",
    "path": "show how two concepts are connected, with a quote for each step",
    "analyze": "rank concepts and find communities",
    "view": "write an interactive HTML page",
    "report": "write a summary to read and print",
    "export": "convert a graph to another format",
    "serve": "serve a graph over HTTP: pages to browse and a SPARQL endpoint",
    "validate": "check a graph against its SHACL shapes",
    "infer": "put what follows from a graph into its store, for plain queries",
    "lexicon": "list, add, check or compile the names that grounding stands on",
    "evaluate": "measure grounding and reading of relations on annotated corpora",
    "model": "list, measure or train the language models",
}


class Command(Protocol):
    """What the module of a command offers."""

    def add_parser(self, subparsers: Subparsers) -> None:
        """Add the parser of this command, named as the module is."""

    def run(self, args: argparse.Namespace) -> int:
        """Carry the command out; return the exit status.

        Raises:
            KgError: the command cannot be carried out.
        """


def load_command(name: str) -> Command:
    """Return the module of the command `name`, which must be one of `COMMANDS`."""
    return cast(Command, import_module(f"kg.cli.{name}"))


def new_parser(subparsers: Subparsers, name: str, description: str, **parts: str) -> argparse.ArgumentParser:
    """Return the parser of the command `name`, added to `subparsers`; `parts` stand below its options, as
    `kg.cli.output.sections` writes them.
    """
    return subparsers.add_parser(
        name,
        help=COMMANDS[name],
        description=description,
        epilog=sections(**parts),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
