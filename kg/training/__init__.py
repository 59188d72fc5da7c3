"""Training and measuring of the language models: corpora in, spaCy pipelines and figures out."""
