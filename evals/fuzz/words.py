"""Random strings: from any code points to what looks like a report. Composed; nothing here was reported by anyone."""

from random import Random

_LIST = """
killed wounded injured dead died bodies casualties missing abducted kidnapped detained arrested released surrendered
displaced soldiers troops personnel policemen civilians fighters militants labourers children women people families
officials police army spokesman spokesperson statement said claimed confirmed denied reportedly allegedly according to
the a an of in on at near between from outside and or but not no none several dozens scores hundreds at least up to
more than about nearly over attack attacked ambush bomb blast explosion clash raid seized captured held took control
withdrew surrounded highway road railway track train bridge tunnel pass airport port border crossing mobile internet
power electricity water fuel hospital school market closed open blocked restored suspended damaged destroyed cut
restricted ban curfew order ordered imposed section government district city town province station post camp will would
may could if unless after before during since until yesterday today Monday Saturday night morning evening week month
year hours days January February 2026 2025 31 he she they his her it which who was were has have had been is are
"""
_WORDS = tuple(_LIST.split())
_NAMES = (
    "Quetta", "Gwadar", "Nushki", "Mastung", "Mach", "Turbat", "Karachi", "Balochistan", "Pakistan", "N-25", "M-8",
    "Bolan Pass", "Kabul", "Paris", "BLA", "UN", "Red Cross", "the Example Front", "Example Daily",
)  # fmt: skip
_NUMBERS = (
    "17", "31", "145", "193", "1,200", "1.5 million", "two", "twenty-one", "a dozen", "hundreds", "10-12", "24/7", "0",
    "-3", "9" * 30, "½", "٣١", "۱۷", "十", "1e9", "3rd", "first", "10.30am", "1 February 2026", "31/01/2026",
    "2026-01-31", "last Friday", "35 hours", "one month", "per cent", "30%",
)  # fmt: skip
_MARKS = (
    ". ", ", ", "; ", ": ", "! ", "? ", "\n", "\n\n", "\r\n", " – ", " — ", "... ", "“", "”", '"', "'", "’", "(", ")",
    "[", "]", "<b>", "</b>", "&amp;", "<p>", "\t", "\u00a0", "\u00ad", "\u200b", "\u200f", "\u202e", "\ufeff", "\x00",
    "\ud800", "\udfff", "\ufffd", "e\u0301", "\U0001f525", "سڑک بند", "дорога", "\u2028", "\x0b", "\x1c", "\x85", "İ",
    "ß", "ﬁ", "#", "* ", "- ", "| ", "\\", "/", "%", "@", "{", "}", "\x7f",
)  # fmt: skip
_CODES = ((0x20, 0x7E), (0x00, 0x24F), (0x00, 0xFFFF), (0x10000, 0x10FFFF), (0x600, 0x6FF), (0xD800, 0xDFFF))


def any_text(random: Random, most: int = 200) -> str:
    """Any code points, lone surrogates among them."""
    first, last = random.choice(_CODES)
    return "".join(chr(random.randint(first, last)) for _ in range(random.randint(0, most)))


def likely_text(random: Random, most: int = 120) -> str:
    """Words of reports, names, numbers and marks in any order, some words cut or in capitals."""
    pieces = [_piece(random) for _ in range(random.randint(1, most))]
    return "".join(pieces)


def _piece(random: Random) -> str:
    kind = random.random()
    if kind < 0.62:
        return _bent(random, random.choice(_WORDS)) + " "
    if kind < 0.74:
        return random.choice(_NAMES) + " "
    if kind < 0.86:
        return random.choice(_NUMBERS) + " "
    return random.choice(_MARKS) if kind < 0.98 else any_text(random, 5)


def _bent(random: Random, word: str) -> str:
    turn = random.random()
    if turn < 0.85:
        return word
    return random.choice((word.title(), word.upper(), word[: random.randint(0, len(word))], word + word, word + "s"))


_SENTENCES = (
    "{a} {who} were killed and {b} wounded in {place}, {by} said on {day}.",
    "The {asset} near {place} was {state} {why}, {by} said.",
    "{by} denied that {who} had taken {place}.",
    "At least {a} people, including {b} {who}, died; {a} {who} and {b} others were killed.",
    "The government imposed a curfew in {place} for {a} days, {by} said.",
    "{who} held {place} for {a} hours before they withdrew.",
    "The death toll rose to {a} from {b}, {by} said.",
    "“{a} {who} will be killed,” the group said. {by} could not confirm it.",
    "{place}: {a}\n{place}: {b}\nTotal: {a}",
)


def report_text(random: Random, most: int = 8) -> str:
    """Sentences that the reader finds claims in, with odd pieces between them."""
    lines = []
    for _ in range(random.randint(1, most)):
        lines.append(
            random.choice(_SENTENCES).format(
                a=random.choice(_NUMBERS),
                b=random.choice(_NUMBERS),
                who=random.choice(
                    ("soldiers", "fighters", "civilians", "policemen", "women and children", "militants")
                ),
                place=random.choice(_NAMES),
                by=random.choice(("Officials", "Police", "The group", "A hospital", "He", "The army", "Sources")),
                day=random.choice(("Saturday", "31 January", "2 Feb 2026", "the night", "Friday evening")),
                asset=random.choice(("highway", "railway track", "internet", "N-25", "bridge", "mobile service")),
                state=random.choice(("closed", "reopened", "blown up", "blocked", "suspended", "partly open")),
                why=random.choice(("by a landslide", "after mines were laid", "for heavy traffic", "until 6 pm", "")),
            )
        )
        if random.random() < 0.3:
            lines.append(likely_text(random, 6))
    return random.choice((" ", "\n", "\n\n", "\r\n")).join(lines)


def any_string(random: Random) -> str:
    """One of the three kinds, or a mixture of them."""
    turn = random.random()
    if turn < 0.2:
        return any_text(random)
    if turn < 0.5:
        return likely_text(random)
    if turn < 0.85:
        return report_text(random)
    text = report_text(random) + likely_text(random, 30) + any_text(random, 40)
    at = random.randint(0, len(text))
    return text[at:] + text[:at]
