"""What the page knows: the records as plain JSON data, short keys, everything by index."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from urllib.parse import quote, urlsplit

from kg.rdf import vocabulary
from kg.rdf.iri import Iris
from kg.store.records import AssociationRecord, ConceptRecord, DocumentRecord, EvidenceRecord, OutcomeRecord
from kg.views.communities import communities, levels
from kg.views.layout import place
from kg.views.palette import Palette, load_palette
from kg.views.records import Records
from kg.views.wording import details, differing, role_in_words

JsonValue = str | int | float | bool | None | Sequence["JsonValue"] | dict[str, "JsonValue"]
"""What JSON can say."""

_RESOLVERS = {
    "doi": "https://doi.org/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmc": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}
_NAMESPACES = {
    "biolink": vocabulary.BIOLINK_NS,
    "kgo": vocabulary.KGO_NS,
    "prov": vocabulary.WAS_DERIVED_FROM.value.removesuffix("wasDerivedFrom"),
    "rdfs": vocabulary.LABEL.value.removesuffix("label"),
    "skos": vocabulary.ALT_LABEL.value.removesuffix("altLabel"),
}
"""What the page needs to write Turtle."""
_CERTAINTIES = ("asserted", "hedged", "hypothetical")


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How a page opens: at the CURIE `focus` (empty: the whole graph) and `hops` steps around it, `limit`
    concepts drawn at first by `engine` ("vis" or "webgl"), each community as one shape if `grouped`.
    """

    focus: str = ""
    hops: int = 2
    limit: int = 1500
    engine: str = "vis"
    grouped: bool = False


def payload(records: Records, *, title: str, start: Start = Start()) -> dict[str, JsonValue]:
    """Return all that the page shows, ready for JSON, headed by `title`."""
    palette = load_palette()
    concept_index = {concept.iri: index for index, concept in enumerate(records.concepts)}
    document_index = {document.iri: index for index, document in enumerate(records.documents)}
    association_index = {each.iri: index for index, each in enumerate(records.associations)}
    predicates = sorted({association.predicate for association in records.associations})
    predicate_index = {predicate: index for index, predicate in enumerate(predicates)}
    pairs = [(concept_index[each.subject], concept_index[each.object]) for each in records.associations]
    chain = levels(len(records.concepts), pairs)
    places = place([concept.label for concept in records.concepts], pairs, chain)
    groups = communities(len(records.concepts), chain)
    said = [
        *(each.evidence for each in records.associations),
        *(each.evidence for each in records.outcomes),
    ]
    bases = {
        "association": _folder([each.iri for each in records.associations]),
        "evidence": _folder([piece.iri for pieces in said for piece in pieces]),
    }
    pool = _EvidencePool(document_index, bases["evidence"])
    iris = Iris()
    return {
        "title": title,
        "start": asdict(start),
        "types": _types(records, palette),
        "groups": list(palette.groups),
        "namespaces": dict(_NAMESPACES),
        "bases": dict(bases),
        "predicates": [_predicate(palette, predicate, iris) for predicate in predicates],
        "certainties": list(_CERTAINTIES),
        "documents": [_document(document) for document in records.documents],
        "concepts": [
            _concept(concept, concept_index, document_index, spot, group, iris)
            for concept, spot, group in zip(records.concepts, places, groups, strict=True)
        ],
        "associations": [
            _association(each, bases["association"], concept_index, predicate_index, association_index, pool)
            for each in records.associations
        ],
        "outcomes": _outcomes(records, concept_index, pool),
        "sentences": len({(piece.document, piece.start, piece.end) for pieces in said for piece in pieces}),
        "evidence": pool.entries,
    }


