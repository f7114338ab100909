"""The reference world: places, districts, roads, lines, parties and their names, in packs on disk."""
