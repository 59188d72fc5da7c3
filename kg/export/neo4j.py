"""Neo4j: tables for LOAD CSV and the Cypher script that reads them."""

from __future__ import annotations

import re

from kg.export.tables import joined, local_name, table
from kg.store import Dataset

_SCRIPT = """\
// Reads the tables beside this file into Neo4j 4.4 or newer: copy the folder's files into the import folder
// of the server, then run  cypher-shell -f import.cypher

CREATE CONSTRAINT concept_id IF NOT EXISTS FOR (c:Concept) REQUIRE c.id IS UNIQUE;

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
MERGE (c:Concept {id: row.id})
SET c.label = row.label, c.type = row.type, c.names = split(row.names, '|'),
    c.grounded = (row.grounded = 'true'), c.iri = row.iri;
"""

_LABEL = """
LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row WITH row WHERE row.kind = '%(kind)s'
MATCH (c:Concept {id: row.id}) SET c:`%(kind)s`;
"""

_EDGES = """
LOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row WITH row WHERE row.type = '%(type)s'
MATCH (s:Concept {id: row.subject}), (o:Concept {id: row.object})
MERGE (s)-[r:`%(type)s` {id: row.id}]->(o)
SET r.predicate = row.predicate, r.negated = (row.negated = 'true'), r.certainty = row.certainty,
    r.belief = toFloat(row.belief), r.qualifiers = row.qualifiers, r.quotes = split(row.quotes, '|'),
    r.documents = split(row.documents, '|');
"""


def render(dataset: Dataset) -> dict[str, bytes]:
    """Return ``nodes.csv``, ``edges.csv`` and ``import.cypher``.

    The label of a node is its Biolink class, the type of a relationship its predicate in capitals; what a
    text denies has a type of its own with NOT in front, so that no plain pattern matches it.
    """
    concepts = sorted(dataset.concepts(), key=lambda c: c.curie)
    associations = sorted(dataset.associations(), key=lambda a: a.iri)
    curies = {c.iri: c.curie for c in concepts}
    kinds = {c.iri: identifier(c.biolink) for c in concepts}
    nodes = ((c.curie, c.label, kinds[c.iri], c.type, joined(c.names), c.grounded, c.iri) for c in concepts)
    types = {a.iri: ("NOT_" if a.negated else "") + identifier(a.predicate).upper() for a in associations}
    edges = (
        (
            local_name(a.iri),
            curies[a.subject],
            types[a.iri],
            curies[a.object],
            a.predicate,
            a.negated,
            a.certainty,
            a.belief,
            joined(f"{role}={value}" for role, value in a.qualifiers),
            joined(e.quote for e in a.evidence),
            joined(sorted({e.document for e in a.evidence})),
        )
        for a in associations
    )
    script = _SCRIPT
    script += "".join(_LABEL % {"kind": kind} for kind in sorted(set(kinds.values())))
    script += "".join(_EDGES % {"type": type} for type in sorted(set(types.values())))
    return {
        "nodes.csv": _escaped(table("id label kind type names grounded iri", nodes)),
        "edges.csv": _escaped(
            table(
                "id subject type object predicate negated certainty belief qualifiers quotes documents", edges
            )
        ),
        "import.cypher": script.encode(),
    }


def _escaped(content: bytes) -> bytes:
    """Double each backslash: LOAD CSV takes a single one for an escape, other readers of CSV do not."""
    return content.replace(b"\\", b"\\\\")


def identifier(curie: str) -> str:
    """Return the local part of a CURIE as a name that needs no quoting in Cypher.

    >>> identifier("biolink:treats"), identifier("kgo:GeneFusion")
    ('treats', 'GeneFusion')
    """
    return re.sub(r"\W", "_", curie.rsplit(":", 1)[-1]) or "unknown"
