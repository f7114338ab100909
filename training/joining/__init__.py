"""Trains what joins reports: the table of word counts and the weights of the comparisons."""
