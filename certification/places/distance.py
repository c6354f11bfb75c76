"""Distances on the globe."""

from math import asin, cos, radians, sin, sqrt

from certification.places.departments import Point

_EARTH_RADIUS_KM = 6371.0
_KM_PER_DEGREE = 111.2


def distance_km(first: Point, second: Point) -> float:
    """Kilometres as the crow flies (haversine formula)."""
    height = radians(second.latitude - first.latitude) / 2
    width = radians(second.longitude - first.longitude) / 2
    share = sin(height) ** 2 + cos(radians(first.latitude)) * cos(radians(second.latitude)) * sin(width) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(min(1.0, share)))


def box_around(centre: Point, radius_km: float) -> tuple[Point, Point]:
    """The south-west and north-east corners of a box that holds the circle; for indexes, not for distances."""
    height = radius_km / _KM_PER_DEGREE
    width = height / max(0.01, cos(radians(centre.latitude)))
    return (
        Point(centre.latitude - height, centre.longitude - width),
        Point(centre.latitude + height, centre.longitude + width),
    )
