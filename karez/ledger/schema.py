"""The tables. Types are those every back-end has: ids as text, instants as integer microseconds UTC, JSON as text.

Rows of the chained tables carry ``seq``, the commit that wrote them, and ``digest``, over the canonical JSON of
table and row. Texts and bytes lie by their own digest outside the chain, so that they can be withheld.
"""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()


def _chained(name: str, *columns: Column[object]) -> Table:
    return Table(
        name,
        METADATA,
        Column("id", Text, primary_key=True),
        Column("seq", Integer, nullable=False, index=True),
        *columns,
        Column("digest", Text, nullable=False),
    )


def _text(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, Text, nullable=nullable)


def _instant(name: str) -> Column[object]:
    return Column(name, BigInteger, nullable=False)


def _by_digest(name: str, content: str) -> Table:
    return Table(name, METADATA, Column("sha256", Text, primary_key=True), Column(content, LargeBinary, nullable=False))


META = Table("meta", METADATA, Column("key", Text, primary_key=True), _text("value"))
# The UTF-8 bytes of each text: PostgreSQL's own texts take no NUL.
TEXT = _by_digest("text", "body")
BLOB = _by_digest("blob", "data")
CHAIN = Table(
    "chain",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _text("prev"),
    _text("root"),
    Column("rows", Integer, nullable=False),
    _instant("recorded"),
    _text("head"),
)
CAPTURE = _chained(
    "capture",
    Column("report", Text, nullable=False, index=True),
    Column("sha256", Text, nullable=False, index=True),
    _text("source"),
    _text("method"),
    _text("media_type", nullable=True),
    _instant("captured"),
)
REPORT = _chained(
    "report", Column("text_sha256", Text, nullable=False, index=True), _instant("known_from"), _text("body")
)
CLAIM = _chained(
    "claim",
    Column("report", Text, nullable=False, index=True),
    _text("kind"),
    Column("start_at", Integer, nullable=False),
    Column("end_at", Integer, nullable=False),
    _instant("known_from"),
    # When it happened: local wall-clock time, counted as if it were UTC; the end is exclusive.
    Column("happened_from", BigInteger),
    Column("happened_to", BigInteger),
)
READING = _chained(
    "reading", Column("claim", Text, nullable=False, index=True), _text("reader"), _text("pack"), _text("body")
)
JUDGEMENT = _chained(
    "judgement",
    _text("verdict"),
    _text("by"),
    _text("reason"),
    _instant("known_from"),
    Column("report", Text, index=True),
    _text("body"),
)
MARKING = _chained("marking", Column("report", Text, nullable=False, index=True), _text("marking"))
# The briefs that were written: beside the chain, since writing one is no news.
ISSUE = Table(
    "issue",
    METADATA,
    Column("id", Text, primary_key=True),
    _text("sha256"),
    _text("form"),
    _instant("as_of"),
    _instant("recorded"),
    _text("head"),
    _text("options"),
    _text("claims"),
    _instant("made"),
)

CHAINED: tuple[Table, ...] = (CAPTURE, REPORT, CLAIM, READING, JUDGEMENT, MARKING)
