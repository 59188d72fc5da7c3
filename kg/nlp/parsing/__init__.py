"""The parser: states of words in, tags and a dependency tree for each sentence out."""
