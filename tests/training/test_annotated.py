"""Names and identifiers that annotators used."""

from __future__ import annotations

from pathlib import Path

from kg.evaluate.gold import GoldDocument, GoldMention
from kg.evaluate.truth import Truth
from kg.lexicon import Entry, Status
from kg.model import EntityType, Mention, Span
from kg.training.annotated import PACK_NAME, Support, entries, replaced
from tests.evaluate.samples import IMATINIB, make_lexicon


def document(name: str, *mentions: tuple[str, str]) -> GoldDocument:
    """Make a document of drugs, each with its identifier."""
    found = tuple(
        GoldMention(
            mention=Mention(
                span=Span(start=0, end=len(text)), text=text, type=EntityType.DRUG, recogniser="gold"
            ),
            kind="chemical",
            gold=frozenset((gold,)),
        )
        for text, gold in mentions
    )
    return GoldDocument(corpus="toy", name=name, text="", mentions=found, abbreviations=())


def test_replaced_identifier_is_an_equivalent_of_what_its_names_mean(tmp_path: Path) -> None:
    lexicon = make_lexicon(tmp_path)
    documents = [
        document("1", ("imatinib", "mesh:C000001"), ("STI", "mesh:C000001"), ("unheard", "mesh:C000002")),
        document("2", ("Imatinib", "chebi:1")),
    ]
    truth = Truth(lexicon, {curie for d in documents for m in d.mentions for curie in m.gold})
    past = replaced(documents, truth, lexicon)
    assert past == {"drugbank:DB00619": {"mesh:C000001"}}
    (entry,) = entries(Support(documents, truth), lexicon, PACK_NAME, past)
    assert (entry.label, entry.exact) == ("imatinib", ("mesh:C000001",))


def test_document_stands_for_what_it_means_most_often_by_a_replaced_identifier(tmp_path: Path) -> None:
    salt = Entry(
        curie="chebi:31690", type=EntityType.DRUG, names=((Status.LABEL, "imatinib methanesulfonate"),)
    )
    lexicon = make_lexicon(tmp_path, (IMATINIB, salt))
    names = ("imatinib", "imatinib methanesulfonate", "imatinib")
    documents = [document("1", *((name, "mesh:C000001") for name in names))]
    truth = Truth(lexicon, {"mesh:C000001"})
    assert replaced(documents, truth, lexicon) == {"drugbank:DB00619": {"mesh:C000001"}}
