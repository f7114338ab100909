"""Other tools that find place names, each run in an environment of its own and scored beside Karez in one run."""
