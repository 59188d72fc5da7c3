"""The language models: which there are, where they stand, and loading them for the annotation stage.

A bundled model is a folder ``pipelines/models/<name>``, written by spaCy, with two files more: ``CARD.md``
(what it was made of, and its limits) and ``scores.json`` (what was measured). Any other spaCy pipeline for
English can stand in for it, installed as a package or given by its path.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.util import get_installed_models, get_package_path

from kg.errors import ModelError
from kg.nlp import segmenter, word_classes  # noqa: F401 - to be known to spaCy
from kg.nlp.entities import component
from kg.nlp.parsing import component as parsing
from kg.nlp.syntax import SYNTAX
from kg.nlp.words.stored import StoredComponent
from kg.resources import data_dir

#: The bundled model of the default tier, and the name of the bundled model of the accurate tier.
DEFAULT_MODEL = "en_biomedkg_sm"
ACCURATE_MODEL = "en_biomedkg_acc"

#: Files of a bundled model beside those of spaCy.
CARD_FILE = "CARD.md"
SCORES_FILE = "scores.json"

_META = "meta.json"
#: What relations need, each with the components that give it.
_NEEDED = {
    "tagger": frozenset({"tagger", "morphologizer", parsing.NAME}),
    "parser": frozenset({"parser", parsing.NAME}),
    "lemmatizer": frozenset({"lemmatizer"}),
}
#: What the annotation stage uses. (To import the modules of ours makes spaCy know them.)
_PIPES = SYNTAX | {component.NAME, segmenter.NAME}


class Tier(Enum):
    """What a model is to us: one of our own, in two tiers, or another, by the way it is to be had."""

    DEFAULT = "default"
    ACCURATE = "accurate"
    INSTALLED = "installed"
    FOLDER = "folder"


_TIERS = {DEFAULT_MODEL: Tier.DEFAULT, ACCURATE_MODEL: Tier.ACCURATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """What a model says of itself, and what it takes: `size` on disk in bytes.

    `components` are those of its pipeline in order. Texts that the model does not give are empty.
    """

    name: str
    version: str
    tier: Tier
    licence: str
    size: int
    components: tuple[str, ...]
    description: str


def list_models() -> tuple[ModelInfo, ...]:
    """Return the bundled models, then the spaCy pipelines that are installed, each sorted by name."""
    bundled = bundled_models()
    installed = sorted(set(get_installed_models()) - set(bundled))
    return tuple(model_info(name) for name in (*bundled, *installed))


def bundled_models() -> tuple[str, ...]:
    """Return the names of the models that come with the package, sorted."""
    return tuple(sorted(path.parent.name for path in _bundle().glob(f"*/{_META}")))


def find_model(name: str) -> Path | str:
    """Return what spaCy loads the model `name` by: a folder, or the name of an installed package.

    `name` is the name of a bundled model, of an installed package, or a path; the first that fits counts.

    Raises:
        ModelError: there is no such model.
    """
    if name in bundled_models():
        return _bundle() / name
    if name in get_installed_models():
        return name
    folder = Path(name)
    if (folder / _META).is_file():
        return folder
    bundled = ", ".join(bundled_models()) or "none"
    raise ModelError(
        f"there is no language model {name!r}: it is neither bundled ({bundled}), nor an installed spaCy"
        " model, nor a folder with one; install it with pip, or name another"
    )


def model_folder(name: str) -> Path:
    """Return the folder of the model `name` that holds its ``meta.json``.

    Raises:
        ModelError: there is no such model.
    """
    source = find_model(name)
    return source if isinstance(source, Path) else get_package_path(source)


def model_meta(name: str) -> Mapping[str, Any]:
    """Return the ``meta.json`` of the model `name` (spaCy's documentation says what stands in it).

    Raises:
        ModelError: there is no such model, or the file is damaged.
    """
    path = model_folder(name) / _META
    try:
        meta = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read: {error}") from error
    if not isinstance(meta, dict):
        raise ModelError(f"{path}: not the description of a model")
    return meta


def model_info(name: str) -> ModelInfo:
    """Return what is known of the model `name` without loading it.

    Raises:
        ModelError: there is no such model, or its description is damaged.
    """
    source, folder, meta = find_model(name), model_folder(name), model_meta(name)
    own = source if isinstance(source, str) else source.absolute().name
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return ModelInfo(
        name=own,
        version=str(meta.get("version", "")),
        tier=_TIERS.get(own, Tier.INSTALLED if isinstance(source, str) else Tier.FOLDER),
        licence=str(meta.get("license", "")),
        size=sum(path.stat().st_size for path in files),
        components=tuple(meta.get("pipeline", ())),
        description=" ".join(str(meta.get("description", "")).split()),
    )


def load_pipeline(name: str = DEFAULT_MODEL) -> Language:
    """Load the model `name` whole, as it was saved.

    Raises:
        ModelError: there is no such model, or it is damaged or made for something that is not installed.
    """
    source = find_model(name)
    try:
        nlp = spacy.load(source)
    except (OSError, ValueError, ImportError) as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ModelError(f"the language model {name!r} cannot be loaded: {first}") from error
    for _, each in nlp.pipeline:
        # what reads its model when it is needed would fail anew on every document
        if isinstance(each, StoredComponent):
            each.load()
    return nlp


def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load the model `name` for the annotation stage, without the components that it does not use.

    Raises:
        ModelError: it is not there or cannot be loaded, or lacks a tagger, parser or lemmatizer.
    """
    nlp = load_pipeline(name)
    missing = [pipe for pipe, others in _NEEDED.items() if others.isdisjoint(nlp.pipe_names)]
    if missing:
        lacks = " and no ".join(missing)
        raise ModelError(f"the language model {name!r} has no {lacks}, which relations need")
    for pipe in list(nlp.pipe_names):
        if pipe not in _PIPES:
            nlp.remove_pipe(pipe)
    return nlp


def _bundle() -> Path:
    return data_dir("pipelines") / "models"
