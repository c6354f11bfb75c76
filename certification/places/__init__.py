"""Where places are: departments of postcodes, centres of departments, distances."""

from certification.places.departments import Point, centre_of, department_of
from certification.places.distance import box_around, distance_km

__all__ = ["Point", "box_around", "centre_of", "department_of", "distance_km"]
