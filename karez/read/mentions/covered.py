"""Which characters of a text are taken by what was found there, in time that does not grow with what was found."""

from collections.abc import Iterable

from karez.model.text import Offsets


class Covered:
    """Which characters of a text some spans cover."""

    __slots__ = ("_marks",)

    def __init__(self, text: str, spans: Iterable[Offsets] = ()) -> None:
        self._marks = bytearray(len(text))
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Cover ``start:end``, too."""
        self._marks[start:end] = b"\1" * (end - start)

    def touches(self, span: Offsets) -> bool:
        """Tell whether ``span`` shares a character with one of the spans."""
        return 1 in self._marks[span[0] : span[1]]
