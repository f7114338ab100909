"""Roads, lines, networks and services in a text: named ones by the atlas, the rest by the generic words."""

from karez.model.mention import AssetMention
from karez.model.text import Span
from karez.model.vocabulary import AssetType
from karez.read.protocols import World


def find_assets(text: str, *, world: World) -> tuple[AssetMention, ...]:
    """Return every asset that ``text`` names, in order."""
    found = []
    for match in world.assets.find(text):
        kinds = [thing.asset_type for thing in ([match.asset] if match.asset else match.candidates)]
        found.append(
            AssetMention(
                Span.of(text, match.start, match.end),
                match.asset.id if match.asset else None,
                kinds[0] if kinds else AssetType.OTHER,
            )
        )
    return tuple(found)
