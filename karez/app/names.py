"""The names that the atlas knows: places, parties, roads. A brief masks none of them."""

from karez.atlas.atlas import Atlas


def known_names(atlas: Atlas) -> frozenset[str]:
    """Return every name and alias of the atlas's packs; the towns of the world's list are not among them."""
    found: set[str] = set()
    for pack in atlas.packs:
        found |= {name for row in pack.places for name in (row.place.name, row.place.admin1, row.place.admin2) if name}
        found |= {actor.name for actor in pack.actors} | {asset.name for asset in pack.assets}
        found |= {row.name for rows in pack.names.values() for row in rows}
    return frozenset(found)
