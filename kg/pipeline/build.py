"""Build a graph folder from sources, and withdraw documents from one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.assembly import assemble, calibration_folder, load_calibration
from kg.documents import read
from kg.errors import GraphError, NotFoundError, ReadError
from kg.files import replace_file
from kg.model import Document, KnowledgeGraph, Provenance, Reading
from kg.pipeline.cache import Finished, ReadingCache
from kg.pipeline.reader import DocumentReader, digest_of, fingerprint
from kg.pipeline.report import make_report, to_json
from kg.pipeline.settings import Settings, load_settings
from kg.progress import Progress, SilentProgress
from kg.rdf import write_build
from kg.search import write_index
from kg.store import open_build
from kg.views import write_page

REPORT_NAME = "report.json"
PAGE_NAME = "graph.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a build: the graph, the sources that could not be read, the report as plain values."""

    graph: KnowledgeGraph
    failures: tuple[ReadError, ...]
    report: dict[str, Any]


def build(
    sources: Iterable[str | Path],
    out: Path | str,
    *,
    settings: Settings | None = None,
    format: str | None = None,
    progress: Progress | None = None,
) -> Built:
    """Read `sources` (files, folders, archives, "-") and write the graph folder `out`.

    A source that cannot be read is a failure in the result; the others go through. Readings are kept in
    ``out/readings``, so a build that was interrupted goes on where it stopped. The same sources give the
    same bytes in every file but the store.

    Raises:
        GraphError: nothing could be read, or `out` cannot be written.
        ShapeError: the graph breaks a shape; nothing in `out` was changed but the readings.
        ModelError, LexiconError, ConfigError: a part is missing or damaged.
    """
    out = Path(out)
    settings = settings or load_settings()
    progress = progress or SilentProgress()
    documents: list[Document] = []
    failures: list[ReadError] = []
    for source in sources:
        for each in read(source, format=format):
            (failures if isinstance(each, ReadError) else documents).append(each)  # type: ignore[arg-type]
    if not documents:
        raise GraphError("nothing could be read" + "".join(f"; {f}" for f in failures[:3]))
    reader = DocumentReader(settings)
    provenance = reader.provenance()
    mark = fingerprint(provenance)
    cache = ReadingCache(out)
    names = [_name(document) for document in documents]
    readings = []
    progress.start(len(documents), "reading")
    try:
        for name, document in zip(names, documents, strict=True):
            reading = cache.load(name, mark)
            if reading is None or reading.document != document:
                reading = _read(reader, document, failures)
                if reading is not None:
                    cache.save(name, mark, reading)
            if reading is not None:
                readings.append(reading)
            progress.advance(item=document.source)
    finally:
        progress.finish()
    if not readings:
        raise GraphError("nothing could be read" + "".join(f"; {f}" for f in failures[:3]))
    built = _write(readings, failures, out, reader=reader, provenance=provenance, base=settings.base)
    names = [_name(reading.document) for reading in readings]
    cache.finish(Finished(fingerprint=mark, readings=tuple(sorted(set(names))), settings=settings))
    return built


def _read(reader: DocumentReader, document: Document, failures: list[ReadError]) -> Reading | None:
    """Return the reading of a document; a fault in reading one is a failure of that one only."""
    try:
        return reader.read(document)
    except Exception as error:  # whatever goes wrong with one document must not cost the others
        failures.append(
            ReadError(document.source, f"could not be read through: {type(error).__name__}: {error}")
        )
        return None


def remove(
    folder: Path | str,
    documents: Sequence[str],
    *,
    settings: Settings | None = None,
) -> Built:
    """Withdraw documents from the build in `folder`, by file name, key, DOI, PMID or title.

    `settings` are those the folder was built with unless given.

    The result is, byte for byte, what building without them gives.

    Raises:
        NotFoundError: nothing in the build goes by one of the names.
        GraphError: the folder is no build, was made by another version, or nothing would be left.
    """
    folder = Path(folder)
    cache = ReadingCache(folder)
    record = cache.finished()
    settings = settings or record.settings
    reader = DocumentReader(settings)
    provenance = reader.provenance()
    if fingerprint(provenance) != record.fingerprint:
        raise GraphError(f"{folder}: was built by another version or configuration; build again")
    readings = list(cache.all())
    gone = {name for wanted in documents for name in _find(readings, wanted)}
    rest = [r for r in readings if _name(r.document) not in gone]
    if not rest:
        raise GraphError(f"{folder}: nothing would be left; delete the folder instead")
    built = _write(rest, [], folder, reader=reader, provenance=provenance, base=settings.base)
    names = tuple(sorted({_name(r.document) for r in rest}))
    cache.finish(Finished(fingerprint=record.fingerprint, readings=names, settings=settings))
    return built


def _write(
    readings: Sequence[Reading],
    failures: Sequence[ReadError],
    out: Path,
    *,
    reader: DocumentReader,
    provenance: Provenance,
    base: str,
) -> Built:
    # no part of the provenance of readings: what is believed of them changes none
    belief = ("belief", digest_of(sorted(calibration_folder().glob("*.json"))))
    graph = assemble(
        readings,
        hierarchy=reader.lexicon.concept,
        provenance=replace(provenance, parts=(*provenance.parts, belief)),
        calibration=load_calibration(),
    )
    write_build(graph, out, base=base)
    count = len(graph.documents)
    title = f"Knowledge graph of {count} document{'s' * (count != 1)}"
    dataset = open_build(out)
    write_page(dataset, out / PAGE_NAME, title=title)
    write_index(dataset, out)
    report = make_report(graph, failures)
    replace_file(out / REPORT_NAME, to_json(report))
    return Built(graph=graph, failures=tuple(failures), report=report)


def _name(document: Document) -> str:
    """Return the name a reading is kept under: two files with one text differ by their source."""
    source = hashlib.sha256(document.source.encode()).hexdigest()[:8]
    return f"{document.key}-{source}"


def _find(readings: Sequence[Reading], name: str) -> list[str]:
    """Return the names of the readings whose document goes by `name`; a key names one text, a work its
    copies.
    """
    wanted = name.strip().casefold()
    found = []
    for reading in readings:
        document, meta = reading.document, reading.document.metadata
        names = (
            document.source,
            Path(document.source).name,
            document.key,
            document.id,
            meta.doi,
            meta.pmid,
            meta.title,
        )
        if wanted in {n.casefold() for n in names if n}:
            found.append(_name(document))
    if not found:
        known = ", ".join(sorted(r.document.source for r in readings)[:8])
        raise NotFoundError(f"no document goes by {name!r}; the build has {known}")
    return found
