"""From a document to claims, every one with its span."""
