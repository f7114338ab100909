"""All mentions of a text: places, parties, times and assets."""

from karez.model.mention import Mentions
from karez.read.mentions.actors import find_actors
from karez.read.mentions.assets import find_assets
from karez.read.mentions.covered import Covered
from karez.read.mentions.places import find_places
from karez.read.mentions.times import find_times
from karez.read.places.decide import Context
from karez.read.protocols import World


def find_mentions(text: str, *, context: Context, world: World) -> Mentions:
    """Return what ``text`` names. All of ``context`` is evidence for places; its ``published`` (ISO local) anchors dates."""
    actors = find_actors(text, world=world)
    # "March 23 Movement": a date inside a party's name is none.
    found = find_times(text, published=context.published)
    named = [actor.span.offsets for actor in actors]
    parties = Covered(text, named)
    times = tuple(time for time in found if not parties.touches(time.span.offsets))
    taken = [*named, *(time.span.offsets for time in times)]
    return Mentions(
        places=find_places(text, context=context, world=world, actors=actors, taken=taken),
        actors=actors,
        times=times,
        assets=find_assets(text, world=world),
    )
