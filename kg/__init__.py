"""Read biomedical texts into a knowledge graph whose every edge shows the sentence that says it."""

__version__ = "0.1.0"
