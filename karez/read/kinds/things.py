"""Assets as a sentence names them: "electricity pylons" and "the coast road (N-1)" are one thing each."""

import re
from collections.abc import Sequence

from karez.model.mention import AssetMention
from karez.model.text import Span

_SAME = re.compile(r"\s?")
_BRACKET = re.compile(r"\s*\(\s*")
_CODE = re.compile(r"\s*\([A-Z]{1,3}[- ]?\d{1,4}\)")


def merged(text: str, assets: Sequence[AssetMention]) -> tuple[AssetMention, ...]:
    """Join names that stand side by side, and a number in brackets to the name before it."""
    made: list[AssetMention] = []
    for asset in assets:
        before = made[-1] if made else None
        between = text[before.span.end : asset.span.start] if before else ""
        if before and _SAME.fullmatch(between) and before.asset is None:
            made[-1] = AssetMention(Span.of(text, before.span.start, asset.span.end), asset.asset, asset.asset_type)
        elif before and _BRACKET.fullmatch(between) and text[asset.span.end : asset.span.end + 1] == ")":
            whole = Span.of(text, before.span.start, asset.span.end + 1)
            made[-1] = AssetMention(whole, before.asset or asset.asset, before.asset_type)
        else:
            made.append(asset)
    return tuple(_with_code(text, asset) for asset in made)


def _with_code(text: str, asset: AssetMention) -> AssetMention:
    code = _CODE.match(text, asset.span.end)
    if code is None:
        return asset
    return AssetMention(Span.of(text, asset.span.start, code.end()), asset.asset, asset.asset_type)


_NEAR = re.compile(
    r"\b(?:near|at|in|around|beside|off|outside|close\s+to|next\s+to|inside)\s+(?:the\s+|a\s+)?$", re.IGNORECASE
)
_ON = re.compile(r"\s+(?:on|along|over|through|across)\s+(?:the\s+|this\s+)?")
# "The N5, the main road between A and B, is closed": the words between the commas only explain what stands before.
_EXPLAINS = re.compile(r",\s+(?:the|an?|its|one\s+of)\s[^,.;:]*$")
_VERB_NEXT = re.compile(
    r"[^,.;:]*,\s+(?:(?:which|that)\s+)?(?:has|have|had|is|are|was|were|remains?|remained|reopened|will)\b"
)
_FINITE = re.compile(r"\b(?:has|have|had|is|are|was|were|remains?|said|will)\b")
_LONGEST = 120
_TRAFFIC = re.compile(r"(?:\w+\s+)?traffic", re.IGNORECASE)


def explains(text: str, at: int, asset: AssetMention) -> bool:
    """Whether an asset stands only in words between commas that say what the one that ends at ``at`` is."""
    lead = text[at : asset.span.start]
    if len(lead) > _LONGEST or _EXPLAINS.search(lead) is None or _FINITE.search(lead):
        return False
    return (
        not re.search(r"[.;:]", lead)
        and _VERB_NEXT.match(text, asset.span.end, asset.span.end + 2 * _LONGEST) is not None
    )


def without_spots(text: str, assets: Sequence[AssetMention]) -> tuple[AssetMention, ...]:
    """Leave out what only tells where: the pass in "the road near the pass is closed", "traffic" on a named road."""
    kept: list[AssetMention] = []
    for index, asset in enumerate(assets):
        before = assets[index - 1] if index else None
        after = assets[index + 1] if index + 1 < len(assets) else None
        lead = text[before.span.end : asset.span.start] if before else ""
        spot = before is not None and len(lead) < 60 and not re.search(r"[,;:.]", lead) and _NEAR.search(lead)
        if before and explains(text, before.span.end, asset):
            continue
        carried = after is not None and _TRAFFIC.fullmatch(asset.span.quote)
        if not spot and not (after and carried and _ON.fullmatch(text[asset.span.end : after.span.start])):
            kept.append(asset)
    return tuple(kept)
