"""Commands that tell how far sources and what they tell can be relied on, and by which a person grades them."""

import sys
from typing import Annotated

import typer

from karez.app.commands.options import AsOf, By, Json, Ledger, Reason, Recorded, open_workspace
from karez.app.grades_out import asked_for, grade_words, graded_row, grades_json, source_row
from karez.app.grading import Wish
from karez.app.output import judgement_json, print_json, print_table
from karez.app.values import Asked

_SOURCES = ("source", "on", "claims", "person", "rules", "why")
_GRADED = ("claim", "person", "rules", "why")


def grades(
    what: Annotated[
        list[str] | None, typer.Argument(metavar="WHAT", help="A source's key or name, a claim, an incident.")
    ] = None,
    ledger: Ledger = None,
    as_of: AsOf = None,
    recorded: Recorded = None,
    json: Json = False,
) -> None:
    """List sources with their grades.

    What a person decided, and what the rules suggest.

    Reliability of a source, A to F, and credibility of what it tells, 1 to 6, are kept apart. F and 6 mean that it
    cannot be judged: they are not the end of a scale. A suggestion stands here only; no figure and no brief uses it.

    \b
    Examples:
      karez grades
      karez grades "Sample Wire (composed)"
      karez grades clm-0123456789ab --json

    Without WHAT all sources are listed, and the claims and incidents that a person graded. Next: karez grade.
    """
    with open_workspace(ledger) as workspace:
        found = asked_for(workspace.grading.grades(Asked(as_of=as_of, recorded=recorded)), what)
        zone = workspace.timezone
    if json:
        print_json(grades_json(found, zone))
        return
    if found.sources:
        print_table(f"{len(found.sources)} sources", _SOURCES, [source_row(one) for one in found.sources])
    told = [*found.claims.values(), *found.incidents.values()]
    shown = told if what else [one for one in told if one.decision]
    if shown:
        print_table(f"{len(shown)} claims and incidents", _GRADED, [graded_row(one) for one in shown])
    print("next: karez grade SOURCE GRADE --by NAME --reason WHY", file=sys.stderr)


def grade(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="A source's key or name, a claim, or an incident.")],
    given: Annotated[
        str, typer.Argument(metavar="GRADE", help="B for a source, 2 for a claim or incident, B2 for both.")
    ],
    by: By,
    reason: Reason,
    on: Annotated[
        str | None, typer.Option("--on", help="Only its word on own_losses or enemy_losses; else whatever it tells.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", help="When it begins to hold; else with the latest report it speaks of.")
    ] = None,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Grade a source, a claim or an incident.

    A later grade stands in its place, and none is erased.

    Sources take a letter: A no doubt, B minor doubt, C some doubt, D serious doubt, E false reports before, F cannot be
    judged. Claims and incidents take a number: 1 confirmed by others, 2 fits what is known, 3 fits in part, 4 odd, 5
    contradicted, 6 cannot be judged. A brief prints only what a person decided.

    \b
    Examples:
      karez grade "Sample Wire (composed)" B --by "day desk" --reason "a clean record, some haste"
      karez grade official:army D --on enemy_losses --by "day desk" --reason "its numbers never came true"
      karez grade clm-0123456789ab 2 --by "day desk" --reason "the hospital says so, too"
      karez grade clm-0123456789ab B2 --by "day desk" --reason "the claim, and its source on this matter"
      karez grade inc-0123456789ab 1 --by "day desk" --reason "three told it who do not know each other"

    Private persons are not graded. A brief --as-of an earlier time shows the older grade. Next: karez grades.
    """
    with open_workspace(ledger) as workspace:
        made = workspace.grading.decide(Wish(what, given, by, reason, on, since))
        zone = workspace.timezone
    if json:
        print_json([judgement_json(one, zone) for one in made])
        return
    for one in made:
        print(f"{one.id}: {grade_words(one)}")
    print("next: karez grades", file=sys.stderr)
