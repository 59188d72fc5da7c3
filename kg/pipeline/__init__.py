"""The whole way from sources to a build folder: read, annotate, ground, relate, assemble, write."""

from kg.pipeline.build import Built, build, remove
from kg.pipeline.settings import Settings, load_settings

__all__ = ["Built", "Settings", "build", "load_settings", "remove"]
