"""The command line: one command from reports to a brief, and a door to every part of the ledger."""

import sys
from collections.abc import Callable

import typer

from karez.app.commands.judging import correct, reject, withhold
from karez.app.commands.keeping import add, init, reread, verify
from karez.app.commands.reading import read
from karez.app.commands.showing import brief, claims, show
from karez.model.errors import KarezError, RequestError

HELP = """Reports of a conflict in, a situation brief out in which every figure leads back to its sentence.

Begin with:  karez brief REPORT...   (files or folders; no set-up needed)

To keep reports:  karez init, karez add REPORT..., karez brief

Results go to stdout, progress and errors to stderr. Exit status: 0 all done, 3 done with some inputs failed,
1 nothing done, 2 wrong use. Karez says what was reported, not what is true.
"""

COMMANDS: tuple[Callable[..., None], ...] = (
    brief,
    read,
    init,
    add,
    claims,
    show,
    reject,
    correct,
    withhold,
    reread,
    verify,
)


def build() -> typer.Typer:
    """Return the command line with all its commands."""
    app = typer.Typer(
        help=HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    for command in COMMANDS:
        app.command()(command)
    return app


def main() -> None:
    """Run the command line and exit: 2 for wrong use, 1 for what could not be done."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line on ``arguments`` and return its exit status."""
    try:
        build()(arguments)
    except KarezError as error:
        print(error.line(), file=sys.stderr)
        return 2 if isinstance(error, RequestError) else 1
    except KeyboardInterrupt:
        print("stopped; what was acknowledged is kept", file=sys.stderr)
        return 1
    except SystemExit as end:  # how typer ends: 0, the status that a command gave, 2 for wrong use
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0
