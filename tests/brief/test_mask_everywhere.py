"""A private person's name stands in no form of a brief, wherever it stood in the reports; the view keeps it."""

import html
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.brief.compose import compose
from karez.brief.lint import RENDERERS, lint
from karez.brief.outline import Brief
from karez.model.claim import Assessment, Control, Directive, Incident, Note, Status
from karez.model.contradiction import ContradictionKind
from karez.model.errors import BriefError
from karez.model.finding import AssessmentFinding, Findings, Gap, IncidentFinding
from karez.model.mention import ActorMention, AssetMention
from karez.model.record import Judgement
from karez.model.vocabulary import (
    Action,
    ActorClass,
    AssetState,
    AssetType,
    ClaimantClass,
    ControlState,
    DerivedState,
    IncidentType,
    Verdict,
)
from tests.brief.composed import (
    OPTIONS,
    Scene,
    against,
    claim,
    figure,
    holding,
    incident,
    odd,
    order,
    picture,
    report,
    said,
    scene,
    source,
    span,
    status,
    toll,
    toll_body,
)

EXAMPLES = settings(max_examples=max(500, settings().max_examples))

SYLLABLES = st.sampled_from(["bro", "tar", "vek", "lum", "osk", "rin", "dal", "fem", "ghu", "zor", "wim", "pel"])
WORDS = st.lists(SYLLABLES, min_size=2, max_size=3).map(lambda parts: "".join(parts).capitalize())
NAMES = st.lists(WORDS, min_size=1, max_size=2, unique=True).map(" ".join)


def brief_of(name: str) -> tuple[Scene, Brief]:
    """A brief of a report in which one name stands in every place that a brief shows."""
    text = (
        f"A farmer named {name} was shot. {name}, 34, was among 3 people killed. Witness {name} spoke to us. "
        f"{name}’s brother holds the post. The bridge beside {name}’s house is closed for {name}’s family. "
        f"Mr {name} banned all travel. We think that {name} will return."
    )
    one = report("Sample Post", text, title=f"Family of {name} Speaks", author=name, notes=(Note("no-text", name),))
    body = Status(AssetMention(span(text, f"bridge beside {name}’s house"), None, AssetType.BRIDGE), AssetState.CLOSED)
    shot = claim(one, f"A farmer named {name} was shot", Incident(IncidentType.SHOOTING))
    dead = claim(one, "3 people killed", toll_body(3), who=(f"Witness {name}", ClaimantClass.WITNESS))
    shut = claim(one, f"The bridge beside {name}’s house is closed for {name}’s family", body)
    holder = ActorMention(span(text, f"{name}’s brother"), None, ActorClass.UNKNOWN)
    held = claim(one, f"{name}’s brother holds the post", Control(holder, ControlState.HELD))
    ban = claim(one, f"Mr {name} banned all travel", Directive(None, Action.BAN))
    think = claim(one, f"We think that {name} will return", Assessment(None))
    witness = source(f"Witness {name}", ClaimantClass.WITNESS)
    findings = Findings(
        tolls=(toll(figure(witness, dead), figure(source("Sample Post"), dead, best=4, low=4, high=4)),),
        incidents=(_named(incident(shot), name),),
        statuses=(status(f"bridge beside {name}’s house", shut, DerivedState.CLOSED, users=f"for {name}’s family"),),
        control=(holding(held, f"{name}’s brother"),),
        directives=(order(ban, issuer=f"Mr {name}"),),
        assessments=(AssessmentFinding(think.claim.id, witness),),
        gaps=(Gap("no-text", f"nothing of what Mr {name} said was read", one.id),),
        contradictions=(
            against(
                said(dead, witness), replace(said(dead, witness), best=4), place=None, place_quote=f"{name}’s house"
            ),
            against(
                *(replace(said(shut, witness, number=False), says=state) for state in ("open", "closed")),
                kind=ContradictionKind.STATE,
                name=f"bridge beside {name}’s house",
                harm=None,
                victims=None,
            ),
        ),
        oddities=(replace(odd(dead), sentence=f"The bridge beside {name}’s house is closed and used."),),
    )
    made = Scene((one,), (shot, dead, shut, held, ban, think), findings)
    judged = Judgement(Verdict.REJECT, (dead.claim.id,), f"Mr {name}", f"misread, says Mr {name}", one.known_from)
    view = replace(made.view, judgements=(judged,))
    return made, compose(made.full, view, OPTIONS, picture())


def _named(told: IncidentFinding, name: str) -> IncidentFinding:
    """The place of the happening is a name, too: the house of somebody."""
    return replace(told, place=None, place_quote=f"{name}’s house")


@EXAMPLES
@given(NAMES, st.sampled_from(sorted(RENDERERS)))
def test_the_name_stands_in_no_form(name: str, form: str) -> None:
    made, brief = brief_of(name)
    written = RENDERERS[form](brief)
    seen = html.unescape(written).replace("\\", "").casefold()
    for word in name.split():
        assert word.casefold() not in seen
    lint(written, brief, form)
    assert all(name in (record.claim.span.quote + (made.reports[0].text or "")) for record in made.claims)


@pytest.mark.parametrize("form", sorted(RENDERERS))
def test_a_name_written_back_by_hand_is_refused(form: str) -> None:
    _, brief = brief_of("Orlin Tarvek")
    written = RENDERERS[form](brief)
    assert "(name withheld)" in written
    with pytest.raises(BriefError, match="unmasked-name"):
        lint(written.replace("(name withheld)", "Orlin Tarvek", 1), brief, form)


def test_the_json_of_a_brief_can_be_read_back() -> None:
    _, brief = brief_of("Orlin")
    assert json.loads(RENDERERS["json"](brief))["references"]


def test_office_holders_stay_in_every_form() -> None:
    told = scene()
    brief = compose(told.full, told.view, OPTIONS, picture())
    for render in RENDERERS.values():
        assert "Governor Ansel Brodwick" in render(brief)


@pytest.mark.parametrize("form", sorted(RENDERERS))
@pytest.mark.parametrize(
    "words_",
    [
        "terrorists",
        "the regime",
        "martyrs",
        "safe route",
        "“so-called” men",
        "the 9th unit",
        "37",
        "“",
        "”",
        "*a_b*",
        "<b>",
        "|",
    ],
)
def test_whatever_stands_in_a_report_the_brief_can_be_written(words_: str, form: str) -> None:
    """Loaded words, figures, quotation marks and markup in any field never make a brief that its linter refuses."""
    _, brief = brief_of(words_)
    lint(RENDERERS[form](brief), brief, form)


@EXAMPLES
@given(st.text(min_size=1, max_size=30).filter(lambda text: bool(text.strip())), st.sampled_from(sorted(RENDERERS)))
def test_any_words_in_any_field_give_a_brief(words_: str, form: str) -> None:
    _, brief = brief_of(words_)
    lint(RENDERERS[form](brief), brief, form)