def to_script_json(value: JsonValue) -> str:
    r"""Return `value` as JSON that is safe inside a ``<script>`` element.

    Only ASCII comes out, and no ``<``, ``>`` or ``&``, so nothing in it can end the element or open a
    comment, and U+2028 and U+2029 cannot end a line.

    >>> to_script_json({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def marks(evidence: EvidenceRecord) -> list[list[int]]:
    """Return where subject and object stand in the quote: ``[start, end, mark]`` in UTF-16 units, sorted.

    `mark` is 1 for the subject, 2 for the object, 3 where both stand. A participant that lies outside
    the quote, wholly or in part, is not marked. The units are those of JavaScript strings.

    A quote of 12 characters at 100 with the subject at 100-104 and the object at 108-112 gives
    ``[[0, 4, 1], [8, 12, 2]]``.
    """
    quote = evidence.quote
    return [[_utf16(quote[:start]), _utf16(quote[:end]), mark] for start, end, mark in spans(evidence)]


def spans(evidence: EvidenceRecord) -> list[tuple[int, int, int]]:
    """Return the marks of `marks` in characters of the quote."""
    inside = [
        (start - evidence.start, end - evidence.start, mark)
        for start, end, mark in (
            (evidence.subject_start, evidence.subject_end, 1),
            (evidence.object_start, evidence.object_end, 2),
        )
        if evidence.start <= start < end <= evidence.end
    ]
    cuts = sorted({cut for start, end, _ in inside for cut in (start, end)})
    result = []
    for begin, finish in pairwise(cuts):
        mark = sum(each for start, end, each in inside if start <= begin and finish <= end)
        if mark:
            result.append((begin, finish, mark))
    return result


def outside(evidence: EvidenceRecord) -> int:
    """Tell which participants the quote does not name: 0 none, 1 the subject, 2 the object, 3 both."""
    covered = 0
    if evidence.start <= evidence.subject_start < evidence.subject_end <= evidence.end:
        covered += 1
    if evidence.start <= evidence.object_start < evidence.object_end <= evidence.end:
        covered += 2
    return 3 - covered


def web_address(text: str) -> str:
    """Return `text` if it is a plain web address (http or https, with a host), else an empty string.

    >>> web_address("javascript:alert(1)"), web_address("https://example.org/a")
    ('', 'https://example.org/a')
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    return text.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def document_link(document: DocumentRecord) -> str:
    """Return the web address of the publication, empty where none is known."""
    prefix, _, identifier = document.work.partition(":")
    if prefix in _RESOLVERS and identifier:
        return _RESOLVERS[prefix] + quote(identifier, safe="/:().;-_")
    return web_address(document.url)


def year_of(document: DocumentRecord) -> int:
    """Return the year in which the document was published, 0 where it is not known.

    >>> year_of(DocumentRecord(iri="", title="", source="", work="", date="2024-05"))
    2024
    """
    found = re.match(r"(?:1[5-9]|20)\d\d(?!\d)", document.date)
    return int(found.group()) if found else 0


def concept_link(concept: ConceptRecord) -> str:
    """Return the web address of the concept in its public namespace, empty for one of our own."""
    prefix, colon, identifier = concept.curie.partition(":")
    if not concept.grounded or not colon or not identifier or prefix == "bkg":
        return ""
    return f"https://bioregistry.io/{quote(prefix, safe='')}:{quote(identifier, safe='/:.-_')}"


class _EvidencePool:
    """Evidence by index; one that stands behind several statements is written once."""

    def __init__(self, document_index: dict[str, int], base: str) -> None:
        self._base = base
        self.entries: list[JsonValue] = []
        self._index: dict[EvidenceRecord, int] = {}
        self._document_index = document_index

    def add(self, evidence: EvidenceRecord) -> int:
        if evidence not in self._index:
            self._index[evidence] = len(self.entries)
            self.entries.append(
                {
                    "d": self._document_index[evidence.document],
                    "q": evidence.quote,
                    "m": list(marks(evidence)),
                    "o": outside(evidence),
                    "s": evidence.section,
                    "c": _certainty(evidence.certainty),
                    "x": evidence.extractor,
                    "f": round(evidence.confidence, 6),
                    "at": [evidence.start, evidence.end],
                    "k": evidence.iri.removeprefix(self._base),
                }
            )
        return self._index[evidence]


def _types(records: Records, palette: Palette) -> list[JsonValue]:
    present = {concept.type for concept in records.concepts}
    known = [style.type for style in palette.types if style.type in present]
    result: list[JsonValue] = []
    for name in (*known, *sorted(present.difference(known))):
        style = palette.style(name)
        result.append(
            {
                "type": name,
                "plural": style.plural,
                "family": style.family,
                "shape": style.shape,
                "light": style.light,
                "dark": style.dark,
            }
        )
    return result


def _predicate(palette: Palette, predicate: str, iris: Iris) -> JsonValue:
    words = palette.words(predicate)
    return {
        "curie": predicate,
        "iri": iris.expand(predicate),
        "forward": words.forward,
        "denied": words.denied,
        "inverse": words.inverse,
        "short": words.short,
        "group": palette.groups.index(words.group),
    }


