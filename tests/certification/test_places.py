"""Finding a workshop near a postcode."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.places import Point, box_around, centre_of, department_of, distance_km
from certification.selectors import workshops_near
from tests.factories.certification import CertificateFactory, WorkshopFactory
from tests.factories.content import ProductFactory, ProductFamilyFactory

DAY = date(2026, 11, 24)
LYON, VILLEURBANNE, PARIS = ("45.7578", "4.8512"), ("45.7694", "4.8656"), ("48.8534", "2.3764")
POINTS = st.builds(Point, st.floats(-60, 60), st.floats(-170, 170))


@pytest.mark.parametrize(
    ("postcode", "department"),
    [
        ("69003", "69"),
        (" 69 003 ", "69"),
        ("01000", "01"),
        ("20000", "2A"),
        ("20200", "2B"),
        ("97400", "974"),
        ("98800", "988"),
        ("00100", None),
        ("99000", None),
        ("6900", None),
        ("690033", None),
        ("abcde", None),
        ("６９００３", None),
        ("", None),
    ],
)
def test_a_postcode_tells_its_department(postcode: str, department: str | None) -> None:
    assert department_of(postcode) == department


def test_known_distances_come_out() -> None:
    paris, lyon = Point(48.8566, 2.3522), Point(45.7640, 4.8357)
    assert distance_km(paris, lyon) == pytest.approx(392, abs=2)
    assert distance_km(paris, paris) == 0
    assert distance_km(centre_of("75"), paris) < 5


@given(centre=POINTS, other=POINTS, radius=st.floats(1, 500))
def test_the_box_holds_whatever_is_within_the_radius(centre: Point, other: Point, radius: float) -> None:
    low, high = box_around(centre, radius)
    if distance_km(centre, other) <= radius and abs(centre.longitude - other.longitude) < 180:
        assert low.latitude - 0.01 <= other.latitude <= high.latitude + 0.01
        assert low.longitude - 0.05 <= other.longitude <= high.longitude + 0.05


def certified(families: list[Any], at: tuple[str, str] | None = None, **fields: Any) -> Any:
    latitude, longitude = at or (None, None)
    workshop = WorkshopFactory(latitude=latitude, longitude=longitude, **fields)
    CertificateFactory(workshop=workshop, families=families)
    return workshop


@pytest.mark.django_db
def test_the_nearest_comes_first_and_unplaced_ones_of_the_department_last() -> None:
    family = ProductFamilyFactory()
    unplaced = certified([family], postcode="69100", name="A")
    far = certified([family], VILLEURBANNE, postcode="69100")
    near = certified([family], LYON, postcode="69003")
    certified([family], PARIS, postcode="75011")
    certified([family], postcode="38000")
    found = workshops_near("69003", ProductFactory(family=family), DAY)
    assert [row.workshop for row in found] == [near, far, unplaced]
    assert found[0].distance_km == pytest.approx(0)
    assert found[1].distance_km == pytest.approx(1.7, abs=0.2)
    assert found[2].distance_km is None
    assert [row.is_approximate for row in found] == [False, False, True]


@pytest.mark.django_db
def test_where_the_postcode_is_not_known_the_department_stands_for_it() -> None:
    family = ProductFamilyFactory()
    workshop = certified([family], LYON, postcode="69003")
    found = workshops_near("69820", None, DAY)
    assert [row.workshop for row in found] == [workshop]
    assert found[0].is_approximate


@pytest.mark.django_db
def test_only_open_repair_places_certified_for_the_family_on_that_day_are_found() -> None:
    family, other = ProductFamilyFactory(), ProductFamilyFactory()
    product = ProductFactory(family=family)
    right = certified([family], LYON, postcode="69003")
    certified([other], LYON, postcode="69003")
    certified([family], LYON, postcode="69003", closed_on=DAY)
    certified([family], LYON, postcode="69003", is_repair_place=False)
    WorkshopFactory(latitude=LYON[0], longitude=LYON[1], postcode="69003")
    CertificateFactory(workshop=WorkshopFactory(postcode="69003"), families=[family], valid_until=date(2026, 11, 23))
    CertificateFactory(workshop=WorkshopFactory(postcode="69003"), families=[family], withdrawn_on=DAY)
    assert [row.workshop for row in workshops_near("69003", product, DAY)] == [right]
    assert len(workshops_near("69003", None, DAY)) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("postcode", ["", "abc", "00000", "'; --", "1" * 500])
def test_what_is_no_postcode_finds_nothing(postcode: str) -> None:
    certified([ProductFamilyFactory()], LYON, postcode="69003")
    assert workshops_near(postcode, None, DAY) == []
