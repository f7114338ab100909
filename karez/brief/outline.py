"""What a brief is before it is written: sections of lines, and the references that its figures lead to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from karez.model.picture import Picture
from karez.model.vocabulary import Marking


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line. With ``refs`` it is a figure, date or status that leads to these references."""

    text: str
    refs: tuple[str, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section. ``kind`` is ``item``, ``sub`` (under the item before), ``head`` or ``note``."""

    parts: tuple[Part, ...]
    kind: str = "item"

    @property
    def text(self) -> str:
        """The words, without references."""
        return "".join(part.text for part in self.parts)

    def cited(self) -> Iterator[tuple[Part, tuple[str, ...]]]:
        """Every part with the references that are written after it: each once a line, at the end of what it backs."""
        shown: set[str] = set()
        for at, part in enumerate(self.parts):
            if at + 1 < len(self.parts) and self.parts[at + 1].refs == part.refs:
                yield part, ()
                continue
            yield part, tuple(ref for ref in part.refs if ref not in shown)
            shown.update(part.refs)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled list of lines. ``quiet`` sections hold facts about the brief itself, which cite no claim."""

    key: str
    title: str
    lines: tuple[Line, ...]
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a figure leads: the sentence in its context, the report and the claimant. Names are masked.

    ``source_grade`` and ``claim_grade`` are what a person decided, empty where nobody did; ``suggested`` are the two
    that rules suggest, which are written for programs only.
    """

    id: str
    claim: str
    report: str
    quote: str
    before: str
    after: str
    claimant: str
    publisher: str
    published: str
    realis: str
    url: str | None = None
    corrected: bool = False
    source_grade: str = ""
    claim_grade: str = ""
    suggested: tuple[str, str] | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands beside the claimant: how it is told, whether it was corrected, the grades of a person."""
        graded = (
            self.source_grade and f"source graded {self.source_grade}",
            self.claim_grade and f"claim graded {self.claim_grade}",
        )
        return tuple(note for note in (self.realis, self.corrected and "corrected", *graded) if note)


@dataclass(frozen=True, slots=True)
class Brief:
    """A situation brief, ready to be written in any format.

    ``ids`` gives the short id of every cited claim, ``used`` are all claims that the lines stand on, also where only
    the first of many are cited; ``masked`` are the names that must not be written, ``kept`` the names of office-holders
    and places that stay even where a part of them is masked elsewhere. ``times`` are ``as_of`` and ``recorded`` as
    instants.
    """

    title: str
    as_of: str
    recorded: str
    timezone: str
    head: str
    marking: Marking
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    picture: Picture | None = None
    masked: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    used: tuple[str, ...] = ()
    times: tuple[int, int] = (0, 0)

    def lines(self) -> Iterator[tuple[Section, Line]]:
        """Every line with its section, in order."""
        for section in self.sections:
            for line in section.lines:
                yield section, line
