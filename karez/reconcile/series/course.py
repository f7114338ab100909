"""One toll in knowledge time: which figure became known when, what it replaced, and the bounds from then on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from karez.model.finding import TollFigure
from karez.model.origin import independent
from karez.model.series import Account, Aside, Bounds, Change, Standing, Step, Why
from karez.model.vocabulary import Victims
from karez.reconcile.counted import Numbers, numbers
from karez.reconcile.figures import figure_of
from karez.reconcile.item import Item, told_order
from karez.reconcile.series.rule import TollOptions
from karez.reconcile.tally import Entry, Tally
from karez.reconcile.toll_rule import account, is_unknown
from karez.reconcile.voices import Instant, Voice, listen

# Letters by how much they tell of a figure that several claims give; no letter tells more than F.
_ORDER = ("A", "B", "C", "D", "E", None, "F")
_Key = tuple[str, Numbers]


@dataclass(frozen=True, slots=True)
class Told:
    """The claims of one toll in order of telling, and which of them only print another again: its id by theirs."""

    items: tuple[Item, ...]
    copies: Mapping[str, str]


def told_once(members: Iterable[Item]) -> Told:
    """Return claims with the copies among them told apart.

    A copy is a claim with the number and claimant of an earlier one whose words have the same origin and which another
    publisher printed. What the same publisher prints again is its word anew.
    """
    told = tuple(sorted(members, key=told_order))
    first: dict[tuple[str, str, Numbers], Item] = {}
    copies: dict[str, str] = {}
    for item in told:
        earlier = first.setdefault((item.origin, item.source.key, numbers(item)), item)
        if item.origin and earlier.report.id != item.report.id and not _one_publisher(earlier, item):
            copies[item.claim.id] = earlier.claim.id
    return Told(told, copies)


def _one_publisher(one: Item, other: Item) -> bool:
    return one.report.publisher is not None and one.report.publisher == other.report.publisher


class Course:
    """Follows the claims of one toll from the first to the last; then tells what stands."""

    def __init__(
        self, told: Told, replaced: Mapping[str, Item], denials: Sequence[Item], victims: Victims, options: TollOptions
    ) -> None:
        self._told, self._replaced, self._victims, self._options = told, replaced, victims, options
        self._denials: dict[int, list[Item]] = {}
        for item in sorted(denials, key=told_order):
            self._denials.setdefault(item.known_from, []).append(item)
        self._denied: dict[_Key, Item] = {}
        self._letters: dict[_Key, str | None] = {}
        self._entered: dict[str, dict[Numbers, Entry]] = {}
        self._heirs: dict[str, list[Item]] = {}
        for item in told.items:
            if (heir := replaced.get(item.claim.id)) is not None:
                self._heirs.setdefault(heir.claim.id, []).append(item)
        self._members = {item.claim.id for item in told.items}
        self._spoken: set[str] = set()
        self._since: dict[_Key, int] = {}
        self._tally = Tally()
        self._voices: Mapping[str, Voice] = {}
        self.steps = tuple(self._run())

    @property
    def bounds(self) -> Bounds:
        """The bounds that stand at the end."""
        return self._tally.bounds()

    def _run(self) -> Iterable[Step]:
        for instant, voices in listen(self._told.items, self._replaced, self._told.copies.keys(), self._denials):
            self._voices = voices
            made: list[Step] = []
            self._hear(instant)
            for key in sorted(instant.keys):
                made += self._changed(key, voices[key], instant)
            made += self._deny(self._denials.get(instant.known_from, ()))
            bounds = self._tally.bounds()
            yield from (replace(step, bounds=bounds) for step in made)

    def _hear(self, instant: Instant) -> None:
        """Note the letters of what is said, and that what is said again is denied no more."""
        for key, said in instant.said.items():
            for item in said:
                at, letter = (key, numbers(item)), self._options.grades.get(item.claim.id)
                self._letters[at] = min(self._letters.get(at, letter), letter, key=_ORDER.index)
                self._denied.pop(at, None)

    def _changed(self, key: str, voice: Voice, instant: Instant) -> list[Step]:
        """Bring the tally up to what a claimant says now; return a step for each number that is new."""
        before = self._entered.setdefault(key, {})
        gone = [number for number in before if number not in voice.standing]
        for number in gone:
            self._out(before.pop(number))
        new_ones = (number for number in voice.standing if number not in before)
        fresh = sorted(new_ones, key=lambda number: told_order(voice.alive[number][0]))
        for number in voice.standing:
            old = before.get(number)
            new = self._entry(key, number, old.figure if old else figure_of(voice.alive[number][:1]))
            if new != old:
                if old:
                    self._out(old)
                else:
                    self._since[key, number] = instant.known_from
                before[number] = new
                self._tally.put(new)
        left = [item for number in gone for item in voice.alive.get(number, ())]
        if gone and not fresh:
            return self._withdrawn(_of(instant.dropped, key), instant)
        made = [self._step(key, voice, number, instant, left) for number in fresh]
        self._spoken.add(key)
        return made

    def _entry(self, key: str, number: Numbers, figure: TollFigure) -> Entry:
        grade = self._letters.get((key, number))
        credible = not is_unknown(grade) and (key, number) not in self._denied
        return Entry(figure, self.account_of(figure), grade, credible)

    def _out(self, entered: Entry) -> None:
        self._tally.put(entered, out=True)

    def _step(self, key: str, voice: Voice, number: Numbers, instant: Instant, left: Sequence[Item]) -> Step:
        now = [item for item in instant.said.get(key, ()) if numbers(item) == number] or voice.alive[number]
        wrong = [old for item in now for old in self._heirs.get(item.claim.id, ())] + _of(instant.dropped, key)
        change = Change.CORRECTED if wrong else (Change.REVISED if key in self._spoken else Change.FIRST)
        olds = {item.claim.id: None for item in sorted((*left, *wrong), key=told_order)}
        claims = tuple(item.claim.id for item in now)
        return self._made(instant.known_from, change, figure_of(now), claims, tuple(olds))

    def _withdrawn(self, dropped: Sequence[Item], instant: Instant) -> list[Step]:
        """A step without a number, where what corrects a claimant's number is told of another toll, or stood before."""
        lost = [item for item in dropped if not self._is_new(self._replaced[item.claim.id], instant)]
        if not lost:
            return []
        heir = self._replaced[lost[0].claim.id]
        figure = replace(figure_of(lost), low=None, best=None, high=None, word=None)
        olds = tuple(item.claim.id for item in lost)
        return [self._made(heir.known_from, Change.CORRECTED, figure, (heir.claim.id,), olds)]

    def _is_new(self, heir: Item, instant: Instant) -> bool:
        """Whether what corrects a number is a number of this toll that nobody gave for its claimant before."""
        since = self._since.get((heir.source.key, numbers(heir)), instant.known_from)
        return heir.claim.id in self._members and since == instant.known_from

    def _deny(self, denials: Iterable[Item]) -> list[Step]:
        made: list[Step] = []
        for item in denials:
            key, number = item.source.key, numbers(item)
            entered = self._entered.get(key, {}).get(number)
            if entered is None or (key, number) in self._denied:
                continue
            self._denied[key, number] = item
            self._out(entered)
            fresh = self._entered[key][number] = self._entry(key, number, entered.figure)
            self._tally.put(fresh)
            made.append(self._made(item.known_from, Change.DENIED, figure_of([item]), (item.claim.id,), ()))
        return made

    def _made(
        self, known_from: int, change: Change, figure: TollFigure, claims: tuple[str, ...], replaces: tuple[str, ...]
    ) -> Step:
        return Step(
            known_from=known_from,
            change=change,
            source=figure.source,
            account=self.account_of(figure),
            low=figure.low,
            best=figure.best,
            high=figure.high,
            qualifier=figure.qualifier,
            claims=claims,
            bounds=Bounds(),
            replaces=replaces,
            word=figure.word,
        )

    def account_of(self, figure: TollFigure) -> Account:
        """Return whose dead the figure's claimant speaks of."""
        return account(figure.source, self._victims)

    def standing(self) -> tuple[Standing, ...]:
        """Return the figures that stand at the end, in order of known-from."""
        found: list[Standing] = []
        for key, voice in self._voices.items():
            earlier = tuple(item.claim.id for item in sorted(voice.earlier(), key=told_order))
            for number in voice.standing:
                told = sorted(voice.alive[number], key=told_order)
                figure, entered = figure_of(told, earlier), self._entered[key][number]
                counts = entered.credible or self._tally.uses_all
                why = Why.DENIED_BY_OWN_SIDE if (key, number) in self._denied else Why.NOT_RELIABLE
                found.append(
                    Standing(
                        figure,
                        self.account_of(figure),
                        len({item.report.id for item in told}),
                        entered.grade,
                        counts,
                        None if counts else why,
                    )
                )
        return tuple(sorted(found, key=lambda one: (one.figure.known_from, one.figure.source.key, one.figure.claims)))

    @property
    def independent(self) -> int:
        """How many independent origins give a number that stands, each claimant and each origin counted once."""
        held = (
            item.voice for voice in self._voices.values() for number in voice.standing for item in voice.alive[number]
        )
        return independent(held).origins

    def aside(self) -> list[Aside]:
        """Return the claims that stand behind no number now, and the copies, each with the reason."""
        found = [
            Aside(item.claim.id, Why.CORRECTED, self._replaced[item.claim.id].claim.id)
            for item in self._told.items
            if item.claim.id in self._replaced
        ]
        gone = {one.claim for one in found}
        for key, voice in self._voices.items():
            now = [item for number in voice.standing for item in voice.alive[number][:1]]
            by = min(now, key=told_order).claim.id if now else None
            found += [Aside(item.claim.id, Why.SUPERSEDED, by) for item in voice.earlier()]
            for number in voice.standing:
                denial = self._denied.get((key, number))
                if not self._entered[key][number].credible and not self._tally.uses_all:
                    why = Why.DENIED_BY_OWN_SIDE if denial else Why.NOT_RELIABLE
                    found += [
                        Aside(item.claim.id, why, denial.claim.id if denial else None) for item in voice.alive[number]
                    ]
        gone |= {one.claim for one in found}
        return found + [Aside(claim, Why.COPY, by) for claim, by in self._told.copies.items() if claim not in gone]


def _of(items: Iterable[Item], key: str) -> list[Item]:
    return [item for item in items if item.source.key == key]
