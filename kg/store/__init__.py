"""The dataset of a build folder: opened, queried, and read back as records."""
