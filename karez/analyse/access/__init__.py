"""Which towns can still be reached: reported states laid on the network, and the questions asked of it.

``lay_claims`` puts what was reported on the links, and lists what it cannot place. ``situation`` makes a question
ready with a network and its reports;
``access_picture``, ``reopening``, ``best_reopening``, ``way_round`` and ``what_if`` answer it. ``RoadGraph`` with
``nearest``, ``ways_left`` and ``reached`` is the engine below, on arrays.
"""

from karez.analyse.access.announced import way_round
from karez.analyse.access.behind import behind, claims_on
from karez.analyse.access.bounds import BOUNDS_VERSION, may_pass
from karez.analyse.access.graph import RoadGraph
from karez.analyse.access.lay_claims import lay_claims
from karez.analyse.access.people import people, person_days
from karez.analyse.access.picture import access_picture
from karez.analyse.access.protocols import AccessLink
from karez.analyse.access.reach import NearestMap, nearest, reached
from karez.analyse.access.reopen import best_reopening, reopening
from karez.analyse.access.reports import link_reports
from karez.analyse.access.situation import Situation, find_place, situation
from karez.analyse.access.ways import ways_left
from karez.analyse.access.what_if import WhatIf, what_if

__all__ = [
    "BOUNDS_VERSION",
    "AccessLink",
    "NearestMap",
    "RoadGraph",
    "Situation",
    "WhatIf",
    "access_picture",
    "behind",
    "best_reopening",
    "claims_on",
    "find_place",
    "lay_claims",
    "link_reports",
    "may_pass",
    "nearest",
    "people",
    "person_days",
    "reached",
    "reopening",
    "situation",
    "way_round",
    "ways_left",
    "what_if",
]
