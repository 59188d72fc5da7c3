"""Every span points into the text as it was read: `text[start:end]` is the quote, the name, the value."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.documents import read_bytes
from kg.model import Document, Reading
from kg.pipeline.reader import DocumentReader

pytestmark = pytest.mark.model

OWN = {
    "plain.txt": (
        "Thymoma\n\nThymoma (TM) is a rare tumor of the chest.  TM is treated with surgery.\n\n"
        "Treatments for thymoma include:\n  • Surgery\n  • Radiation therapy\n"
    ),
    "windows.txt": (
        "Hepatoblastoma\r\n\r\nHepatoblastoma is treated with cisplatin.\r\nIt often spreads to"
        " the lungs.\r\n"
    ),
    "marked.txt": "\ufeffMesothelioma is treated with pemetrexed and cisplatin.\n",
    "letters.md": (
        "# Fibrosarcome infantile\n\nLarotrectinib — a TRK inhibitor — is used for congenital fibrosarcoma"
        " (β‑naïve, n = 12, ≥ 1 cm, 🙂). The objective response rate was 94 % (95 % CI, 71–100).\n"
    ),
    "nested.md": (
        "# Adrenocortical carcinoma\n\n## Treatment\n\nTreatment of adrenocortical carcinoma includes:\n\n"
        "* **Surgery**\n    * [Adrenalectomy](https://example.org/a)\n* Medicines\n    1."
        " *Mitotane*\n    2. Etoposide\n"
    ),
    "page.html": (
        "<html><head><title>Chordoma</title></head><body><nav>Home | About</nav><h1>Chordoma</h1>"
        "<p>Chordoma is treated with <b>proton&nbsp;therapy</b> &amp; surgery.</p>"
        "<ul><li>It may spread to the lungs.</li></ul></body></html>"
    ),
    "trial.md": (
        "# Trials\n\n## RAPTOR-7: Study of Nivolumab in Adults with Osteosarcoma\n\n"
        "The objective response rate was 0% and the median overall survival was 9.5 months.\n"
    ),
}


def _read(reader: DocumentReader, name: str, data: bytes) -> list[Reading]:
    return [reader.read(document) for document in read_bytes(data, source=name)]


def check_spans(reading: Reading) -> int:
    """Assert that every span fits the text; return how many were checked."""
    document = reading.document
    text = document.text
    checked = 0
    for grounding in reading.groundings:
        mention = grounding.mention
        assert text[mention.span.start : mention.span.end] == mention.text
        checked += 1
    for evidence in [a.evidence for a in reading.assertions] + [o.evidence for o in reading.outcomes]:
        assert text[evidence.span.start : evidence.span.end] == evidence.quote
        assert evidence.document == document.key
        for span in (evidence.subject, evidence.object):
            assert span.end <= len(text)
            assert span.of(text).strip()
        checked += 3
    return checked


def check_participants(reading: Reading) -> None:
    """Assert that each participant of a claim is a mention, and each quote lies in one block that is read.

    A claim that follows from a numeric result points at the measure and the value instead.
    """
    document = reading.document
    mentioned = {g.mention.span for g in reading.groundings}
    read = [block.span for block in document.blocks if block.kind.is_read]
    for assertion in reading.assertions:
        evidence = assertion.evidence
        assert any(block.contains(evidence.span) for block in read)
        assert evidence.subject in mentioned
        assert evidence.object in mentioned


@pytest.mark.parametrize("name", OWN)
def test_spans_of_a_reading_fit_its_text(name: str, reader: DocumentReader) -> None:
    (reading,) = _read(reader, name, OWN[name].encode())
    assert check_spans(reading) > 3


@pytest.mark.parametrize("name", OWN)
def test_participants_are_mentions_and_quotes_are_in_blocks(name: str, reader: DocumentReader) -> None:
    (reading,) = _read(reader, name, OWN[name].encode())
    assert reading.assertions
    check_participants(reading)


@pytest.mark.parametrize("name", OWN)
def test_reading_twice_gives_the_same(name: str, reader: DocumentReader) -> None:
    first, second = (_read(reader, name, OWN[name].encode()) for _ in range(2))
    assert first == second


def test_reading_does_not_depend_on_what_was_read_before(reader: DocumentReader) -> None:
    alone = _read(reader, "plain.txt", OWN["plain.txt"].encode())
    for name in OWN:
        _read(reader, name, OWN[name].encode())
    assert _read(reader, "plain.txt", OWN["plain.txt"].encode()) == alone


def test_spans_move_with_text_put_in_front(reader: DocumentReader) -> None:
    front = "Foreword\n\nThis text has no claims.\n\n"
    (plain,) = _read(reader, "a.txt", OWN["windows.txt"].encode())
    (moved,) = _read(reader, "a.txt", (front + OWN["windows.txt"]).encode())
    shift = len(front)
    assert {e.evidence.span.shift(shift) for e in plain.assertions} <= {
        e.evidence.span for e in moved.assertions
    }


def _seeds() -> list[Path]:
    root = Path(__file__).resolve().parents[2]
    shared = Path(os.environ.get("KG_SHARED") or root.parent / "shared")
    folder = shared / "seeds"
    return sorted(folder.glob("*.txt")) if folder.is_dir() else []


@pytest.fixture(scope="module")
def originals() -> list[Document]:
    """The documents that the seeds are written after, where this machine has them."""
    files = _seeds()
    if not files:
        pytest.skip("the original documents are absent (set KG_SHARED to the folder that holds seeds/)")
    return [document for file in files for document in read_bytes(file.read_bytes(), source=file.name)]


@pytest.mark.slow
def test_spans_of_the_original_documents_fit(originals: list[Document], reader: DocumentReader) -> None:
    for document in originals:
        reading = reader.read(document)
        assert check_spans(reading) > 50
        check_participants(reading)


@pytest.mark.slow
def test_spans_of_the_seeds_fit(reader: DocumentReader) -> None:
    folder = Path(__file__).resolve().parents[2] / "seeds"
    files = [f for f in sorted(folder.iterdir()) if f.suffix in (".md", ".txt")]
    for file in files:
        for reading in _read(reader, file.name, file.read_bytes()):
            assert check_spans(reading) > 50
            check_participants(reading)
