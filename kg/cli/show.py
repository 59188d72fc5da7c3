"""`kg show`: one concept, its edges in plain words, and the sentence behind each."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from kg.cli.output import add_folder, one_concept, say, write_json
from kg.cli.registry import new_parser

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers
    from kg.query import ConceptPage
    from kg.store import EvidenceRecord, OutcomeRecord

DESCRIPTION = """\
Tell all that a graph knows about one concept: its names and identifiers, its edges in plain words, and under
each edge the sentences that say it, with the document and the section they stand in.
"""

EXAMPLES = """\
kg show graph pazopanib
kg show graph "synovial sarcoma" --quotes 0
kg show graph mondo:0010434 --why
kg show graph WT1 --json
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg show``."""
    parser = new_parser(
        subparsers,
        "show",
        DESCRIPTION,
        examples=EXAMPLES,
        exit_status="0 done, 1 nothing has this name, or several have (they are listed), 2 wrong usage",
    )
    add_folder(parser)
    parser.add_argument("name", metavar="NAME", help="a name in any spelling, or a CURIE")
    parser.add_argument(
        "--quotes", metavar="N", type=int, default=2, help="sentences per edge, 0 for all (default: 2)"
    )
    parser.add_argument(
        "--why",
        action="store_true",
        help="tell why words of the texts were read as this concept: score, and what came second",
    )
    parser.add_argument("--json", action="store_true", help="write JSON")


def run(args: argparse.Namespace) -> int:
    """Show the concept."""
    from kg.query import describe, in_short, wordings
    from kg.query.serial import page_as_json
    from kg.store import open_build

    dataset = open_build(args.folder)
    page = describe(dataset, one_concept(dataset, args.name))
    found = wordings(dataset, page.concept) if args.why else ()
    if args.why and not found:
        say(f"the graph keeps no words that were read as {page.concept.label}")
    if args.json:
        why = {"grounding": [asdict(wording) for wording in found]} if args.why else {}
        write_json({**page_as_json(page), **why})
        return 0
    for line in _lines(page, args.quotes):
        print(line)
    if found:
        print("\nwhy these words were read as it:")
        for wording in found:
            print(f"  {in_short(wording)}; found by {wording.recogniser}")
    return 0


def _lines(page: ConceptPage, quotes: int) -> Iterator[str]:
    from kg.query import sentence

    concept = page.concept
    yield f"{concept.label}  ({concept.type}, {concept.curie})"
    others = [name for name in concept.names if name != concept.label]
    if others:
        yield f"  also called: {'; '.join(others)}"
    if page.same_as:
        yield f"  same as: {', '.join(page.same_as)}"
    for words, iris in (
        ("kind of", concept.parents),
        ("kinds of it", page.kinds),
        ("joins (5' first)", page.partners),
        ("partner in", page.fusions),
    ):
        if iris:
            yield f"  {words}: {', '.join(page.labels.get(iri, iri) for iri in iris)}"
    yield f"  link: {concept.iri}" if concept.grounded else "  no public identifier was found for it"
    yield f"  mentioned in: {_count(len(concept.documents), 'document')}"
    for group in page.groups:
        yield ""
        size = _count(len(group.associations), "edge")
        yield f"{group.words} ({size})" if group.outgoing else f"… {group.words} {concept.label} ({size})"
        for association in group.associations:
            edge = sentence(
                association,
                subject=page.labels.get(association.subject, association.subject),
                object=page.labels.get(association.object, association.object),
            )
            conflict = "  ! other texts say the opposite" if association.conflicts else ""
            yield f"  {edge}  belief {association.belief:.2f}{conflict}"
            yield from _quotes(association.evidence, page, quotes)
    if page.outcomes:
        yield ""
        yield f"results ({len(page.outcomes)})"
        for outcome in page.outcomes:
            yield f"  {_outcome(outcome, page)}"
            yield from _quotes(outcome.evidence, page, quotes)


def _quotes(evidence: tuple[EvidenceRecord, ...], page: ConceptPage, limit: int) -> Iterator[str]:
    # copies of one work say the same in the same place: one entry, with how often
    places: Counter[tuple[str, str, str]] = Counter()
    for one in evidence:
        title = page.titles.get(one.document, one.document)
        places[" ".join(one.quote.split()), title, one.section if one.section != title else ""] += 1
    shown = list(places.items())[: limit if limit > 0 else None]
    for (quote, title, section), times in shown:
        place = f" ({section})" if section else ""
        yield f"      “{quote}”"
        yield f"        {title}{place}" + (f" — {times} copies" if times > 1 else "")
    if len(places) > len(shown):
        yield f"      and {len(places) - len(shown)} more (--quotes 0 shows all)"


def _outcome(outcome: OutcomeRecord, page: ConceptPage) -> str:
    bounds = ""
    if outcome.lower is not None and outcome.upper is not None:
        kind = f"{outcome.interval} " if outcome.interval else ""
        bounds = f" ({kind}{outcome.lower:g} to {outcome.upper:g})"
    about, other = (
        ", ".join(page.labels.get(iri, iri) for iri in iris) for iris in (outcome.about, outcome.versus)
    )
    against = f"{outcome.versus_value:g} {other}".rstrip() if outcome.versus_value is not None else other
    measure = page.labels.get(outcome.measure, outcome.measure)
    whose = "of" if page.concept.type == "disease" and page.concept.iri in outcome.about else "with"
    parts = [
        f"{measure}{f', grade {outcome.grade}' if outcome.grade else ''}: {outcome.value_text}{bounds}",
        outcome.statistic,
        f"{whose} {about}" if about else "",
        f"arm {outcome.arm}" if outcome.arm else "",
        f"versus {against}" if against else "",
        f"p {outcome.p_comparator} {outcome.p_value:g}" if outcome.p_value is not None else "",
        f"n = {outcome.sample_size}" if outcome.sample_size is not None else "",
        f"in {page.labels.get(outcome.population, outcome.population)}" if outcome.population else "",
        f"trial {page.labels.get(outcome.trial, outcome.trial)}" if outcome.trial else "",
        outcome.timepoint,
    ]
    return ", ".join(part for part in parts if part)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
