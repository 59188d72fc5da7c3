"""Make ``ontologies/biolink.ttl`` of the schema of the Biolink Model: names and hierarchy, no definitions.

    python pipelines/biolink.py biolink-model.yaml ontologies/biolink.ttl

The schema (``biolink-model.yaml``, or .gz) is at https://github.com/biolink/biolink-model (CC0 1.0).
Needs PyYAML, which comes with the extra "dev".
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

#: The slots between things of the world are those below this one; the rest describe nodes and associations.
PREDICATES = "related to"

HEAD = """\
# The classes and predicates of the Biolink Model: names, hierarchy, inverses and symmetry; no definitions.
# Source: https://github.com/biolink/biolink-model, biolink-model.yaml. Version: {version}. Licence: CC0-1.0.
# Made by: python pipelines/biolink.py biolink-model.yaml ontologies/biolink.ttl
# A mixin is above its users like a parent, which is how Biolink's own OWL has it. Left out, since with their
# inverses they would say what Biolink denies (that what was studied to treat treats): {dropped}.

@prefix biolink: <https://w3id.org/biolink/vocab/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def tree(schema: Mapping[str, Any]) -> str:
    """Return the Turtle for a schema, sorted."""
    classes, slots = schema["classes"], schema["slots"]
    wrong = {(name, one) for name in slots for one in _above(slots[name]) if _misleads(name, one, slots)}
    dropped = ", ".join(f"{lower} below {upper}" for lower, upper in sorted(wrong))
    blocks = [HEAD.format(version=schema["version"], dropped=dropped)]
    for name in sorted(classes):
        above = _above(classes[name])
        if above:
            blocks.append(f"{_class(name)} rdfs:subClassOf {' , '.join(map(_class, above))} .\n")
    for name in sorted(slots):
        if not _is_predicate(name, slots):
            continue
        slot = slots[name] or {}
        kind = "owl:ObjectProperty , owl:SymmetricProperty" if slot.get("symmetric") else "owl:ObjectProperty"
        facts = [f"{_slot(name)} a {kind}"]
        if above := [one for one in _above(slot) if (name, one) not in wrong]:
            facts.append(f"    rdfs:subPropertyOf {' , '.join(map(_slot, above))}")
        if "inverse" in slot:
            facts.append(f"    owl:inverseOf {_slot(slot['inverse'])}")
        blocks.append(" ;\n".join(facts) + " .\n")
    return "\n".join(blocks)


def _above(entry: Mapping[str, Any] | None) -> list[str]:
    """Return the parents of a class or slot, mixins among them."""
    entry = entry or {}
    return sorted({*([entry["is_a"]] if "is_a" in entry else []), *entry.get("mixins", [])})


def _is_predicate(name: str, slots: Mapping[str, Any]) -> bool:
    return name == PREDICATES or any(_is_predicate(one, slots) for one in _above(slots.get(name)))


def _misleads(name: str, above: str, slots: Mapping[str, Any]) -> bool:
    """Tell whether a slot stands below one whose inverse is not above its own inverse.

    `treated in studies by` below `treated by` is such a case: turned round, it would make `studied to treat`
    a kind of `treats`.
    """
    lower, upper = ((slots.get(one) or {}).get("inverse", "") for one in (name, above))
    return bool(lower and upper) and upper not in _ancestors(lower, slots)


def _ancestors(name: str, slots: Mapping[str, Any]) -> set[str]:
    above = _above(slots.get(name))
    return {name, *above}.union(*(_ancestors(one, slots) for one in above))


def _slot(name: str) -> str:
    return "biolink:" + name.replace(" ", "_").replace("'", "").replace(",", "")


def _class(name: str) -> str:
    return "biolink:" + "".join(word[0].upper() + word[1:] for word in name.split())


def main() -> None:
    """Read the schema, write the tree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("schema", type=Path, help="biolink-model.yaml")
    parser.add_argument("out", type=Path, help="the Turtle file to write")
    args = parser.parse_args()
    opener = gzip.open if args.schema.suffix == ".gz" else open
    with opener(args.schema, "rt", encoding="utf-8") as content:
        args.out.write_text(tree(yaml.safe_load(content)), encoding="utf-8")


if __name__ == "__main__":
    main()
