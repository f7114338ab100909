"""Files of one JSON object a line, plain or gzipped, as the shared data and our own annotations keep them."""

import gzip
import json
from pathlib import Path
from typing import Any


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The objects of a file, in its order; blank lines are none. Raises ``FileNotFoundError``."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    # Not splitlines: a text may hold a line separator (U+2028) that JSON leaves as it is.
    return [json.loads(line) for line in text.split("\n") if line.strip()]