def _document(document: DocumentRecord) -> JsonValue:
    return {
        "title": document.title or document.source,
        "source": document.source,
        "date": document.date,
        "journal": document.journal,
        "authors": list(document.authors),
        "work": "" if document.work.startswith("sha256:") else document.work,
        "url": document_link(document),
        "page": web_address(document.url),
        "year": year_of(document),
        "iri": document.iri,
    }


def _concept(
    concept: ConceptRecord,
    concepts: dict[str, int],
    documents: dict[str, int],
    spot: tuple[int, int],
    group: int,
    iris: Iris,
) -> JsonValue:
    return {
        "id": concept.curie,
        "iri": concept.iri,
        "class": iris.expand(concept.biolink),
        "label": concept.label or concept.curie,
        "names": list(distinct_names(concept.names, concept.label)),
        "type": concept.type,
        "grounded": concept.grounded,
        "url": concept_link(concept),
        "exact": [[iris.contract(iri) or iri, web_address(iri)] for iri in concept.exact],
        "parents": sorted(concepts[parent] for parent in concept.parents if parent in concepts),
        "documents": sorted(documents[iri] for iri in concept.documents if iri in documents),
        "x": spot[0],
        "y": spot[1],
        "g": group,
    }


def _association(
    association: AssociationRecord,
    base: str,
    concepts: dict[str, int],
    predicates: dict[str, int],
    associations: dict[str, int],
    pool: _EvidencePool,
) -> JsonValue:
    return {
        "key": association.iri.removeprefix(base),
        "s": concepts[association.subject],
        "p": predicates[association.predicate],
        "o": concepts[association.object],
        "n": int(association.negated),
        "c": _certainty(association.certainty),
        "b": round(association.belief, 6),
        "q": [[role_in_words(role), value] for role, value in association.qualifiers],
        "e": [pool.add(evidence) for evidence in association.evidence],
        "x": sorted(associations[iri] for iri in association.conflicts if iri in associations),
    }


def _outcomes(records: Records, concepts: dict[str, int], pool: _EvidencePool) -> list[JsonValue]:
    place = {outcome.iri: index for index, outcome in enumerate(records.outcomes)}
    others: dict[str, set[int]] = {iri: set() for iri in place}
    for group in differing(records.outcomes):
        for each in group:
            others[each.iri] |= {place[one.iri] for one in group if one.value != each.value}
    return [_outcome(each, sorted(others[each.iri]), concepts, pool) for each in records.outcomes]


def _outcome(
    outcome: OutcomeRecord, others: Sequence[int], concepts: dict[str, int], pool: _EvidencePool
) -> JsonValue:
    """One numeric result; `others` are those that give another value for the same."""
    return {
        "measure": concepts.get(outcome.measure, -1),
        "statistic": outcome.statistic,
        "value": outcome.value,
        "unit": outcome.unit,
        "comparator": outcome.comparator,
        "text": outcome.value_text,
        "lower": outcome.lower,
        "upper": outcome.upper,
        "interval": outcome.interval,
        "about": [concepts[iri] for iri in outcome.about if iri in concepts],
        "population": concepts.get(outcome.population, -1),
        "trial": concepts.get(outcome.trial, -1),
        "versus": [concepts[iri] for iri in outcome.versus if iri in concepts],
        "details": [list(pair) for pair in details(outcome)],
        "others": list(others),
        "e": [pool.add(evidence) for evidence in outcome.evidence],
    }


def distinct_names(names: Sequence[str], label: str) -> tuple[str, ...]:
    """The names but the label, sorted; of spellings that differ only in case and dashes, the plainest."""

    def spelling(name: str) -> str:
        return " ".join(name.casefold().replace("-", " ").split())

    best: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (sum(map(str.isupper, name)), name)):
        best.setdefault(spelling(name), name)
    best.pop(spelling(label), None)
    return tuple(best[key] for key in sorted(best))


def _certainty(name: str) -> int:
    return _CERTAINTIES.index(name) if name in _CERTAINTIES else 0


def _folder(iris: Sequence[str]) -> str:
    """The part up to the last slash that all IRIs share, empty where they do not: the rest are their keys."""
    folders = {iri[: iri.rfind("/") + 1] for iri in iris}
    return folders.pop() if len(folders) == 1 else ""


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
