"""The libraries of the extra ``geo``, which the core does without: taken by name when a builder first needs them."""

from importlib import import_module
from typing import Any

from karez.model.errors import AtlasError


def driver(name: str) -> Any:  # noqa: ANN401 - a module, most of them without types
    """Return a module such as ``osmium`` or ``shapely``. Raises AtlasError ``missing-extra`` where it is not there."""
    try:
        return import_module(name)
    except ImportError as error:
        raise AtlasError("missing-extra", f"{name.split('.', 1)[0]} is not installed", place=name) from error
