"""Assets as a sentence names them: "electricity pylons" and "the coast road (N-1)" are one thing each."""

import re
from collections.abc import Sequence

from karez.model.mention import AssetMention
from karez.model.text import Span

_SAME = re.compile(r"\s")
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
