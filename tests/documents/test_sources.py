"""Files, folders, archives and bad input."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from kg.documents import read, read_bytes
from kg.documents.decoding import MAX_PARAGRAPH
from kg.errors import ReadError
from kg.model import Document

WORDS = b"Thymoma is a rare tumour of the chest."


def outcome(source: Path | str) -> list[str]:
    return [f"! {found}" if isinstance(found, ReadError) else found.source for found in read(source)]


def test_folder_is_read_in_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/d.txt", "a.txt", ".hidden.txt"):
        (tmp_path / name).write_bytes(WORDS)
    assert outcome(tmp_path) == ["a.txt", "b/d.txt", "c.txt"]


def test_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(WORDS)
    assert outcome(tmp_path) == ["! a.txt: is empty", "b.txt"]


def test_strict_raises_the_first_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(ReadError, match="is empty"):
        list(read(tmp_path, strict=True))


def test_missing_file_is_an_error_value(tmp_path: Path) -> None:
    assert outcome(tmp_path / "none.txt") == ["! none.txt: does not exist"]


def test_link_loop_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_bytes(WORDS)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = outcome(tmp_path)
    assert "a/x.txt" in found
    assert "! a/up: is a link to a folder that was read already" in found
    assert any(line.startswith("! self.txt:") for line in found)


def test_zip_members_are_read_and_bad_ones_reported(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.txt", WORDS)
        archive.writestr("../evil.txt", WORDS)
        archive.writestr("bomb.txt", b"a" * 5_000_000)
        archive.writestr("inner.zip", b"PK")
    found = outcome(path)
    assert "pages.zip/b.txt" in found
    assert "! pages.zip/../evil.txt: has a name that leads out of its archive" in found
    assert any("bomb.txt: unpacks to" in line for line in found)
    assert "! pages.zip/inner.zip: is an archive inside an archive; unpack it" in found


def test_tar_gz_members_are_read_and_links_reported(tmp_path: Path) -> None:
    path = tmp_path / "pages.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(WORDS)
        archive.addfile(info, io.BytesIO(WORDS))
        link = tarfile.TarInfo("l.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hosts"
        archive.addfile(link)
    assert sorted(outcome(path)) == [
        "! pages.tar.gz/l.txt: is a link inside an archive; links are not followed",
        "pages.tar.gz/a.txt",
    ]


def test_gzip_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(WORDS))
    assert outcome(tmp_path / "a.txt.gz") == ["a.txt"]


def test_gzip_bomb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"a" * 5_000_000))
    [line] = outcome(tmp_path / "a.txt.gz")
    assert line.startswith("! a.txt.gz: unpacks to more than")


def test_damaged_archive_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04" + b"x" * 50)
    [line] = outcome(tmp_path / "a.zip")
    assert line.startswith("! a.zip: is a damaged archive")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "holds only white space"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x89PNG\r\n", "is a PNG image"),
        (b"ab\n\0c", r"a\.txt:2: has a NUL byte at byte 3"),
        (b"ab\n\xe9t\xe9", r"a\.txt:2: is not UTF-8: .* at byte 3"),
        (b"x\n" + b"a" * (MAX_PARAGRAPH + 1), r"a\.txt:2: has a paragraph of"),
    ],
)
def test_bad_bytes_are_one_clear_line(data: bytes, expected: str) -> None:
    with pytest.raises(ReadError, match=expected):
        read_bytes(data, source="a.txt")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_text_with_byte_order_mark_is_decoded(encoding: str) -> None:
    assert read_bytes(WORDS.decode().encode(encoding), source="a.txt")[0].text == WORDS.decode()


def test_same_bytes_give_equal_documents() -> None:
    assert read_bytes(WORDS, source="a.txt") == read_bytes(WORDS, source="a.txt")


def test_large_text_ends() -> None:
    data = b"Findings\n\n" + b"  \xe2\x80\xa2 Thymoma is rare: it grows slowly. 1\n" * 5000 + b". " * 50_000
    [document] = read_bytes(data, source="a.txt")
    assert isinstance(document, Document) and len(document.blocks) > 5000
