"""Reading: from files, folders and archives to documents whose blocks know their place in the text."""

from kg.documents.bioc import read_bioc
from kg.documents.clinicaltrials import read_clinicaltrials
from kg.documents.formats import FORMATS, Format, detect, formats
from kg.documents.html import read_html
from kg.documents.jats import read_jats
from kg.documents.medline import read_medline, read_pubtator
from kg.documents.pubmed import read_pubmed
from kg.documents.sources import read, read_bytes
from kg.documents.text import read_markdown, read_text

__all__ = [
    "FORMATS",
    "Format",
    "detect",
    "formats",
    "read",
    "read_bioc",
    "read_bytes",
    "read_clinicaltrials",
    "read_html",
    "read_jats",
    "read_markdown",
    "read_medline",
    "read_pubmed",
    "read_pubtator",
    "read_text",
]
