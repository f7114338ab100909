"""The tolls of a view with all that is needed to write them: its claims, and the mask over their words."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cached_property

from karez.brief.compose import view_mask
from karez.brief.mask import Mask
from karez.model.finding import Source
from karez.model.joining import Joined
from karez.model.record import View
from karez.model.series import Level, TollBook
from karez.model.times import show
from karez.read.sentences import split
from karez.reconcile.item import Item
from karez.reconcile.series.book import toll_book
from karez.reconcile.series.rule import TollOptions


@dataclass(frozen=True)
class TollReport:
    """Tolls over time and the claims behind them. What it gives out of a report's words is masked."""

    book: TollBook
    view: View
    items: tuple[Item, ...]
    options: TollOptions
    known: frozenset[str]

    @cached_property
    def by_claim(self) -> dict[str, Item]:
        """Every claim of the view by its id."""
        return {item.claim.id: item for item in self.items}

    @cached_property
    def mask(self) -> Mask:
        """The mask over the texts of the view; made when words are first asked for."""
        return view_mask(self.view, self.known)

    def words(self, text: str) -> str:
        """Return words of a report on one line, with names of private persons masked."""
        return " ".join(self.mask.text(text).split())

    def name(self, source: Source) -> str:
        """Return the name of a claimant, masked."""
        return self.words(source.name)

    def sentence(self, claim: str) -> str:
        """Return the sentence that carries a claim, masked, on one line."""
        item = self.by_claim[claim]
        if item.report.text is None:
            return "(text withheld)"
        start, end = item.claim.span.offsets
        around = [one for one in split(item.report.text) if one.start < end and start < one.end]
        first, last = min([start, *(one.start for one in around)]), max([end, *(one.end for one in around)])
        return " ".join(self.mask.cut(item.report.text, first, last).split())

    def time(self, instant: int) -> str:
        """Write an instant in the ledger's zone."""
        return show(instant, self.options.timezone)


def toll_report(
    view: View, told: Iterable[Item], options: TollOptions, *, joined: Joined | None, known: Set[str], by: Level | None
) -> TollReport:
    """Return the tolls of a view at one level, or at all where none is given.

    ``joined`` tells which claims speak of one incident; ``known`` are names of the atlas, masked nowhere. Raises
    RequestError bad-setting for an unknown rule for vague words.
    """
    items = tuple(told)
    levels = tuple(Level) if by is None else (by,)
    book = toll_book(items, options, joined=joined, levels=levels)
    return TollReport(book, view, items, options, frozenset(known))
