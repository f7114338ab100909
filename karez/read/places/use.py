"""How a found name is used: features for the second step, which tells literal, metonymic, modifier and embedded apart."""

from collections.abc import Sequence

from karez.read.places.forms import Form, form
from karez.read.places.tokens import Token

_EDGE = form("|")
_REACH = 4
_JOINTS = frozenset(("of", "the", "and", "&", "for", "-", "."))
_ENDS = frozenset('.;:!?()"“”')


def use_features(sentence: Sequence[Token], first: int, last: int, label: str) -> list[str]:
    """Return the features of the name from token ``first`` to ``last`` of a sentence, tagged ``label``."""
    forms = [form(token.text) for token in sentence]
    before, earlier = _at(forms, first - 1), _at(forms, first - 2)
    after, later = _at(forms, last + 1), _at(forms, last + 2)
    own = forms[last]
    row = [
        "b",
        f"l={label}",
        f"o={own.lower}",
        f"os={own.shape}",
        f"o3={own.lower[-3:]}",
        f"oc={own.cues}",
        f"-1={before.lower}",
        f"-1s={before.shape}",
        f"-1c={before.cues}",
        f"-2={earlier.lower}",
        f"--={earlier.lower} {before.lower}",
        f"+1={after.lower}",
        f"+1s={after.shape}",
        f"+1c={after.cues}",
        f"+12={after.lower[-2:] if after.key else ''}",
        f"+2={later.lower}",
        f"+2s={later.shape}",
        f"++={after.lower} {later.lower}",
        f"s={before.shape}/{after.shape}/{later.shape}",
        f"sl={before.lower}/{after.shape}",
        f"lc={label}/{after.shape}/{after.cues}",
    ]
    row += _of_run(forms, first, last)
    row += _of_clause(forms, first, last)
    return row


def _at(forms: Sequence[Form], index: int) -> Form:
    return forms[index] if 0 <= index < len(forms) else _EDGE


def _of_run(forms: Sequence[Form], first: int, last: int) -> list[str]:
    """The capitals that go on beyond the name, and whether the whole line is in capitals."""
    start, end = first, last
    while start > 0 and (forms[start - 1].joins or (forms[start - 1].lower in _JOINTS and _at(forms, start - 2).joins)):
        start -= 1
    while end + 1 < len(forms) and (
        forms[end + 1].joins or (forms[end + 1].lower in _JOINTS and _at(forms, end + 2).joins)
    ):
        end += 1
    words = [item for item in forms if item.key]
    raised = sum(item.capital for item in words) / max(len(words), 1)
    line = "all" if raised > 0.75 and len(words) > 3 else "some"
    left, right = min(first - start, 3), min(end - last, 3)
    head, begin = forms[end], forms[start]
    return [
        f"r={left}/{right}",
        f"rl={left}/{right}/{line}",
        f"rh={head.lower if end > last else ''}",
        f"rhc={head.cues if end > last else ''}",
        f"rf={begin.lower if start < first else ''}",
        f"rfc={begin.cues if start < first else ''}",
        f"rfp={begin.person if start < first else ''}",
        f"ra={_at(forms, end + 1).lower}",
        f"rb={_at(forms, start - 1).lower}",
        line,
    ]


def _of_clause(forms: Sequence[Form], first: int, last: int) -> list[str]:
    """Words up to the next stop on both sides, without order."""
    row = []
    for index in range(last + 1, min(last + 1 + _REACH, len(forms))):
        if forms[index].lower in _ENDS:
            break
        row.append(f"a={forms[index].lower}")
    for index in range(first - 1, max(first - 1 - _REACH, -1), -1):
        if forms[index].lower in _ENDS:
            break
        row.append(f"z={forms[index].lower}")
    if first == 0:
        row.append("first")
    return row
