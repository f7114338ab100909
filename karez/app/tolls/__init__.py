"""Tolls over time for people and programs: as tables, as JSON, and explained down to the sentence."""
