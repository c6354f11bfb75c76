"""How long sessions last, with a clock that is moved."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse

from accounts import sessions
from accounts.roles import REPAIRER_ROLES, STAFF_ROLES, Role
from accounts.sessions import REPAIRER_LIMITS, STAFF_LIMITS
from core import clock
from tests.factories.accounts import person

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_session_lapses_at_its_longest_and_when_left_alone() -> None:
    session: dict[str, float] = {}
    sessions.begin(session, AT)
    assert not sessions.has_lapsed(session, STAFF_LIMITS, AT + STAFF_LIMITS.idle - SECOND)
    assert sessions.has_lapsed(session, STAFF_LIMITS, AT + STAFF_LIMITS.idle)
    sessions.keep(session, AT + timedelta(hours=9, minutes=50))
    assert not sessions.has_lapsed(session, STAFF_LIMITS, AT + STAFF_LIMITS.longest - SECOND)
    assert sessions.has_lapsed(session, STAFF_LIMITS, AT + STAFF_LIMITS.longest)


def test_a_session_that_is_used_is_written_once_a_minute() -> None:
    session: dict[str, float] = {}
    sessions.keep(session, AT)
    kept = dict(session)
    sessions.keep(session, AT + timedelta(seconds=59))
    assert session == kept
    sessions.keep(session, AT + timedelta(seconds=60))
    assert session != kept


@pytest.fixture
def move_clock(monkeypatch):
    """`move_clock(delta)`: from now on the product's clock is that much ahead."""

    def move(by: timedelta) -> None:
        later = datetime.now(UTC) + by
        monkeypatch.setattr(clock, "now", lambda: later)

    return move


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(STAFF_ROLES | REPAIRER_ROLES))
def test_people_are_signed_out_when_their_session_is_over(signed_in, move_clock, role: Role) -> None:
    client = signed_in(role)
    limits = STAFF_LIMITS if role in STAFF_ROLES else REPAIRER_LIMITS
    assert client.get(reverse("profile")).status_code == 200
    move_clock(limits.idle - timedelta(minutes=2))
    assert client.get(reverse("profile")).status_code == 200
    move_clock(2 * limits.idle)
    response = client.get(reverse("profile"), follow=True)
    assert response.redirect_chain[0][0].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session
    assert len(response.context["messages"]) == 1


@pytest.mark.django_db
def test_work_does_not_make_a_session_of_staff_longer_than_ten_hours(signed_in, move_clock) -> None:
    client = signed_in(Role.CONTROL_OFFICER)
    for minutes in range(0, 600, 25):
        move_clock(timedelta(minutes=minutes))
        assert client.get(reverse("profile")).status_code == 200, minutes
    move_clock(timedelta(hours=10, seconds=1))
    assert client.get(reverse("profile")).status_code == 302


@pytest.mark.django_db
def test_people_see_their_sessions_and_end_the_others(signed_in) -> None:
    user = person(Role.REPAIRER_OWNER)
    elsewhere, client, stranger = signed_in(user=user), signed_in(user=user), signed_in(Role.REPAIRER_OWNER)
    for one in (elsewhere, client, stranger):
        one.get(reverse("profile"))
    page = client.get(reverse("usersessions_list"))
    assert {session.session_key for session in page.context["sessions"]} == {
        elsewhere.session.session_key,
        client.session.session_key,
    }
    client.post(reverse("usersessions_list"))
    assert elsewhere.get(reverse("profile")).status_code == 302
    assert client.get(reverse("profile")).status_code == 200
    assert stranger.get(reverse("profile")).status_code == 200
    assert UserSession.objects.filter(user=user).count() == 1
