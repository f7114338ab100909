"""Which claims of tolls a later claim corrects, also in other reports.

A reader links a new figure to the one that it corrects inside one report ("rose to 31 from 24"). The old number was
told before: by the same claimant, whoever printed it, or by the same publisher, which corrects its own print ("in our
report it should read nine, not 11"), and with it the words that others reprinted from it. Those earlier claims of the
same kind and number are corrected too. What other outlets printed in words of their own of another claimant's figure
stands: nobody has corrected it there.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence

from karez.reconcile.counted import numbers, toll
from karez.reconcile.item import TOLD, Item

KindOf = Callable[[Item], Hashable]


def corrections(items: Sequence[Item], kind: KindOf) -> Mapping[str, Item]:
    """Return for the id of every corrected claim of ``items`` the claim that corrects it, the first of several.

    ``items`` are tolls in order of telling. What corrects is told as having happened; the old number may be denied in
    the same breath ("nine, not 11").
    """
    by_id = {item.claim.id: item for item in items}
    alike: dict[Hashable, list[Item]] = {}
    for item in items:
        alike.setdefault((kind(item), toll(item).best), []).append(item)
    found: dict[str, Item] = {}
    for item in items:
        if item.claim.realis not in TOLD:
            continue
        old = by_id.get(toll(item).replaces or "")
        if old is None or _circular(item, by_id):
            continue
        found.setdefault(old.claim.id, item)
        for earlier in alike[kind(old), toll(old).best]:
            if earlier.known_from < item.known_from and _same_word(earlier, old, item):
                found.setdefault(earlier.claim.id, item)
    return found


def _circular(item: Item, by_id: Mapping[str, Item]) -> bool:
    """Whether the links lead back to the item, so that they tell nothing."""
    seen: set[str] = set()
    current: Item | None = item
    while current is not None and current.claim.id not in seen:
        seen.add(current.claim.id)
        current = by_id.get(toll(current).replaces or "")
    return current is item


def _same_word(earlier: Item, old: Item, new: Item) -> bool:
    if toll(old).best is None and numbers(earlier) != numbers(old):
        return False
    if earlier.source.key == new.source.key:
        return True
    return new.source.publisher and bool(new.report.publisher) and earlier.origin == new.origin
