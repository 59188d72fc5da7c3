"""Annotation: sentences, syntax, mentions, quantities, abbreviations and cues of a document."""
