"""The briefs that were written from a kept ledger: noting one, listing them, and making one again to the byte."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from karez.app.values import Asked
from karez.brief.outline import Brief
from karez.ledger.ledger import Ledger
from karez.model.canonical import digest_text
from karez.model.errors import RequestError
from karez.model.issue import Issue
from karez.model.record import Judgement
from karez.model.times import show
from karez.model.vocabulary import Marking

_FAR = 2**62
_LEAST_ID = 5


@dataclass(frozen=True, slots=True)
class Listed:
    """A brief that was noted, and how many of its claims do not stand any more."""

    issue: Issue
    fallen: int


@dataclass(frozen=True, slots=True)
class Again:
    """A brief that was made again: its note, what it is now, whether the bytes are the same, else perhaps why."""

    issue: Issue
    rendered: str
    same: bool
    why: str = ""


class Issues:
    """The briefs of one ledger. ``make`` makes the brief that is asked for in a form, ``until`` an instant of words;
    ``reader`` and ``pack`` are the names that a brief prints now."""

    def __init__(
        self,
        ledger: Ledger,
        until: Callable[[str], int],
        make: Callable[[Asked, str], str],
        *,
        reader: str,
        pack: str,
    ) -> None:
        self._ledger = ledger
        self._until = until
        self._make = make
        self._names = {"reader": reader, "pack": pack}

    def note(self, brief: Brief, form: str, rendered: str, asked: Asked) -> Issue:
        """Write down that a brief was given out. Raises LedgerError read-only, locked, disk-full."""
        as_of, recorded = brief.times
        since = None if asked.since is None else self._exact(self._until(asked.since))
        told = {"title": asked.title, "marking": asked.marking.value, "area": asked.area, "from": asked.start}
        options: dict[str, str | None] = {**told, "to": asked.end, "since": since, **self._names}
        made = Issue(digest_text(rendered), form, as_of, recorded, brief.head, options, brief.used)
        return self._ledger.note_issue(made)

    def listed(self) -> tuple[Listed, ...]:
        """Return every brief that was noted, the earliest first."""
        issues = self._ledger.issues()
        if not issues:
            return ()
        claims = self._ledger.view(as_of=_FAR, closed=True).claims
        fallen = {record.claim.id for record in claims if record.known_to is not None}
        return tuple(Listed(issue, len(fallen & set(issue.claims))) for issue in issues)

    def find(self, prefix: str) -> Issue:
        """Return the brief that an id, or its beginning, names. Raises RequestError unknown-id, ambiguous-id."""
        found = [issue for issue in self._ledger.issues() if issue.id.startswith(prefix)]
        if not found or len(prefix) < _LEAST_ID:
            raise RequestError("unknown-id", "no brief that was noted has this id; see karez briefs", place=prefix)
        if len(found) > 1:
            raise RequestError("ambiguous-id", place=prefix)
        return found[0]

    def again(self, prefix: str) -> Again:
        """Make a brief again and tell whether it has the bytes that it had. Raises RequestError unknown-id."""
        issue = self.find(prefix)
        rendered = self._make(self._asked(issue), issue.form)
        same = digest_text(rendered) == issue.sha256
        other = [
            f"{name} was {issue.options.get(name)} and is {now}"
            for name, now in self._names.items()
            if issue.options.get(name) != now
        ]
        if any("withheld" in item.changes and item.recorded > issue.recorded for item in self._judgements()):
            other.append("a text was withheld since")
        return Again(issue, rendered, same, "" if same else "; ".join(other))

    def _judgements(self) -> Sequence[Judgement]:
        return self._ledger.view(as_of=_FAR).judgements

    def _asked(self, issue: Issue) -> Asked:
        """Return what a brief was asked for, with its two times as they were."""
        told = issue.options
        return Asked(
            as_of=self._exact(issue.as_of),
            recorded=self._exact(issue.recorded),
            since=told.get("since"),
            area=told.get("area"),
            start=told.get("from"),
            end=told.get("to"),
            title=str(told.get("title")),
            marking=Marking(str(told.get("marking"))),
        )

    def _exact(self, instant: int) -> str:
        return show(instant, self._ledger.timezone, exact=True)


def issue_json(issue: Issue, timezone: str) -> dict[str, Any]:
    """Return a brief that was noted as JSON."""
    return {
        "id": issue.id,
        "made": show(issue.made, timezone),
        "form": issue.form,
        "sha256": issue.sha256,
        "as_of": show(issue.as_of, timezone),
        "recorded": show(issue.recorded, timezone, exact=True),
        "ledger_head": issue.head,
        "options": dict(issue.options),
        "claims": list(issue.claims),
    }
