"""Why a claim was made: the reason in plain words, and the words behind every field. The texts are composed."""

import ast
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from karez.app.explain import evidence, reason_words, reasons
from karez.app.schema import schema_of
from karez.app.workspace import Workspace
from karez.model.claim import Claim, Claimant, Incident, Reading, Toll, Where
from karez.model.mention import ActorMention, Place, TimeMention
from karez.model.text import Span
from karez.model.vocabulary import (
    ActorClass,
    ClaimantClass,
    Harm,
    IncidentType,
    Means,
    Precision,
    Qualifier,
    Realis,
    Relation,
    Victims,
)
from tests.app.conftest import Karez

TEXT = "Gunmen with rifles attacked a post in Lowtown on Monday. At least 12 soldiers\nwere killed, police said."
READ = Path(__file__).resolve().parents[2] / "karez" / "read"
GOLDEN = """\
a.txt 1/2 incident: raid
  “Gunmen with rifles attacked a post in Lowtown” 0-45
  asserted, confidence 0.65, by made.by.hand
  incident-raid: a word for such a happening stands in the clause

  field        value                       words      at
 ───────────────────────────────────────────────────────────
  initiators   armed_group pack:gunmen     Gunmen     0-6
  means        firearms                    rifles     12-18
  type         raid                        attacked   19-27
  when         day 2026-02-02/2026-02-03   Monday     49-55
  where        in Lowtown                  Lowtown    38-45

a.txt 2/2 toll: killed 12/12/?
  “At least 12 soldiers were killed” 57-89
  alleged, confidence 0.80, by made.by.hand
  head-harm

  field           value             words      at
 ────────────────────────────────────────────────────
  number          12/12/?           12         66-68
  harm            killed            killed     83-89
  victims_quote   security_forces   soldiers   69-77
  claimant        official          police     91-97
  also                              Gunmen     0-6
"""


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def made() -> Reading:
    """A reading made by hand, so that no change of a rule changes what this page looks like."""
    place = Place("pack:lowtown", "Lowtown")
    raid = Claim(
        "clm-" + "1" * 32,
        at("Gunmen with rifles attacked a post in Lowtown"),
        Incident(
            IncidentType.RAID,
            (ActorMention(at("Gunmen"), "pack:gunmen", ActorClass.ARMED_GROUP),),
            means=(Means.FIREARMS,),
        ),
        Realis.ASSERTED,
        fields={
            "initiators": (at("Gunmen").offsets,),
            "means": (at("rifles").offsets,),
            "type": at("attacked").offsets,
        },
        when=TimeMention(at("Monday"), "2026-02-02", "2026-02-03", Precision.DAY),
        where=Where(at("Lowtown"), place, Relation.IN),
        confidence=0.65,
        reader="made.by.hand",
        reason="incident-raid",
    )
    toll = Claim(
        "clm-" + "2" * 32,
        at("At least 12 soldiers\nwere killed"),
        Toll(Harm.KILLED, 12, 12, None, Qualifier.AT_LEAST, victims=Victims.SECURITY_FORCES, victims_quote="soldiers"),
        Realis.ALLEGED,
        also=((0, 6),),
        fields={
            "number": at("12").offsets,
            "harm": at("killed").offsets,
            "victims_quote": at("soldiers").offsets,
        },
        claimant=Claimant(at("police"), None, ClaimantClass.OFFICIAL),
        confidence=0.8,
        reader="made.by.hand",
        reason="head-harm",
    )
    return Reading("en", claims=(raid, toll))


def trimmed(printed: str) -> str:
    """Printed lines without the blanks and empty lines that a table ends with."""
    lines = [line.rstrip() for line in printed.splitlines()]
    return "\n".join(line for line, before in zip(lines, ["x", *lines], strict=False) if line or before).strip() + "\n"


