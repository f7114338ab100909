"""Checking a pack: every fault at once, by file and row, with the way out."""
