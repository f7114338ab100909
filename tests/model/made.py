"""Strategies for values of the model: any claim that the contract allows, with true spans or none."""

from hypothesis import strategies as st

from karez.model.claim import Assessment, Claim, Claimant, Control, Directive, Incident, Status, Toll, Where
from karez.model.mention import ActorMention, AssetMention, Place, TimeMention
from karez.model.text import Span
from karez.model.vocabulary import (
    Action,
    ActorClass,
    AssetState,
    AssetType,
    Cause,
    ClaimantClass,
    ControlState,
    Harm,
    IncidentType,
    Means,
    Precision,
    Qualifier,
    Realis,
    Relation,
    Scope,
    Unit,
    Victims,
)

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
maybe_words = st.none() | words
ids = st.none() | st.sampled_from(["made:a", "made:b", "geonames:1"])
counts = st.none() | st.integers(0, 10**9)
offsets = st.tuples(st.integers(0, 999), st.integers(0, 999)).map(lambda pair: (min(pair), max(pair)))
spans = st.builds(lambda pair, quote: Span(pair[0], pair[1], quote), offsets, words)
locals_ = st.none() | st.sampled_from(["2026-01-31", "2026-01-31T18:00"])
places = st.builds(
    Place,
    id=words,
    name=words,
    admin1=maybe_words,
    admin2=maybe_words,
    pcode=maybe_words,
    country=st.none() | st.just("XX"),
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    radius_km=st.none() | st.floats(0, 500),
    same_as=ids,
)
actors = st.builds(ActorMention, spans, ids, st.sampled_from(ActorClass), st.booleans())
assets = st.builds(AssetMention, spans, ids, st.sampled_from(AssetType))
claimants = st.builds(Claimant, spans, ids, st.sampled_from(ClaimantClass))
times = st.builds(TimeMention, spans, locals_, locals_, st.sampled_from(Precision))
wheres = st.builds(Where, spans, st.none() | places, st.sampled_from(Relation))
few_actors = st.lists(actors, max_size=2).map(tuple)
bodies = st.one_of(
    st.builds(
        Incident,
        st.sampled_from(IncidentType),
        few_actors,
        few_actors,
        st.lists(st.sampled_from(Means), max_size=3).map(tuple),
        maybe_words,
        counts,
    ),
    st.builds(
        Toll,
        harm=st.sampled_from(Harm),
        low=counts,
        best=counts,
        high=counts,
        qualifier=st.sampled_from(Qualifier),
        word=maybe_words,
        victims=st.sampled_from(Victims),
        victims_quote=maybe_words,
        scope=st.sampled_from(Scope),
        part_of=ids,
        of=ids,
        replaces=ids,
        unit=st.sampled_from(Unit),
        perpetrators=st.booleans(),
    ),
    st.builds(
        Status,
        assets,
        st.sampled_from(AssetState),
        st.none() | st.sampled_from(Cause),
        st.none() | actors,
        maybe_words,
        locals_,
        locals_,
    ),
    st.builds(Control, st.none() | actors, st.sampled_from(ControlState), counts),
    st.builds(Directive, st.none() | actors, st.sampled_from(Action), maybe_words, counts, locals_, locals_),
    st.builds(Assessment, st.none() | claimants, maybe_words, maybe_words),
)
claims = st.builds(
    Claim,
    id=words,
    span=spans,
    body=bodies,
    realis=st.sampled_from(Realis),
    also=st.lists(offsets, max_size=2).map(tuple),
    fields=st.dictionaries(
        st.sampled_from(["number", "harm_word", "targets", "means"]), offsets | st.lists(offsets, max_size=3).map(tuple)
    ),
    claimant=st.none() | claimants,
    when=st.none() | times,
    where=st.none() | wheres,
    confidence=st.integers(0, 1000).map(lambda part: part / 1000),
    reader=words,
    reason=words,
)
