"""What pytest passes over here: modules that need the extra "train", where that is not installed."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore_glob = (
    []
    if all(find_spec(name) for name in ("safetensors", "tokenizers", "torch"))
    else ["kg/training/learning/*", "tests/training/learning/*"]
)
