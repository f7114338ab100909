"""Which claims speak of the same happening."""
