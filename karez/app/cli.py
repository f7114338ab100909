"""The command line: one command from reports to a brief, and a door to every part of the ledger."""

import errno
import io
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from karez.app.commands.access import access
from karez.app.commands.atlas import atlas_commands
from karez.app.commands.briefing import brief, briefs
from karez.app.commands.cluster import cluster
from karez.app.commands.contradicting import contradictions
from karez.app.commands.copying import copies
from karez.app.commands.differing import diff
from karez.app.commands.grading import grade, grades
from karez.app.commands.joining import join, keep_apart, split, suggestions
from karez.app.commands.judging import accept, correct, reject, retract, withhold
from karez.app.commands.keeping import add, init, reread, verify
from karez.app.commands.reading import read
from karez.app.commands.showing import claims, schema, show
from karez.app.commands.tolls import explain, tolls
from karez.app.commands.why import why
from karez.app.log import configure, log
from karez.model.errors import KarezError, RequestError

HELP = """Reports of a conflict in, a situation brief out in which every figure leads back to its sentence.

\b
First steps:
  karez brief REPORT...       a brief in one go, from files or folders; nothing is kept
  karez init                  make a ledger, ./karez.db
  karez add REPORT...         read reports into it
  karez brief                 a brief of all that it holds
  karez access                which towns can be reached, by what reports say of the roads
  karez tolls                 how many people were harmed, by whose account, and how that became known
  karez explain NUMBER        where a number comes from, and what was set aside
  karez show CLAIM            the sentence behind a figure

Every command tells more: karez COMMAND --help. Results go to stdout, progress and errors to stderr. Exit status: 0 all
done, 3 done with some inputs failed, 1 nothing done, 2 wrong use. Karez says what was reported, not what is true.
"""

COMMANDS: tuple[Callable[..., None], ...] = (
    brief,
    briefs,
    read,
    init,
    add,
    access,
    cluster,
    why,
    suggestions,
    claims,
    diff,
    contradictions,
    copies,
    tolls,
    explain,
    show,
    reject,
    accept,
    retract,
    correct,
    grade,
    grades,
    withhold,
    join,
    split,
    keep_apart,
    reread,
    verify,
    schema,
)
# What a shell expects of a program that was stopped with Ctrl-C.
STOPPED = 130


def build() -> typer.Typer:
    """Return the command line with all its commands."""
    app = typer.Typer(help=HELP, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True)(begin)
    for command in COMMANDS:
        app.command()(command)
    app.add_typer(atlas_commands(), name="atlas")
    return app


def begin(
    context: typer.Context,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Log what is done, as structured lines on stderr [KAREZ_LOG=info|debug].")
    ] = False,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """What comes before every command: the log, the version, or the help where no command is given."""
    configure("info" if verbose else None)
    if show_version:
        print(f"karez {version('karez')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit


def main() -> None:
    """Run the command line and exit: 2 for wrong use, 1 for what could not be done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal of few letters gets the rest as codes
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line on ``arguments`` and return its exit status."""
    try:
        build()(arguments, prog_name="karez")
    except KarezError as error:
        statement = getattr(error.__cause__, "statement", None)
        log().debug("refused", code=error.code, cause=type(error.__cause__).__name__, statement=statement)
        print(error.line(), file=sys.stderr)
        return 2 if isinstance(error, RequestError) else 1
    except KeyboardInterrupt:
        return _stopped()
    except OSError as error:  # what a command meets is told by its own error; here only the output is left
        if error.errno != errno.ENOSPC:
            raise
        print(RequestError("bad-value", error.strerror or "", place="the output").line(), file=sys.stderr)
        return 1
    except SystemExit as end:  # how typer ends: 0, the status that a command gave, 2 for wrong use
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
        return _stopped() if status == STOPPED else status
    return 0


def _stopped() -> int:
    print("stopped; what was acknowledged is kept", file=sys.stderr)
    return STOPPED
