"""Exchanges the proper names of the first development article for others. It holds names, and no text of the article.

What a set exchanges stands in two columns: the name as the article has it, and the other. Longer names go first, and
a name is exchanged only where it stands alone, so that a part of another word stays.
"""

import re
from dataclasses import dataclass

# The names of the article, in the order of the columns below.
_OWN = (
    "Operation Herof",
    "Baloch Liberation Army",
    "BLA",
    "Balochistan",
    "Pakistani",
    "Pakistan",
    "Islamabad",
    "Quetta",
    "Gwadar",
    "Noshki",
    "Mastung",
    "Karachi",
    "Buzi Pass",
    "Bolan Pass",
    "Mach",
    "M-10",
    "Majeed Brigade",
    "Chief Minister",
    "Deputy Commissioner",
    "Assistant Commissioner",
    "Sarfraz Bugti",
    "CPEC",
    "Beijing",
    "Chinese",
    "China",
    "Belt and Road Initiative",
    "Herof",
    "Baloch",
)


@dataclass(frozen=True)
class Exchange:
    """One set of other names. ``cities`` are the four of the list of towns, in order; ``pass_`` the mined pass."""

    title: str
    others: tuple[str, ...]

    def of(self, name: str) -> str:
        """The other name for ``name``."""
        return self.others[_OWN.index(name)]

    @property
    def cities(self) -> tuple[str, ...]:
        """What the article's four towns are called here."""
        return tuple(self.of(name) for name in ("Quetta", "Gwadar", "Noshki", "Mastung"))


# Real places far from the region's own pack; the happenings are those of the article and did not take place there.
MALI = Exchange(
    "northern Mali",
    ("Operation Tamat", "Azawad Liberation Army", "ALA", "Kidal Region", "Malian", "Mali", "Bamako", "Gao", "Timbuktu",
     "Kidal", "Tessalit", "Mopti", "Hombori Pass", "Adrar Pass", "Ansongo", "RN-16", "Tamat Brigade", "Prime Minister",
     "Prefect", "Deputy Prefect", "the minister", "TSGP", "Algiers", "Algerian", "Algeria", "Sahel Road Plan", "Tamat",
     "Azawad"),
)  # fmt: skip
KACHIN = Exchange(
    "northern Myanmar",
    ("Operation Sunrise", "Kachin Independence Front", "KIF", "Kachin State", "Burmese", "Myanmar", "Naypyidaw",
     "Myitkyina", "Bhamo", "Lashio", "Hpakant", "Mandalay", "Sinlum Pass", "Gokteik Pass", "Hsipaw", "AH-14",
     "Sunrise Brigade", "Chief Minister", "Township Administrator", "Assistant Administrator", "the minister", "CMEC",
     "Delhi", "Indian", "India", "Mekong Road Plan", "Sunrise", "Kachin"),
)  # fmt: skip
KIVU = Exchange(
    "eastern DR Congo",
    ("Operation Lakes", "Kivu Resistance Movement", "KRM", "North Kivu", "Congolese", "Congo", "Kinshasa", "Goma",
     "Bukavu", "Masisi", "Rutshuru", "Kisangani", "Mubambiro Pass", "Ruzizi Pass", "Minova", "RN2", "Lakes Brigade",
     "Provincial Governor", "Administrator", "Deputy Administrator", "the minister", "CEPGL", "Kigali", "Rwandan",
     "Rwanda", "Great Lakes Plan", "Lakes", "Kivu"),
)  # fmt: skip
# No gazetteer has these.
INVENTED = Exchange(
    "invented names",
    ("Operation Velmora", "Tarvesh Liberation Army", "TLA", "Tarveshan", "Ostravian", "Ostravia", "Velgrad",
     "Qelmara", "Dorvane", "Noskhal", "Mestrun", "Karvelo", "Buzkar Pass", "Bolvan Pass", "Marchel", "K-77",
     "Zerin Brigade", "Chief Minister", "Deputy Prefect", "Assistant Prefect", "Ardo Venn", "OTEC", "Lormand",
     "Lormandic", "Lormandia", "Silver Road Plan", "Velmora", "Tarvesh"),
)  # fmt: skip
COASTLESS = Exchange(
    "other invented names, and a group that is called a front",
    ("Operation Ashfall", "United Front of the Harrow", "UFH", "Harrowmark", "Keldish", "Keldia", "Stonmere",
     "Brannoch", "Wexholm", "Tullivan", "Ordrey", "Fennick", "Gallow Pass", "Ember Pass", "Skarn", "A-99",
     "Ember Brigade", "First Minister", "District Governor", "Deputy Governor", "Osk Marrin", "KHEC", "Jorvain",
     "Jorvish", "Jorvaine", "Amber Route Plan", "Ashfall", "Harrow"),
)  # fmt: skip
ALL = (MALI, KACHIN, KIVU, INVENTED, COASTLESS)


def cities_of_the_article() -> tuple[str, ...]:
    """The four towns of the article, which no exchanged text may still hold."""
    return ("Quetta", "Gwadar", "Noshki", "Mastung")


def exchanged(text: str, names: Exchange) -> str:
    """Return ``text`` with the article's names exchanged. Raises ValueError where the sets are not of one length."""
    table = dict(zip(_OWN, names.others, strict=True))
    pattern = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", lambda match: table[match.group()], text)
