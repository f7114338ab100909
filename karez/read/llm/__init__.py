"""A reader that asks a language model and keeps only what stands in the report's own words."""
