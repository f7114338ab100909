"""The world index: every town and admin unit that GeoNames lists, searched by name from files mapped into memory."""
