"""The one distance on the globe that all rooms use; degrees WGS 84, kilometres."""

import math

# (latitude, longitude)
Point = tuple[float, float]

# Mean Earth radius (IUGG), km.
EARTH_KM = 6371.0088


def distance_km(first: Point, second: Point) -> float:
    """Return the great-circle distance of two (lat, lon) points, by the haversine formula."""
    (lat1, lon1), (lat2, lon2) = first, second
    north = math.radians(lat2 - lat1)
    east = math.radians(lon2 - lon1)
    half = (
        math.sin(north / 2) ** 2 + math.cos(math.radians(lat1)) * math.cos(math.radians(lat2)) * math.sin(east / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