def test_the_tables_of_a_reading_are_these(karez: Karez, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workspace, "read", lambda *_, **__: made())
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    ran = karez("read", "--explain", "a.txt")
    assert (ran.status, ran.err) == (0, "")
    assert trimmed(ran.out) == GOLDEN


def test_every_span_of_real_claims_is_told_with_its_words(karez: Karez) -> None:
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    ran = karez("read", "--explain", "--json", "a.txt", "--published", "2026-02-03")
    line = json.loads(ran.out)
    Draft202012Validator(schema_of("reading")).validate(line)
    assert {claim["kind"] for claim in line["claims"]} == {"incident", "toll"}
    for claim in line["claims"]:
        told = claim["explained"]
        assert told["reason"] == reason_words(claim["reason"]) != ""
        assert {row["field"] for row in told["fields"]} >= set(claim["fields"])
        assert all(TEXT[row["start"] : row["end"]] == row["quote"] for row in told["fields"])
        assert {row["field"] for row in told["fields"]} & {"claimant", "when", "where"} == {
            name for name in ("claimant", "when", "where") if claim[name]
        }


def test_a_batch_tells_the_reasons_too_and_only_where_asked(karez: Karez) -> None:
    Path("in.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + "\nbroken\n", encoding="utf-8")
    ran = karez("read", "--jsonl", "in.jsonl", "--explain")
    first, broken = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 3 and "error" in broken
    assert all(claim["explained"]["fields"] for claim in first["claims"]) and first["claims"]
    plain = json.loads(karez("read", "--jsonl", "in.jsonl").out.splitlines()[0])
    assert not any("explained" in claim for claim in plain["claims"])
    for claim in first["claims"]:
        del claim["explained"]
    assert first == plain


def test_a_list_field_gives_a_row_for_each_of_its_spans() -> None:
    reading = made()
    found = evidence(reading.claims[0], TEXT)
    assert [(row.field, row.span.quote) for row in found][:3] == [
        ("initiators", "Gunmen"), ("means", "rifles"), ("type", "attacked"),
    ]  # fmt: skip


def test_words_of_a_report_steer_no_terminal(karez: Karez, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text("Nine\x1b[31m people were killed in Quetta.", encoding="utf-8")
    ran = karez("read", "--explain", "a.txt")
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("a.txt", "--explain", "--table"), ("a.txt", "--explain", "--text"), ("a.txt", "--explain", "-o", "x"),
        ("a.txt", "--json", "--table"), ("a.txt", "--json", "--text"),
    ],
)  # fmt: skip
def test_forms_that_do_not_go_together_are_wrong_use(karez: Karez, arguments: tuple[str, ...]) -> None:
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    ran = karez("read", *arguments)
    assert (ran.status, ran.out, ran.err[:4]) == (2, "", "K403")
    assert not Path("x").exists()


def test_an_unknown_reason_has_no_words_and_known_ones_have() -> None:
    assert reason_words("no-such-rule") == ""
    assert reason_words("toll-list-after") == dict(reasons())["toll-list*"]
    assert reason_words("status-closed-listed") == dict(reasons())["status-*-listed"]


def written_reasons() -> set[str]:
    """Every reason that stands as it is in the code of the rules: the third argument of ``draft``."""
    found = set()
    for path in READ.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "draft" and len(node.args) > 2:
                reason = node.args[2]
                parts = reason.values if isinstance(reason, ast.JoinedStr) else [reason]
                found.add("".join(part.value if isinstance(part, ast.Constant) else "x" for part in parts))  # type: ignore[misc]
    return {reason for reason in found if "-" in reason}


def test_every_rule_has_its_reason_in_plain_words() -> None:
    found = written_reasons()
    assert len(found) >= 6
    assert [reason for reason in found if not reason.startswith("toll-x") and not reason_words(reason)] == []
    hows = ("after", "before", "noun", "list", "list-after", "part", "sum", "from", "not", "none")
    assert all(reason_words(f"toll-{how}") for how in hows)
