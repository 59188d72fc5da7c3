from __future__ import annotations

from kg.grounding import Grounder
from kg.lexicon import Lexicon
from kg.model import EntityType, Mention, Span

TEXT = (
    "Nesprin-1 mutations were found in patients and in their children, and no patient lacked nesprin-2. "
    "A cell line of mice was grown for a week in the dishes that we have. There {name} moved to the nucleus, "
    "and mice without it were small. In all, {other} matters to patients and to other people."
)


def _meant(lexicon: Lexicon, name: str, other: str) -> list[str]:
    text = TEXT.format(name=name, other=other)
    places = [text.index("Nesprin-1"), text.index("nesprin-2"), text.index(name, 150), text.rindex(other)]
    mentions = [
        Mention(span=Span(start=at, end=at + len(word)), text=word, type=EntityType.GENE, recogniser="test")
        for at, word in zip(places, ("Nesprin-1", "nesprin-2", name, other), strict=True)
    ]
    return [each.concept for each in Grounder(lexicon).ground(mentions, text=text)]


def test_a_name_means_one_gene_in_all_of_a_text(lexicon: Lexicon) -> None:
    assert _meant(lexicon, "nesprin-1", "nesprin-1")[2:] == ["hgnc:17089", "hgnc:17089"]


def test_the_symbol_of_a_mouse_stays_one(lexicon: Lexicon) -> None:
    assert _meant(lexicon, "Syne1", "nesprin-1")[2] == "ncbigene:64009"
