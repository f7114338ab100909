"""Tolls over time by the rule toll-1: what each claimant said, when it became known, and what bounds that makes."""
