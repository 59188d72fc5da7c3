"""A dataset in other formats: one file per format, one map from name to writer."""

from kg.export.registry import Files, Format, formats, render

__all__ = ["Files", "Format", "formats", "render"]
