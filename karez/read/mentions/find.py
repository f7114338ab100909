"""All mentions of a text: places, parties, times and assets."""

from karez.model.mention import Mentions
from karez.read.mentions.actors import find_actors
from karez.read.mentions.assets import find_assets
from karez.read.mentions.covered import Covered
from karez.read.mentions.places import find_places
from karez.read.mentions.times import find_times
from karez.read.mentions.unlisted import find_unlisted
from karez.read.protocols import World


def find_mentions(text: str, *, title: str | None, published: str | None, world: World) -> Mentions:
    """Return what ``text`` names. ``title`` is context for places; ``published`` (ISO local) anchors dates."""
    actors = find_actors(text, world=world)
    places = find_places(text, title=title, world=world, actors=actors)
    # "March 23 Movement": a date inside a party's name is none.
    found = find_times(text, published=published)
    named = [actor.span.offsets for actor in actors]
    parties = Covered(text, named)
    times = tuple(time for time in found if not parties.touches(time.span.offsets))
    taken = [*named, *(time.span.offsets for time in times)]
    unlisted = find_unlisted(text, places, taken, world=world)
    return Mentions(
        places=tuple(sorted([*places, *unlisted], key=lambda place: place.span.offsets)),
        actors=actors,
        times=times,
        assets=find_assets(text, world=world),
    )
