"""The trained reader: an encoder over windows of sentences, heads for claims, their fields and how they hang together."""
