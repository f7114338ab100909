"""What a name may be, as bits: asked for in bulk for every run of words in a text."""

from enum import IntFlag


class NameFlag(IntFlag):
    """The bits that ``Gazetteer.flags`` gives for a folded name; several hold at once.

    The sizes are those of the largest town of that name, be it the town's main name or another.
    """

    TOWN = 1
    TOWN_OTHER_NAME = 2
    TOWN_15K = 4
    TOWN_100K = 8
    TOWN_1M = 16
    COUNTRY = 32
    FIRST_LEVEL = 64
    SECOND_LEVEL = 128
    REGION = 256
    DEMONYM = 512
    REGIONAL_PACK = 1024
    COMMON_WORD = 2048
    # A name that ``Gazetteer.find`` looks for by itself; not told by ``Gazetteer.flags``.
    LISTED = 4096


# People of a town, and the bit that it sets.
SIZES = ((15_000, NameFlag.TOWN_15K), (100_000, NameFlag.TOWN_100K), (1_000_000, NameFlag.TOWN_1M))
