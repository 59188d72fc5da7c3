"""The peers by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.errors import ConfigError
from kg.evaluate.identifiers import namespace
from kg.evaluate.peers.dictionary import Dictionary, Matcher
from kg.evaluate.peers.gilda import Gilda
from kg.evaluate.peers.names import digest, names_table, read_names
from kg.evaluate.peers.system import Finder, Peer
from kg.evaluate.peers.tfidf import Linker
from kg.lexicon import Lexicon
from kg.model import EntityType

_TYPES = "candidates are filtered and weighed by the types of our packs, which it cannot know"

#: Each peer, with what is to be said of how it was measured.
PEERS: Mapping[str, str] = {
    "exact": f"a dictionary of the names as they are written; {_TYPES}",
    "entityruler": f"spaCy's PhraseMatcher on lower-case words; {_TYPES}",
    "gilda": f"gilda.Grounder with a table of terms made from our packs; {_TYPES}",
    "scispacy": f"scispaCy's candidate generator with exact search, threshold 0.7; {_TYPES}",
}


def load_peer(name: str, lexicon: Lexicon, work: Path) -> Peer:
    """Return the peer `name` with the names of `lexicon`; what takes long to make is kept in `work`.

    Raises:
        ConfigError: there is no such peer, or it is not installed.
    """
    if name not in PEERS:
        raise ConfigError(f"no peer {name!r}; there are {', '.join(PEERS)}")
    table = names_table(lexicon, work)
    types: dict[str, EntityType] = {}
    prefixes: dict[str, None] = {}
    for each in read_names(table):
        types.setdefault(each.curie, each.type)
        prefixes[namespace(each.curie)] = None
    finder: Finder
    if name == "exact":
        finder = Dictionary(read_names(table))
    elif name == "entityruler":
        finder = Matcher(read_names(table))
    elif name == "gilda":
        terms = work / f"gilda-{digest(lexicon)}.tsv.gz"
        finder = Gilda(read_names(table), terms, priority=tuple(prefixes))
    else:
        finder = Linker(read_names(table), work / f"scispacy-{digest(lexicon)}.jsonl")
    return Peer(name, finder, types)
