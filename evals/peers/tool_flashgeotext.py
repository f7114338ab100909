"""flashgeotext: names of countries and large towns from a list. Runs with the peer's own Python."""

import json
import sys

from flashgeotext.geotext import GeoText
from loguru import logger

logger.remove()
finder = GeoText()
for line in sys.stdin:
    found = finder.extract(json.loads(line), span_info=True)
    print(
        json.dumps(
            sorted([*span, "GPE"] for group in found.values() for item in group.values() for span in item["span_info"])
        )
    )
