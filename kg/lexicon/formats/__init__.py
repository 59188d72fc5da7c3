"""Files of names that users bring, in the formats in which ontologies are published.

One module a format; `FORMATS` maps the name of each to its reader. A reader gives drafts, which `select`
turns into the entries of a pack. No definitions are taken: names, identifiers, hierarchy and mappings only.
"""

from kg.lexicon.formats.draft import Draft, Source, synonym_status
from kg.lexicon.formats.reading import FORMATS, read_source, stem
from kg.lexicon.formats.selection import Selected, Selection, select

__all__ = [
    "FORMATS",
    "Draft",
    "Selected",
    "Selection",
    "Source",
    "read_source",
    "select",
    "stem",
    "synonym_status",
]
