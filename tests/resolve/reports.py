"""Composed reports for the tests of this room; all texts are made up, and name offices, not persons."""

from karez.model.canonical import digest_text
from karez.model.record import ReportRecord, View
from karez.resolve.told import Told

BRIDGE = (
    "Armed men attacked the customs post at Oakford on Monday evening, officials of the Harbour Office said. "
    "Two guards were killed and three travellers were injured near the 400 block of Mill Street. "
    "The Harbour Office said that the Lantern Bridge stays closed, and the Oakford Water Board sent its crews home."
)
BRIDGE_LATER = (
    "The Harbour Office raised the toll of the attack on the customs post at Oakford to three killed on Wednesday. "
    "The third guard died of wounds. The Lantern Bridge is open again, the Oakford Water Board said; "
    "the attack began near the 400 block of Mill Street."
)
MARKET = (
    "A bomb went off at the cattle market of Sunderby on Thursday. The Provincial Health Bureau said one herder was "
    "killed. The Sunderby Traders Union called for a strike on Saturday and asked the Grain Ministry for help."
)


def told(name: str, text: str, published: str | None = "2025-03-04", title: str | None = None) -> Told:
    """A report that nobody read."""
    return Told(name, text, title, published)


def some() -> list[Told]:
    """Two reports of one attack, a copy of the first, and one of another happening."""
    return [
        told("a", BRIDGE, "2025-03-03", "Attack on customs post at Oakford"),
        told("b", BRIDGE_LATER, "2025-03-05", "Toll of Oakford customs post attack rises"),
        told("c", BRIDGE, "2025-03-04", "Customs post attacked"),
        told("d", MARKET, "2025-03-06", "Bomb at cattle market"),
    ]


def printed(
    name: str,
    text: str,
    day: float,
    *,
    publisher: str | None = None,
    url: str | None = None,
    author: str | None = None,
    withheld: bool = False,
) -> ReportRecord:
    """A report of the ledger that became known on a day; one with `withheld` has only its digest left."""
    known = round(day * 86_400_000_000)
    left = None if withheld else text
    return ReportRecord(
        name, digest_text(text), left, "composed.txt", known, known, None, publisher, "media", author, url=url
    )


def seen(*reports: ReportRecord) -> View:
    """A view of these reports, without claims."""
    last = max((report.known_from for report in reports), default=0)
    return View(last, last, "0" * 64, tuple(sorted(reports, key=lambda one: (one.known_from, one.id))), ())
