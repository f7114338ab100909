"""Place names in a text, and which place each means."""
