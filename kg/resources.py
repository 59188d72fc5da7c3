"""Where the data files are that come with the package."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError


def data_dir(name: str) -> Path:
    """Return the folder `name` ("ontologies", "pipelines", "seeds") of this installation.

    An installed wheel carries the top-level data folders in ``kg/_data``; in a checkout they stand
    beside the package.

    Raises:
        KgError: the folder is in neither place.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise KgError(f"the installation lacks its data folder {name!r}; install biomedkg again")
