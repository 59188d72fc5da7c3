"""Make what is made of ``ontologies/relations/schema.toml``: its page, and the shapes about predicates.

    python pipelines/relation_schema.py

It writes ``ontologies/relations/README.md``, and in ``ontologies/shapes.ttl`` the part between its two marks.
The rules and the legend of the view read the schema themselves. A test checks that both are up to date.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.files import replace_file
from kg.model import EntityType
from kg.predicates import TABLE, Predicate, Predicates, bundled_predicates
from kg.relations import Schema, load_schema

ONTOLOGIES = Path(__file__).resolve().parents[1] / "ontologies"
COMMAND = "python pipelines/relation_schema.py"
BEGIN = f"# --- Predicates and their sides: made of relations/{TABLE} by `{COMMAND}`, not by hand\n"
END = "# --- End of what is made\n"

_UNKNOWN = "Was the graph written by another version, or by rules of your own? See ontologies/relations."
_FOREIGN = "Was the graph edited by hand or written by another version? Build it again."
_ADVICE = (
    "The schema gives a predicate its two sides (ontologies/relations/README.md). Read the sentence: "
    "report it, or mend the type of the concept."
)
_WIDTH = 108


def page(predicates: Predicates, schema: Schema) -> str:
    """Return the schema as a page for people, in Markdown: what each predicate means, the words for it."""
    lines = [
        "# What the graph can say",
        "",
        f"Made from `{TABLE}` by `{COMMAND}`; a test checks that it is up to date.",
    ]
    for group in predicates.legend:
        chosen = [each for each in predicates.by_curie.values() if each.legend == group]
        if chosen:
            lines += [
                "",
                f"## {group}",
                "",
                "| predicate | says | and back | from | to | means | read from | trigger words |",
                "| --- | --- | --- | --- | --- | --- | --- | --- |",
                *(_row(each, schema) for each in chosen),
            ]
    return "\n".join(lines) + "\n"


def shapes(predicates: Predicates) -> str:
    """Return the shapes that the schema gives, in Turtle: predicates, types of both sides, entity types."""
    curies = sorted(predicates.by_curie)
    sides = (_sided(predicates, side) for side in ("subject", "object"))
    return "\n".join(
        [
            BEGIN,
            "# No build fails for these two: other rules may say more, texts take one concept for things of",
            "# different types. A person should look.",
            "kgs:Predicate a sh:NodeShape ;",
            f'    rdfs:comment "{_UNKNOWN}" ;',
            "    sh:targetClass biolink:Association ;",
            "    sh:property [ sh:path biolink:predicate ; sh:severity sh:Info ; sh:in (",
            *_wrapped(curies, " " * 12),
            '        ) ; sh:message "the predicate of an association is none of the schema" ] .',
            "",
            "kgs:Sides a sh:NodeShape ;",
            f'    rdfs:comment "{_ADVICE}" ;',
            "    sh:targetClass biolink:Association ;",
            "    sh:severity sh:Warning ;",
            "    sh:sparql kgs:SubjectFits , kgs:ObjectFits .",
            "",
            *sides,
            "kgs:EntityType a sh:NodeShape ;",
            f'    rdfs:comment "{_FOREIGN}" ;',
            "    sh:targetSubjectsOf kgo:entityType ;",
            "    sh:property [ sh:path kgo:entityType ; sh:in (",
            *_wrapped((f'"{kind.value}"' for kind in EntityType), "            "),
            '        ) ; sh:message "a concept has one entity type of the project\'s list" ] .',
            "",
            END,
        ]
    )


def with_shapes(text: str, predicates: Predicates) -> str:
    """Return the text of ``shapes.ttl`` with its made part made anew.

    Raises:
        ValueError: the text lacks one of the two marks.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"shapes.ttl lacks the line {(END if begin else BEGIN).strip()!r}")
    return before + shapes(predicates) + after


def _row(each: Predicate, schema: Schema) -> str:
    example = f"*{each.example.text}*" if each.example else ""
    sides = (", ".join(sorted(k.value for k in side)) or "a result" for side in (each.subject, each.object))
    frames = {frame for frames in schema.frames.values() for frame in frames if frame.predicate == each.curie}
    words = sorted({lemma for frame in frames for _, lemma in frame.lemmas})
    cells = (f"`{each.curie}`", each.affirmed, each.inverse, *sides, each.meaning, example, ", ".join(words))
    return f"| {' | '.join(cells)} |"


def _sided(predicates: Predicates, side: str) -> str:
    """Return the constraint that a subject or an object is of a type that its predicate allows.

    One query for all predicates, those with the same types together: a validator asks it once for each
    association (and SHACL has no VALUES in such queries).
    """
    alike: dict[str, list[str]] = {}
    for each in sorted(predicates.by_curie.values(), key=lambda each: each.curie):
        kinds = each.subject if side == "subject" else each.object
        alike.setdefault(", ".join(sorted(f"'{kind.value}'" for kind in kinds)), []).append(each.curie)
    cases = [
        f"?predicate IN ({', '.join(curies)})\n                && ?type NOT IN ({types})"
        for types, curies in alike.items()
    ]
    return "\n".join(
        [
            f"kgs:{side.capitalize()}Fits a sh:SPARQLConstraint ;",
            f'    sh:message "the {side} is of no type that the schema allows the predicate" ;',
            "    sh:prefixes <https://w3id.org/biomedkg/shapes/> ;",
            '    sh:select """SELECT $this WHERE {',
            f"        $this biolink:predicate ?predicate ; biolink:{side}/kgo:entityType ?type .",
            "        FILTER (",
            "            " + "\n            || ".join(cases),
            "        )",
            '    }""" .',
            "",
        ]
    )


def _wrapped(words: Iterable[str], indent: str) -> list[str]:
    """Return words in lines of bounded width; one word is never broken."""
    lines = [indent.rstrip("\n")]
    for word in words:
        if len(lines[-1]) + len(word) >= _WIDTH:
            lines.append(indent)
        lines[-1] += word if lines[-1] == indent else f" {word}"
    return lines


def main() -> None:
    """Write both files."""
    predicates, schema = bundled_predicates(), load_schema()
    replace_file(ONTOLOGIES / "relations" / "README.md", page(predicates, schema).encode())
    path = ONTOLOGIES / "shapes.ttl"
    replace_file(path, with_shapes(path.read_text(encoding="utf-8"), predicates).encode())


if __name__ == "__main__":
    main()
