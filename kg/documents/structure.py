"""The structure of a text: from pieces to blocks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.documents.drafts import draft
from kg.documents.furniture import mark_lines, mark_zones
from kg.documents.headings import mark_front_matter, mark_headings, set_levels
from kg.documents.infobox import split_infobox
from kg.documents.labels import split_labels
from kg.documents.nesting import nest
from kg.documents.pieces import Piece
from kg.documents.run_in_lists import split_run_in_lists
from kg.documents.tags import split_tags
from kg.documents.titles import mark_title
from kg.documents.vocabulary import vocabulary
from kg.model import Block


def arrange(text: str, pieces: Sequence[Piece], *, titles: Collection[str] = ()) -> tuple[Block, ...]:
    """Return the blocks of `text`, sorted and disjoint, one or more for each piece.

    Kinds that the markup tells stand; the others are decided in passes, the surest first: lines that
    tell by their own words, zones below headings, the title, authors and menus, the other headings, lists.
    `titles` are keys (`kg.documents.vocabulary.key_of`) of titles that the metadata of the page gives.
    """
    words = vocabulary()
    pieces = list(split_tags(text, pieces))
    pieces = list(split_infobox(text, pieces, words))
    pieces = list(split_run_in_lists(text, pieces))
    drafts = [draft(text, piece) for piece in split_labels(text, pieces, words)]
    mark_lines(drafts, words)
    mark_zones(drafts, words)
    mark_title(drafts, words, titles)
    mark_front_matter(drafts, words)
    mark_headings(drafts, words)
    set_levels(drafts, words)
    return nest(drafts)
