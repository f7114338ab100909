"""``karez atlas``: the commands about atlas packs, as one group. A command is added by naming it below."""

from collections.abc import Callable

import typer

from karez.app.commands.atlas_build import build_commands
from karez.app.commands.packs import check, list_packs, schema

HELP = """Atlas packs: the places, roads, parties and names that reports are read against.

\b
Examples:
  karez atlas list
  karez atlas check my-pack/
  karez atlas schema
  karez atlas build geonames XX.zip -o my-pack
"""

COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("list", list_packs),
    ("check", check),
    ("schema", schema),
)


def atlas_commands() -> typer.Typer:
    """Return the group with all its commands."""
    group = typer.Typer(help=HELP, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
    for name, command in COMMANDS:
        group.command(name)(command)
    group.add_typer(build_commands(), name="build")
    return group
