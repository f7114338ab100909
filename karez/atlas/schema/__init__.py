"""The published schema of a pack: every file, every column, every fault, as one data file."""
