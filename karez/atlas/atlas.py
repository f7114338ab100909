"""The atlas: some packs as one, with a door for each question."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from karez.atlas.actors import ActorLexicon
from karez.atlas.assets import AssetIndex
from karez.atlas.gazetteer import Gazetteer
from karez.atlas.geometry import clip
from karez.atlas.network import Network
from karez.atlas.pack import Pack, load_pack, shipped_packs
from karez.atlas.values import Outline

Box = tuple[float, float, float, float]


class Atlas:
    """Some packs together; earlier packs win where two are equal. Every part is built on its first use."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self.packs = tuple(packs)

    @classmethod
    def open(cls, packs: Sequence[str | Path] | None = None) -> "Atlas":
        """Open packs by id or path; None opens all that ship. Raises AtlasError for a missing or broken one."""
        return cls([load_pack(pack) for pack in (shipped_packs() if packs is None else packs)])

    @property
    def version(self) -> str:
        """The packs and their versions, in order, as they stand in reading rows and briefs."""
        return " ".join(f"{pack.info.id}@{pack.info.version}" for pack in self.packs)

    @property
    def timezone(self) -> str:
        """The zone of the first pack, an IANA name; UTC where there is no pack."""
        return self.packs[0].info.timezone if self.packs else "UTC"

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The place names."""
        return Gazetteer(self.packs)

    @cached_property
    def actors(self) -> ActorLexicon:
        """The parties and their names."""
        return ActorLexicon(self.packs, self.gazetteer)

    @cached_property
    def network(self) -> Network:
        """The roads and railways of normal times."""
        return Network(self.packs)

    @cached_property
    def assets(self) -> AssetIndex:
        """What reports give a state to: roads, lines, crossings, ports, services."""
        return AssetIndex(self.packs, self.gazetteer, self.network)

    def outlines(self, box: Box) -> tuple[Outline, ...]:
        """Coast and borders within ``box`` (west, south, east, north), from the first pack that reaches so far."""
        reaching = [pack for pack in self.packs if pack.outlines and _holds(pack.info.bbox, box)]
        lines = reaching[0].outlines if reaching else ()
        return tuple(Outline(line.kind, tuple(run)) for line in lines for run in clip(line.points, box))

    @property
    def credits(self) -> tuple[str, ...]:
        """Who is to be named where this atlas is shown, each once."""
        return tuple(dict.fromkeys(credit for pack in self.packs for credit in pack.info.credits))


# How far the outlines of a pack reach beyond its own box, in degrees: what the builder adds.
_RIM = 1.5


def _holds(outer: Box, inner: Box) -> bool:
    west, south, east, north = inner
    return outer[0] - _RIM <= west and outer[1] - _RIM <= south and east <= outer[2] + _RIM and north <= outer[3] + _RIM
