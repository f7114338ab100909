"""What the claims about one happening, or one road, add up to."""
