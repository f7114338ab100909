"""Who holds what, directives and their ends, assessments."""

from dataclasses import replace

from karez.brief.sections.happenings import assessment_section, control_section, directive_section
from karez.model.claim import Directive
from karez.model.finding import AssessmentFinding, DirectiveFinding, Findings
from karez.model.vocabulary import Action, ClaimantClass, Realis
from tests.brief.composed import BAN, HOLD, OFFICIALS, VIEW, WIRE, Scene, claim, holding, order, report, scene, source


def orders(item: DirectiveFinding, told: Scene | None = None) -> str:
    (line,) = directive_section(Findings(directives=(item,)), (told or scene()).cite()).lines
    return line.text


QUOTE = "“For one month, travel on the coast road is banned”"


def test_an_order_of_unknown_start_ends_by_a_day_at_the_latest() -> None:
    assert orders(order(BAN, duration_days=30, ends="2031-06-03", latest=True)) == (
        f"Ban in a statement of Media wing of the Example Front: {QUOTE}; for 30 days; "
        "start not stated, so it ends by 3 June 2031 at the latest"
    )


def test_an_order_with_begin_and_end() -> None:
    item = order(BAN, issuer="the  front", begins="2031-05-04", duration_days=1, ends="2031-05-05", lapsed=True)
    assert (
        orders(item) == f"Ban by the front: {QUOTE}; begins 4 May 2031; for 1 day; ends 5 May 2031; its end has passed"
    )


def test_an_issuer_that_the_report_quotes() -> None:
    ban = claim(WIRE, "Officials said 12 people were killed", Directive(None, Action.WARNING), who=OFFICIALS)
    told = scene()
    told = Scene(told.reports, (*told.claims, ban))
    assert orders(order(ban), told).startswith("Warning, as told by Officials: “")


def test_an_issuer_that_nobody_names() -> None:
    one = report("Example Daily", "Travel by night is banned.")
    ban = claim(one, "Travel by night is banned", Directive(None, Action.BAN))
    assert orders(order(ban), Scene((one,), (ban,))) == (
        "Ban, issuer not named, reported by Example Daily: “Travel by night is banned”"
    )


def test_an_order_is_cited() -> None:
    (line,) = directive_section(Findings(directives=(order(BAN),)), scene().cite()).lines
    assert line.parts[0].refs == ("F1",)


def test_who_holds_a_place() -> None:
    spans = (holding(HOLD, "Example Front"), holding(HOLD, "Example Front", realis=Realis.DENIED))
    found = [line.text for line in control_section(Findings(control=spans), scene().cite()).lines]
    assert found == [
        "Norvale, Westmark: Example Front reported to hold it — Media wing of the Example Front",
        "Norvale, Westmark: denied that Example Front holds it — Media wing of the Example Front",
    ]


def test_the_end_of_a_holding_is_told_with_its_source() -> None:
    span = holding(HOLD, "Example Front", end="2031-05-05", ended_by=(VIEW.claim.id,), open=False)
    (line,) = control_section(Findings(control=(span,)), scene().cite()).lines
    assert line.text.endswith("; ended by the account of Sample highway desk, 5 May 2031")
    assert line.parts[-1].refs == ("F2",)


def test_opinions_name_whose_they_are() -> None:
    item = AssessmentFinding(VIEW.claim.id, source("the desk", ClaimantClass.ANALYST))
    (line,) = assessment_section(Findings(assessments=(item,)), scene().cite()).lines
    assert line.text == "the desk: “Westmark may see more attacks, the desk believes”"
    (line,) = assessment_section(Findings(assessments=(replace(item, by=source("")),)), scene().cite()).lines
    assert line.text.startswith("Sample highway desk: “")


def test_empty_findings_give_empty_sections() -> None:
    cite = scene().cite()
    assert control_section(Findings(), cite).lines == ()
    assert directive_section(Findings(), cite).lines == ()
    assert assessment_section(Findings(), cite).lines == ()
