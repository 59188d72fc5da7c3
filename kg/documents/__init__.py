"""Reading: from files, folders and archives to documents whose blocks know their place in the text."""

from kg.documents.formats import FORMATS, Format, detect, formats
from kg.documents.sources import read, read_bytes
from kg.documents.text import read_markdown, read_text

__all__ = ["FORMATS", "Format", "detect", "formats", "read", "read_bytes", "read_markdown", "read_text"]
