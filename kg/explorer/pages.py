"""The pages: what each shows."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.errors import GraphError
from kg.explorer.marking import Label, pieces
from kg.explorer.questions import DATA_PREFIX, title_of
from kg.explorer.reading import reading
from kg.explorer.responses import EDITOR_POLICY, HEADERS, page
from kg.explorer.site import Site
from kg.explorer.statements import result, sentences, statement, thing
from kg.explorer.triples import others, triples_page
from kg.query.about import describe
from kg.query.grounds import in_short, wordings
from kg.query.wording import in_words
from kg.search.records import Spans
from kg.store.names import name_key
from kg.store.records import ConceptRecord, DocumentRecord
from kg.views.palette import load_palette

#: Results of each kind on a page of results, best concepts of a type on the first page.
_RESULTS = 20
_BEST = 7
#: Statements of a group that a page shows unless asked for all.
_FIRST = 25
#: Characters of a line around the words that were found.
_AROUND = 160


#: What the editor holds at first.
_START = """\
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?therapy ?disease WHERE {
  ?t biolink:treats ?d .
  ?t rdfs:label ?therapy .
  ?d rdfs:label ?disease .
}
LIMIT 50
"""


def home(site: Site, request: Request) -> Response:
    """Answer with the first page: search, questions, what there is."""
    palette = load_palette()
    by_type = defaultdict(list)
    for concept in site.concepts.values():
        if site.degrees[concept.iri]:
            by_type[concept.type].append(concept)
    best = []
    for style in sorted(palette.types, key=lambda s: -sum(site.degrees[c.iri] for c in by_type[s.type])):
        members = sorted(by_type[style.type], key=lambda c: (-site.degrees[c.iri], c.label))[:_BEST]
        if members:
            best.append((style, [(thing(site, c.iri), site.degrees[c.iri]) for c in members]))
    places = {
        (evidence.document, evidence.start, evidence.end)
        for claim in site.said
        for evidence in claim.evidence
    }
    said = Counter(place[0] for place in places)
    documents = [(d, site.document_path(d.iri), said[d.iri]) for d in site.documents.values()]
    documents.sort(key=lambda entry: (-entry[2], entry[0].title))
    return page(
        "home.html",
        documents=documents,
        best=best,
        questions=[(query.name, title_of(query)) for query in site.questions],
        mentioned=sum(1 for c in site.concepts.values() if c.documents),
        associations=len(site.associations),
        results=len(site.outcomes),
        others=[] if site.documents else others(site, ""),
    )


def search(site: Site, request: Request) -> Response:
    """Answer with all that was found for `q`."""
    text = request.query_params.get("q", "").strip()
    concepts = site.index.concepts(text, _RESULTS)
    quotes = []
    for hit in site.index.quotes(text, _RESULTS):
        claims = site.claims.get(hit.evidence, ())
        evidence = [one for claim in claims for one in claim.evidence if one.iri == hit.evidence]
        if evidence:
            place = site.document_path(hit.document, start=evidence[0].start, end=evidence[0].end)
            record = site.documents[hit.document]
            quotes.append((_marked(hit.quote, hit.marks), record.title or record.source, place))
    passages = []
    for line in site.index.passages(text, _RESULTS):
        record = site.documents[line.document]
        cut, marks = _around(line.text, line.marks)
        place = f"{site.document_path(line.document)}?line={line.start}-{line.end}#line"
        passages.append((_marked(cut, marks), record.title or record.source, place))
    documents = [
        (_marked(hit.title, hit.marks), site.documents[hit.document], site.document_path(hit.document))
        for hit in site.index.documents(text, _RESULTS)
    ]
    return page(
        "search.html",
        asked=text,
        concepts=[(hit, site.concept_path(hit.iri), site.degrees[hit.iri]) for hit in concepts],
        quotes=quotes,
        passages=passages,
        documents=documents,
        others=others(site, text) if site.changed and text else [],
    )


def _marked(text: str, marks: Spans) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it was found."""
    labels = [Label(start=start, end=end, kind="found", name="") for start, end in marks]
    return [(piece.text, bool(piece.labels)) for piece in pieces(text, labels)]


def _around(text: str, marks: Spans) -> tuple[str, Spans]:
    """Return the part of a long line around the first words that were found, cut between words."""
    if len(text) <= 2 * _AROUND or not marks:
        return text, marks
    first = marks[0][0]
    start = 0 if first <= _AROUND else text.rfind(" ", 0, first - _AROUND) + 1
    stop = min(len(text), start + 3 * _AROUND)
    stop = len(text) if stop == len(text) else max(text.rfind(" ", 0, stop), marks[0][1])
    before, after = "… " * (start > 0), " …" * (stop < len(text))
    moved = len(before) - start
    inside = tuple((a + moved, b + moved) for a, b in marks if a >= start and b <= stop)
    return before + text[start:stop] + after, inside


