"""Measuring: what the library finds against what people annotated, and its peers by the same rule."""
