"""The constants of the rule toll-1, from ``data/toll-1.yaml``; docs/method.md tells what each is for and why."""

from typing import Any

from karez.model.finding import Source
from karez.model.mention import Place
from karez.model.series import Account
from karez.model.vocabulary import Qualifier, Victims
from karez.reconcile.tables import listed


def constants() -> Any:  # noqa: ANN401 - the shape is that of the file
    """Return the content of ``data/toll-1.yaml``."""
    return listed("toll-1")


def rule_name() -> str:
    """Return the name of the toll rule."""
    return str(constants()["rule"])


def account(source: Source, victims: Victims) -> Account:
    """Return whose dead a claimant speaks of, by its class and that of the victims."""
    sides = constants()["sides"]
    mine, theirs = sides["claimants"].get(source.source_class.value), sides["victims"].get(victims.value)
    if mine is None or theirs is None:
        return Account.OTHER
    return Account.OWN if mine == theirs else Account.ENEMY


def rank(grade: str | None) -> int:
    """Return how far a letter sets a claimant above others, 0 the most."""
    vouched = constants()["vouched"]
    return int(vouched.index(grade)) if grade in vouched else len(vouched)


def is_unknown(grade: str | None) -> bool:
    """Tell whether a letter says that a source cannot be judged."""
    return grade in constants()["unknown"]


def gives_number(qualifier: Qualifier) -> bool:
    """Tell whether words give a number of their own, not only a bound of one."""
    return qualifier.value in constants()["counts"]


def is_area(place: Place) -> bool:
    """Tell whether a place is an area rather than a town."""
    return (place.radius_km or 0.0) >= float(constants()["area_km"])
