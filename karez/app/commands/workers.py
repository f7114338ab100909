"""Working through a batch in several processes: the same out as in one, in the same order."""

import atexit
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from typing import TypeVar

from karez.app.commands.lines import as_line, output_line
from karez.app.settings import Settings
from karez.app.workspace import Workspace
from karez.model.errors import InputError

Made = TypeVar("Made")
# With fewer lines than this another process costs more time than it saves.
LEAST = 200
_MOST_WORKERS = 4
_CHUNK = 16
_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Read:
    """An output line as it is written, and the message of its error, None where it was read."""

    line: str
    error: str | None


@dataclass(frozen=True, slots=True)
class _How:
    """How lines are read: when a line that does not say was published, and whether its evidence is told."""

    published: str | None
    explain: bool


def read_lines(
    workspace: Workspace,
    lines: Iterable[str | None],
    *,
    settings: Settings,
    published: str | None,
    explain: bool = False,
) -> Iterator[Read]:
    """Yield the output of every input line in order: in this process where there are few, else in as many as there
    are processors, at most four. ``settings`` are those of ``workspace``, the others as in ``output_line``.

    Raises InputError unexpected where a process was ended from outside.
    """
    return worked(workspace, lines, partial(_read, how=_How(published, explain)), settings=settings)


def worked(
    workspace: Workspace,
    lines: Iterable[str | None],
    work: Callable[[Workspace, str | None], Made],
    *,
    settings: Settings,
) -> Iterator[Made]:
    """Yield what ``work``, a function that can be pickled, makes of every line in order, in as many processes as
    ``read_lines``. Raises InputError unexpected where a process was ended from outside.
    """
    rest = iter(lines)
    first = list(islice(rest, LEAST))
    count = min(_processors(), _MOST_WORKERS)
    if len(first) < LEAST or count < 2:
        yield from (work(workspace, line) for line in chain(first, rest))
        return
    executor = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_follow_parent)
    try:
        yield from _parted(executor, chain(first, rest), settings, work, ahead=count * _AHEAD)
    except BrokenProcessPool as error:
        raise InputError("unexpected", "a reading process was ended from outside") from error
    finally:
        executor.shutdown(cancel_futures=True)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _parted(
    executor: ProcessPoolExecutor,
    lines: Iterator[str | None],
    settings: Settings,
    work: Callable[[Workspace, str | None], Made],
    *,
    ahead: int,
) -> Iterator[Made]:
    """Hand out chunks of lines, only so many ahead of what was given back that a long batch is never held whole."""
    pending: deque[Future[list[Made]]] = deque()
    while chunk := list(islice(lines, _CHUNK)):
        pending.append(executor.submit(_chunk, settings, chunk, work))
        if len(pending) >= ahead:
            yield from pending.popleft().result()
    while pending:
        yield from pending.popleft().result()


def _read(workspace: Workspace, line: str | None, *, how: _How) -> Read:
    value = output_line(workspace, line, published=how.published, explain=how.explain)
    return Read(as_line(value), value["error"]["message"] if "error" in value else None)


def _chunk(settings: Settings, lines: list[str | None], work: Callable[[Workspace, str | None], Made]) -> list[Made]:
    workspace = _workspace(settings)
    return [work(workspace, line) for line in lines]


@cache
def _workspace(settings: Settings) -> Workspace:
    """This process's own workspace, opened with its first lines and closed when it ends."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(Workspace.passing(settings))


def _follow_parent() -> None:
    """Leave interrupts to the parent, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
