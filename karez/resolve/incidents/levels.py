"""The declared comparisons of two claims: each a short list of levels, of which the first that holds counts.

Every level says its condition twice: in SQL over columns that end in ``_l`` and ``_r``, for the engines, and in Python.
Both give the same answer for every pair (a property test holds them together). The SQL is of comparisons and of sums
and products of numbers alone; distances are squared chords in km, so no engine's trigonometry counts. ``SHARED(a, b)``
stands for how many items two arrays share and ``COUNT_OF(a)`` for how many one has (see ``condition``). What is NULL
does not hold.
"""

from karez.resolve.incidents.level import Comparison, Level, condition
from karez.resolve.incidents.same_report import SILENCE, SOURCE
from karez.resolve.incidents.same_words import HEAD, NAMES, TERMS
from karez.resolve.incidents.what import ACTORS, TOLL, TYPE
from karez.resolve.incidents.when import WHEN
from karez.resolve.incidents.where import PLACE

__all__ = ["COMPARISONS", "Comparison", "Level", "condition"]

COMPARISONS = (WHEN, PLACE, TYPE, ACTORS, TOLL, TERMS, HEAD, NAMES, SOURCE, SILENCE)
