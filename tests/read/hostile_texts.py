"""Texts that a reader meets in the wild and that no sentence rule is made for. Composed; nothing here was reported."""

from random import Random

_CLAUSE = "while gunmen in the next valley, who had been there since the week before, fired on whoever came by"
_NOTE = "Nine soldiers were killed in Quetta on Monday and the road was closed, the army said."
_ALIKE = {"l": "1", "o": "0", "rn": "m", "e": "c", "I": "l", "S": "5", "fi": "ﬁ", "—": "-"}


def ocr(text: str, seed: int = 3, share: float = 0.06) -> str:
    """The text as a bad scan gives it: letters mistaken, blanks lost or put in, words broken at the end of a line."""
    random = Random(seed)
    for letters, mistaken in _ALIKE.items():
        first, *rest = text.split(letters)
        text = first + "".join((mistaken if random.random() < share else letters) + part for part in rest)
    out = []
    for char in text:
        turn = random.random()
        out.append("" if char == " " and turn < share / 2 else char)
        if turn > 1 - share / 4:
            out.append(random.choice((" ", "-\n", ".", "~", "|")))
    return "".join(out)


def _table() -> str:
    rows = (f"| {number} | Quetta | {number % 7} killed | {number % 5} injured | closed |" for number in range(600))
    return "| no | place | killed | injured | road |\n|---|---|---|---|---|\n" + "\n".join(rows)


def _bullets() -> str:
    marks = ("-", "*", "•", "◦", "–", "1)", "(a)", "iv.", "▪", "→", "#", "+", "1.2.3", "✓")
    return "\n".join(f"{marks[number % len(marks)]} {number} people killed" for number in range(1200))


def _nested() -> str:
    said = _NOTE
    for number in range(60):
        opens, closes = ("“", "”") if number % 2 else ("‘", "’")
        said = f"{opens}He said: {said}{closes} the spokesman of group {number} said"
    return said + ". " + "“" * 500 + " he said " + "”" * 499


HOSTILE = {
    "a sentence of 60,000 letters": "On Monday 12 soldiers were killed, " + ", and ".join([_CLAUSE] * 600) + ".",
    "10,000 numbers with a harm each": " ".join(f"{number} killed," for number in range(10_000)),
    "numbers in every dress": "1,200 1.200 1 200 12,00,000 ½ ⅔ ٣١ ۱۷ 十二 XII 1e9 0x1F 1st 12% $12 24/7 " * 150,
    "quotes in quotes": _nested(),
    "a table": _table(),
    "a table of tabs": "\n".join("place\tkilled\tinjured\t\t" + "\t".join("12340") for _ in range(1000)),
    "bullets": _bullets(),
    "a bad scan": ocr((_NOTE + " ") * 150),
    "a very bad scan": ocr((_NOTE + " ") * 150, share=0.4),
    "one word a line": "\n".join((_NOTE + " ").split() * 300),
    "one letter a line": "\n".join(_NOTE * 40),
    "quoted mail": "\n".join("> " * (number % 12) + _NOTE for number in range(400)),
    "addresses": " ".join(f"https://example.org/{n}/killed-{n}-in-quetta?x={n}" for n in range(2000)),
    "an object of a program": "{" + ", ".join(f'"killed_{n}": {{"at": "Quetta"}}' for n in range(1500)) + "}",
    "marks of a page": "<p class='x'>12 killed</p>&nbsp;<br/>" * 1500,
    "page feet": "\n".join(f"{_NOTE}\n\fPage {n} of 300 — Situation report no. {n} — draft\n" for n in range(300)),
    "dates": " ".join(f"{1 + n % 28} {'January' if n % 2 else 'Feb.'} {1900 + n % 130}," for n in range(4000)),
    "names in a list": ", ".join(["Quetta", "Turbat", "Gwadar", "Mastung"] * 1000) + " were hit.",
    "every line end": "".join(_NOTE + end for end in ("\r", "\u2028", "\x0b", "\x0c", "\x85", "\r\n\r")) * 50,
    "letters that turn and join": "\u202e12 killed\u202c \u200fقتل 17\u200f ki\u00adlled e\u0301 z\u0335a\u0336 " * 400,
    "blanks of no width": "\u200b".join(_NOTE * 60),
    "small pictures": "🔥💥 12 killed 🇵🇰 👩‍👩‍👧 road closed 🚧 " * 1000,
    "brackets that never close": "(".join([_NOTE] * 200) + "[{«" * 2000,
    "negations": "It is not true that nobody denied that no one was not killed. " * 500,
    "as many as": "at least more than nearly up to some between 10 and 15 or 20 to 30 people " * 400 + "were killed.",
    "the same sentence": (_NOTE + " ") * 1500,
}  # fmt: skip
