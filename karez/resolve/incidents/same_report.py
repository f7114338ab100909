"""The comparisons of where two claims stand, one report or text or two, and of claims that tell next to nothing."""

from karez.resolve.incidents.level import Comparison, Level, always
from karez.resolve.incidents.row import ClaimRow
from karez.resolve.incidents.what import same_type
from karez.resolve.incidents.when import DATED, GAP, days_between

_ONE_REPORT = "report_l = report_r"
_ONE_TIME = f"((day_from_l IS NULL AND day_from_r IS NULL) OR ({DATED} AND {GAP} <= 0))"
_ONE_PLACE = "(place_l = place_r OR (place_l IS NULL AND place_r IS NULL))"
_NO_CONFLICT = f"(NOT ({DATED}) OR {GAP} <= 0) AND (place_l IS NULL OR place_r IS NULL OR place_l = place_r)"


def _one_report(left: ClaimRow, right: ClaimRow) -> bool:
    return left.report == right.report


def _again(left: ClaimRow, right: ClaimRow) -> bool:
    """One report tells one type of the same day and place twice."""
    days = days_between(left, right)
    untold = left.day_from is None and right.day_from is None
    same_time = untold or (days is not None and days <= 0)
    return _one_report(left, right) and same_type(left, right) and same_time and left.place == right.place


def _fits(left: ClaimRow, right: ClaimRow) -> bool:
    """One report tells one type twice, and neither day nor place speak against it."""
    days = days_between(left, right)
    same_place = left.place is None or right.place is None or left.place == right.place
    return _one_report(left, right) and same_type(left, right) and (days is None or days <= 0) and same_place


SOURCE = Comparison(
    "source",
    (
        Level("same words of one text", "copy_l = copy_r", lambda left, right: left.copy == right.copy),
        Level(
            "told again in one report", f"{_ONE_REPORT} AND type_l = type_r AND {_ONE_TIME} AND {_ONE_PLACE}", _again
        ),
        Level("same type in one report", f"{_ONE_REPORT} AND type_l = type_r AND {_NO_CONFLICT}", _fits),
        Level("same report", _ONE_REPORT, _one_report),
        Level(
            "other words of one text",
            "wording_l <> '' AND wording_l = wording_r",
            lambda left, right: left.wording != "" and left.wording == right.wording,
        ),
        Level("other reports", "TRUE", always, null=True),
    ),
)

_FEW_HEAD, _FEW_TERMS = 4, 3
_SILENT = "((day_from_l IS NULL AND place_l IS NULL) OR (day_from_r IS NULL AND place_r IS NULL))"


def _silent(left: ClaimRow, right: ClaimRow) -> bool:
    """Whether one tells neither day nor place and the words do not make up for it: nothing is joined on type alone."""
    untold = any(one.day_from is None and one.place is None for one in (left, right))
    if not untold or left.report == right.report:
        return False
    head, terms = set(left.head).intersection(right.head), set(left.terms).intersection(right.terms)
    return len(head) < _FEW_HEAD and len(terms) < _FEW_TERMS


SILENCE = Comparison(
    "silence",
    (
        Level(
            "neither day nor place, few words",
            f"{_SILENT} AND report_l <> report_r"
            f" AND SHARED(head_l, head_r) < {_FEW_HEAD} AND SHARED(terms_l, terms_r) < {_FEW_TERMS}",
            _silent,
        ),
        Level("told, or by their words", "TRUE", always, null=True),
    ),
)
