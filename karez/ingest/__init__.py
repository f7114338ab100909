"""From the world to a document: fetch, decode, follow."""
