"""A report: what the texts say in one static page, to be read, printed and put on file."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import KgError
from kg.files import replace_file
from kg.store.records import AssociationRecord, ConceptRecord, DocumentRecord, EvidenceRecord, OutcomeRecord
from kg.views.palette import Palette, load_palette
from kg.views.payload import concept_link, distinct_names, document_link, spans
from kg.views.records import Records, RecordSource, collect
from kg.views.render import style_policy
from kg.views.wording import details, differing, result_in_words, role_in_words

_SAID = {"asserted": "asserted", "hedged": "hedged", "hypothetical": "an aim or question"}
_RESULT_COLUMNS = ("Measure", "Result", "Of", "Against", "In", "Trial", "Sentence")
_LIMITS = (
    "A program read the texts. It misses statements, and it may misread one: the sentence beside each "
    "statement is what counts. The report says what the texts say, not what is true, and it is no medical "
    "advice. Belief tells how probably the texts were read rightly and how far independent works agree; it "
    "is not the probability that a treatment helps."
)


def render_report(source: RecordSource | Records, *, title: str = "What the texts say", top: int = 10) -> str:
    """Return a static HTML page without script: documents, concepts, statements with sentences, numbers,
    conflicts, and what no ontology knows.

    `top` is how many statements of each group are told, those of the most works first, and then the most
    believed. All denials and all conflicts are told. The same records give the same bytes.

    Raises:
        GraphError: the records do not fit together.
        ValueError: `top` is less than 1.
    """
    if top < 1:
        raise ValueError(f"top must be at least 1, not {top}")
    report = _Report(collect(source), load_palette())
    style = Path(__file__).with_name("page").joinpath("report.css").read_text(encoding="utf-8").strip()
    parts = [
        ("read", "What was read", report.documents()),
        ("concepts", "What the texts speak of most", report.concepts(2 * top)),
        ("statements", "What the texts say", report.statements(top)),
        ("numbers", "Numeric results", report.outcomes()),
        ("conflicts", "Where the texts disagree", report.conflicts()),
        ("differences", "Where the numbers differ", report.numbers_apart()),
        ("denied", "What the texts deny", report.denied()),
        ("own", "Names without a public identifier", report.not_grounded()),
    ]
    contents = "".join(f'<li><a href="#{name}">{_text(heading)}</a></li>' for name, heading, _ in parts)
    body = "".join(
        f'<section id="{name}"><h2>{_text(head)}</h2>{part}</section>' for name, head, part in parts
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_text(style_policy(style))}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f'<h1 dir="auto">{_text(title)}</h1>\n<p class="lead">{report.summary()}</p>\n'
        f'<p class="limits">{_text(_LIMITS)}</p>\n<nav aria-label="Contents"><ol>{contents}</ol></nav>\n'
        f"{body}\n</main>\n</body>\n</html>\n"
    )


def write_report(
    source: RecordSource | Records, path: Path, *, title: str = "What the texts say", top: int = 10
) -> None:
    """Write the page of `render_report` to `path`, whole or not at all.

    Raises:
        GraphError, ValueError: as `render_report`.
        KgError: the file cannot be written.
    """
    page = render_report(source, title=title, top=top)
    try:
        replace_file(path, page.encode("utf-8"))
    except OSError as error:
        raise KgError(f"{path}: cannot be written: {error.strerror}") from error


class _Report:
    """The parts of a report as HTML; every text in them is escaped."""

    def __init__(self, records: Records, palette: Palette) -> None:
        self._records = records
        self._palette = palette
        self._concepts = {concept.iri: concept for concept in records.concepts}
        self._documents = {document.iri: document for document in records.documents}
        self._degrees = records.degrees()

    def summary(self) -> str:
        """What was read and found, in one sentence."""
        records = self._records
        works = {document.work or document.iri for document in records.documents}
        return (
            f"{_count(len(records.documents), 'text')} of {_count(len(works), 'work')} read: "
            f"{_count(len(records.associations), 'statement')} "
            f"about {_count(len(self._degrees), 'concept')}, "
            f"{_count(len(records.outcomes), 'numeric result')}."
        )

    def documents(self) -> str:
        said = dict.fromkeys(self._documents, 0)
        for association in self._records.associations:
            for iri in {evidence.document for evidence in association.evidence}:
                said[iri] += 1
        rows = [
            (
                _link(document.title or document.source, document_link(document)),
                _text(", ".join(document.authors[:3]) + (" et al." if len(document.authors) > 3 else "")),
                _text(", ".join(part for part in (document.journal, document.date) if part)),
                _text(document.source),
                str(said[document.iri]),
            )
            for document in self._records.documents
        ]
        return _table(("Title", "Authors", "Published", "File", "Statements"), rows)

    def concepts(self, most: int) -> str:
        ranked = sorted(self._degrees, key=lambda iri: (-self._degrees[iri], iri))[:most]
        rows = []
        for iri in ranked:
            concept = self._concepts[iri]
            names = distinct_names(concept.names, concept.label)[:4]
            also = f" <small>({_text(', '.join(names))})</small>" if names else ""
            rows.append(
                (
                    self._name(iri) + also,
                    _text(concept.type),
                    _link(concept.curie, concept_link(concept)),
                    str(self._degrees[iri]),
                    str(len(concept.documents)),
                )
            )
        return _table(("Concept", "Kind", "Identifier", "Statements", "Texts"), rows)

    def statements(self, top: int) -> str:
        parts = []
        for group in self._palette.groups:
            chosen = sorted(
                (
                    each
                    for each in self._records.associations
                    if self._palette.words(each.predicate).group == group and not each.negated
                ),
                key=lambda each: (-self._works(each.evidence), -each.belief, each.iri),
            )
            if chosen:
                more = f", {top} of {len(chosen)}" if len(chosen) > top else ""
                parts.append(f"<h3>{_text(group + more)}</h3>")
                parts += [self._statement(each) for each in chosen[:top]]
        return "".join(parts) or _nothing("No statement was found.")

    def denied(self) -> str:
        denied = [each for each in self._records.associations if each.negated]
        return "".join(map(self._statement, denied)) or _nothing("No text denies anything that was found.")

    def conflicts(self) -> str:
        known = {association.iri: association for association in self._records.associations}
        pairs = sorted(
            {
                tuple(sorted((association.iri, other)))
                for association in known.values()
                for other in association.conflicts
                if other in known
            }
        )
        return "".join(
            f'<div class="pair">{"".join(self._statement(known[iri]) for iri in pair)}</div>'
            for pair in pairs
        ) or _nothing("No two statements were found that contradict each other.")

    def numbers_apart(self) -> str:
        """Numeric results that give different values for the same, each with its sentence."""
        parts = []
        for group in differing(self._records.outcomes):
            known = {each.iri for each in group}
            clash = any(known.intersection(each.conflicts) for each in group)
            reason = (
                "One trial is said to have both; one was misread, or the texts are of different dates."
                if clash
                else "They may be of different studies, doses or people: read the sentences."
            )
            rows = [self._outcome(each) for each in group]
            parts.append(f'<div class="pair"><p>{_text(reason)}</p>{_results(rows)}</div>')
        return "".join(parts) or _nothing(
            "No two numbers were found that answer the same question differently."
        )

    def outcomes(self) -> str:
        return _results([self._outcome(outcome) for outcome in self._records.outcomes])

    def not_grounded(self) -> str:
        alone = [concept for concept in self._records.concepts if not concept.grounded]
        if not alone:
            return _nothing("Every name that was read has a public identifier.")
        parts = [
            "<p>These names were read, but none of the ontologies knows them, or which of several things "
            "they mean could not be told. They are not merged with anything that only looks alike.</p>"
        ]
        for kind in sorted({concept.type for concept in alone}):
            names = [_text(each.label or each.curie) for each in alone if each.type == kind]
            listed = "; ".join(f'<bdi class="name">{name}</bdi>' for name in names)
            parts.append(f"<p><b>{_text(self._palette.style(kind).plural)}</b> ({len(names)}): {listed}</p>")
        return "".join(parts)

    def _outcome(self, outcome: OutcomeRecord) -> tuple[str, ...]:
        measure = (
            self._name(outcome.measure) if outcome.measure in self._concepts else _text(outcome.statistic)
        )
        notes = "".join(
            f"<br><small>{_text(f'{heading.lower()} {words}')}</small>" for heading, words in details(outcome)
        )
        return (
            measure,
            f'<span class="value">{_text(result_in_words(outcome))}</span>{notes}',
            self._names(outcome.about),
            self._names(outcome.versus),
            self._names((outcome.population,)),
            self._names((outcome.trial,)),
            "".join(self._quote(evidence) for evidence in outcome.evidence[:1]),
        )

    def _names(self, iris: Iterable[str]) -> str:
        return ", ".join(self._name(iri) for iri in iris if iri in self._concepts)

    def _statement(self, association: AssociationRecord) -> str:
        words = self._palette.words(association.predicate)
        denied = f'<span class="denied">{_text(words.denied)}</span>'
        verb = denied if association.negated else _text(words.forward)
        notes = [
            "denied" if association.negated else _SAID.get(association.certainty, association.certainty),
            f"belief {association.belief:.2f}",
            f"{_count(len(association.evidence), 'sentence')} from "
            f"{_count(self._works(association.evidence), 'work')}",
            *(f"{role_in_words(role)}: {value}" for role, value in association.qualifiers),
        ]
        best = sorted(association.evidence, key=lambda each: (-each.confidence, each.iri))[:2]
        return (
            f'<article><p class="claim">{self._name(association.subject)} {verb} '
            f'{self._name(association.object)} <small class="notes">{_text("; ".join(notes))}</small></p>'
            f"{''.join(map(self._quote, _distinct_quotes(best)))}</article>"
        )

    def _quote(self, evidence: EvidenceRecord) -> str:
        pieces, done = [], 0
        for start, end, mark in spans(evidence):
            pieces.append(_text(evidence.quote[done:start]))
            pieces.append(f'<mark class="mark-{mark}">{_text(evidence.quote[start:end])}</mark>')
            done = end
        pieces.append(_text(evidence.quote[done:]))
        document = self._documents[evidence.document]
        place = f", {_text(evidence.section)}" if evidence.section else ""
        return (
            f'<blockquote dir="auto">{"".join(pieces)}<footer>'
            f"{_link(document.title or document.source, document_link(document))}{place}"
            "</footer></blockquote>"
        )

    def _name(self, iri: str) -> str:
        concept: ConceptRecord = self._concepts[iri]
        return f'<bdi class="name">{_text(concept.label or concept.curie)}</bdi>'

    def _works(self, evidence: Iterable[EvidenceRecord]) -> int:
        documents: list[DocumentRecord] = [self._documents[each.document] for each in evidence]
        return len({document.work or document.iri for document in documents})


def _distinct_quotes(evidence: Sequence[EvidenceRecord]) -> list[EvidenceRecord]:
    """The pieces of evidence without those that repeat the words of an earlier one."""
    kept: dict[str, EvidenceRecord] = {}
    for each in evidence:
        kept.setdefault(each.quote, each)
    return list(kept.values())


def _results(rows: Sequence[Sequence[str]]) -> str:
    """A table of numeric results without the columns that none of them fills."""
    filled = [i for i in range(len(_RESULT_COLUMNS)) if any(row[i] for row in rows)]
    return _table([_RESULT_COLUMNS[i] for i in filled], [[row[i] for i in filled] for row in rows])


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return _nothing("None was found.")
    head = "".join(f'<th scope="col">{_text(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(map(_cell, columns, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(column: str, content: str) -> str:
    return f'<td data-label="{_text(column)}">{content}</td>'


def _link(text: str, url: str) -> str:
    if not url:
        return f"<bdi>{_text(text)}</bdi>"
    return f'<a href="{_text(url)}" rel="noopener noreferrer" dir="auto">{_text(text)}</a>'


def _nothing(text: str) -> str:
    return f'<p class="nothing">{_text(text)}</p>'


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _text(text: str) -> str:
    return html.escape(text, quote=True)
