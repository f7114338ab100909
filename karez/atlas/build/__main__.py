"""``python -m karez.atlas.build geonames PACK`` and ``... outlines PACK COUNTRIES.json``."""

import sys
from pathlib import Path

from karez.atlas.build.geonames import link_pack
from karez.atlas.build.outlines import write_outlines

_USAGE = """usage: python -m karez.atlas.build geonames PACK_FOLDER
       python -m karez.atlas.build outlines PACK_FOLDER COUNTRIES.json   (npm world-atlas: countries-10m.json)
"""


def main(arguments: list[str]) -> int:
    """Run one builder; returns the exit status."""
    match arguments:
        case ["geonames", folder]:
            print(f"{link_pack(Path(folder))} places linked to GeoNames")
        case ["outlines", folder, countries]:
            print(f"{write_outlines(Path(folder), Path(countries))} bytes of outlines written")
        case _:
            sys.stderr.write(_USAGE)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
