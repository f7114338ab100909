"""The end of every build: what is still needed is kept, doubtful names are marked, the pack is checked and written."""

from collections import Counter

from karez.atlas.build.book import Book
from karez.atlas.build.draft import Draft, save
from karez.atlas.build.names import drop_doubles, mark_doubtful
from karez.atlas.build.report import BuildReport, Progress, Tally

# So many rows are named one by one; the rest is counted.
_NAMED = 200


def finish(draft: Draft, book: Book | None, source: str, tally: Tally, progress: Progress) -> BuildReport:
    """Write the draft in place of the pack and tell what came of it. Raises AtlasError as ``save``."""
    progress("checking and writing the pack", 0, None)
    if book is not None:
        needed = book.close()
        if needed:
            told = f"{source} no longer gives {', '.join(needed[:5])}{' and more' if len(needed) > 5 else ''}"
            tally.notes.append(f"{told}: kept, since other rows name them")
    drop_doubles(draft, source)
    mark_doubtful(draft, source)
    rows = {
        file: count
        for file, table in draft.tables.items()
        if (count := sum(row.get("source") == source for row in table))
    }
    report = save(draft)
    return BuildReport(
        pack=str(draft.head["id"]),
        source=source,
        rows=rows,
        joined=book.joined if book else 0,
        left_out={reason: count for reason, count in sorted(tally.left_out.items()) if count},
        notes=tuple(tally.notes[:_NAMED]),
        warnings=dict(sorted(Counter(fault.rule for fault in report.warnings).items())),
    )
