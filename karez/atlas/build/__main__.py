"""``python -m karez.atlas.build``: link points to GeoNames, write outlines, write a list of towns."""

import sys
from pathlib import Path

from karez.atlas.build.cities import write_cities
from karez.atlas.build.geonames import link_pack
from karez.atlas.build.outlines import write_outlines

_USAGE = """usage: python -m karez.atlas.build geonames PACK_FOLDER
       python -m karez.atlas.build cities PACK_FOLDER ORDINARY_WORDS.txt
       python -m karez.atlas.build outlines PACK_FOLDER COUNTRIES.json   (npm world-atlas: countries-10m.json)
"""


def main(arguments: list[str]) -> int:
    """Run one builder; returns the exit status."""
    match arguments:
        case ["geonames", folder]:
            print(f"{link_pack(Path(folder))} places linked to GeoNames")
        case ["cities", folder, words]:
            print(f"{write_cities(Path(folder), Path(words))} towns written")
        case ["outlines", folder, countries]:
            print(f"{write_outlines(Path(folder), Path(countries))} bytes of outlines written")
        case _:
            sys.stderr.write(_USAGE)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
