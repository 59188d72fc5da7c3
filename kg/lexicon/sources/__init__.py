"""Readers of the sources that packs are compiled from: one module a source, wheels read as archives."""