def concept(site: Site, request: Request) -> Response:
    """Answer with all about one concept."""
    name = request.path_params["name"]
    record = site.concept(name)
    if name not in (record.curie, record.iri):
        # an equivalent identifier, or another spelling
        return RedirectResponse(site.concept_path(record.iri), status_code=303, headers=HEADERS)
    about = describe(site.dataset, record)
    palette = load_palette()
    order = {words.curie: i for i, words in enumerate(palette.predicates)}
    groups = []
    # the other groups stay short on a page that shows one in full
    shown = request.query_params.get("show", "")
    for group in sorted(about.groups, key=lambda g: (g.negated, order.get(g.predicate, len(order)))):
        heading = in_words(group.predicate, negated=group.negated)
        if not group.outgoing:
            inverse = palette.words(group.predicate).inverse
            heading = f"{heading} {record.label}" if group.negated else inverse
        anchor = f"{'no-' * group.negated}{'' if group.outgoing else 'by-'}{group.predicate.split(':')[-1]}"
        most = None if shown == anchor else _FIRST
        statements = [statement(site, a) for a in group.associations[:most]]
        groups.append((heading, anchor, len(group.associations), statements, group))
    return page(
        "concept.html",
        concept=record,
        style=palette.style(record.type),
        names=_other_names(record),
        exact=[(site.dataset.iris.contract(iri) or iri, iri) for iri in record.exact],
        parents=[thing(site, iri) for iri in record.parents if iri in site.concepts],
        kinds=[thing(site, iri) for iri in about.kinds],
        partners=[thing(site, iri) for iri in about.partners],
        fusions=[thing(site, iri) for iri in about.fusions],
        groups=groups,
        results=[
            result(site, outcome) for outcome in about.outcomes[: None if shown == "results" else _FIRST]
        ],
        total_results=len(about.outcomes),
        documents=_publications(site, record),
        words=[
            (wording, in_short(wording), site.document_path(wording.places[0][0]))
            for wording in wordings(site.dataset, record)
        ],
        data=DATA_PREFIX + quote(record.iri, safe=""),
        iri=record.iri,
    )


def _publications(site: Site, record: ConceptRecord) -> list[tuple[DocumentRecord, str, int]]:
    """Return the documents that mention a concept: of copies of one work the first, and their number."""
    works: dict[str, list[DocumentRecord]] = defaultdict(list)
    for iri in record.documents:
        works[site.documents[iri].work or iri].append(site.documents[iri])
    return [(same[0], site.document_path(same[0].iri), len(same)) for same in works.values()]


def _other_names(record: ConceptRecord) -> list[str]:
    """Return the names besides the label, without those that differ only in case or punctuation."""
    keys = {name_key(record.label)}
    names = []
    for name in sorted(record.names, key=lambda name: (len(name), name)):
        if (key := name_key(name)) not in keys:
            keys.add(key)
            names.append(name)
    return names


def document(site: Site, request: Request) -> Response:
    """Answer with a document, its sentences of evidence marked in its text."""
    record = site.document(request.path_params["name"])
    line = re.fullmatch(r"(\d{1,9})-(\d{1,9})", request.query_params.get("line", ""), re.ASCII)
    try:
        read = reading(site, record, (int(line[1]), int(line[2])) if line else None)
    except GraphError:
        if not site.changed:
            raise
        # somebody has added a document without its text
        return triples_page(site, record.iri)
    return page(
        "document.html",
        document=record,
        title=record.title or record.source,
        key=site.keys[record.iri],
        read=read,
        claims=sum(len(said.statements) + len(said.results) for said in read.said),
        copies=[
            (other, site.document_path(other.iri))
            for other in site.documents.values()
            if record.work and other.work == record.work and other.iri != record.iri
        ],
        data=DATA_PREFIX + quote(record.iri, safe=""),
        iri=record.iri,
    )


def association(site: Site, request: Request) -> Response:
    """Answer with one statement, all its evidence and what contradicts it."""
    record = site.association(request.path_params["name"])
    conflicts = [statement(site, site.associations[i]) for i in record.conflicts if i in site.associations]
    return page(
        "association.html",
        claim=statement(site, record),
        predicate=record.predicate,
        conflicts=conflicts,
        every=sentences(site, record.evidence),
        data=DATA_PREFIX + quote(record.iri, safe=""),
        iri=record.iri,
    )


def editor(site: Site, request: Request, *, endpoint: str) -> Response:
    """Answer with the SPARQL editor, the prepared questions beside it."""
    queries = [
        {"name": query.name, "question": title_of(query), "sparql": _body(query.sparql)}
        for query in site.questions
    ]
    settings = {
        "endpoint": endpoint,
        "prefixes": "/prefixes.json",
        "start": _START,
        "chosen": request.query_params.get("name", ""),
        "queries": queries,
    }
    # "<" cannot end the element that carries the settings
    data = json.dumps(settings, ensure_ascii=False).replace("<", "\\u003c")
    return page("editor.html", policy=EDITOR_POLICY, queries=queries, settings=data)


def _body(sparql: str) -> str:
    """Return a prepared question without the comments that describe its parameters."""
    lines = sparql.splitlines()
    first = next((i for i, line in enumerate(lines) if not line.startswith("#")), 0)
    return "\n".join(lines[first:]) + "\n"
