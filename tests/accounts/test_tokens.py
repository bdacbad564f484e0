"""Tokens that people make for their programs, and how they end."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from rest_framework.test import APIClient

from omnitron.accounts import audit, changing
from omnitron.accounts.models import ApiToken, User
from omnitron.accounts.services import tokens, users
from omnitron.accounts.services.passwords import set_password
from omnitron.accounts.services.writing_users import end_sessions
from omnitron.core.errors import NotFound, Refusal
from orders.services import staffing
from tests.accounts.people import manager
from tests.concurrency import start_behind
from tests.factories import SellerStaffFactory, UserFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def is_answered(key):
    """Whether the API takes a key."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    return client.get("/api/v1/active_user/").status_code == 200


def make(user, name="ERP", days=None):
    return tokens.make_token(actor=user, name=name, days=days)


def sign_in(user):
    return tokens.make_at_sign_in(user=user, remote_addr=None)


def logged(user):
    entries = audit.entries_about(user).order_by("id")
    return [(entry.action, entry.actor, entry.changes) for entry in entries]


def test_a_token_that_was_made_is_answered_in_the_name_of_its_maker(marina):
    _token, key = make(marina)

    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    assert client.get("/api/v1/active_user/").json()["username"] == "marina"


def test_making_one_is_logged_without_its_key(marina):
    token, key = make(marina)

    shown = f"ERP ({key[:8]}…)"
    assert str(token) == shown
    assert logged(marina) == [("token_made", marina, {"tokens": [[], [shown]]})]


@pytest.mark.parametrize("days", [30, 90, 365])
def test_a_token_ends_after_its_days_however_often_it_is_used(marina, days):
    token, key = make(marina, days=days)
    end = token.created + timedelta(days=days)
    # Renewing it would begin thirty days anew.
    ApiToken.objects.update(expiry=timezone.now() + HOUR)

    assert is_answered(key)
    assert abs(token.expiry - end) < timedelta(seconds=5)
    assert ApiToken.objects.get().expiry < timezone.now() + HOUR
    ApiToken.objects.update(expiry=timezone.now() - HOUR)
    assert not is_answered(key)


def test_a_token_may_have_no_end(marina):
    token, key = make(marina, days=None)

    assert token.expiry is None
    assert is_answered(key)
    assert ApiToken.objects.get().expiry is None


def test_the_time_of_a_token_of_a_sign_in_begins_anew_with_each_use(marina):
    _token, key = sign_in(marina)
    ApiToken.objects.update(expiry=timezone.now() + HOUR)

    assert is_answered(key)
    assert ApiToken.objects.get().expiry > timezone.now() + timedelta(days=29)


def test_a_token_of_a_former_password_is_not_kept_alive_by_asking(marina):
    _token, key = sign_in(marina)
    soon = timezone.now() + HOUR
    ApiToken.objects.update(expiry=soon, sign_in_hash="of another password")

    assert not is_answered(key)
    assert ApiToken.objects.get().expiry == soon


def test_a_name_stands_for_one_token_of_a_person(marina):
    make(marina)

    with pytest.raises(ValidationError) as refused:
        make(marina)

    assert refused.value.message_dict == {
        "name": ["You have a token “ERP” already: give this one another name."]
    }
    make(UserFactory())
    assert ApiToken.objects.count() == 2


def test_a_token_needs_a_name(marina):
    with pytest.raises(ValidationError, match="Say what will use it"):
        make(marina, name="")

    assert not ApiToken.objects.exists()


def test_the_name_of_a_token_that_ended_is_free_again(marina):
    make(marina, days=30)
    ApiToken.objects.update(expiry=timezone.now() - HOUR)

    make(marina, days=30)

    assert ApiToken.objects.count() == 1


def test_nobody_makes_tokens_without_end(marina, monkeypatch):
    monkeypatch.setattr(tokens, "MOST_MADE", 2)
    for name in ("ERP", "Shop"):
        make(marina, name=name)

    with pytest.raises(Refusal, match="You have 2 tokens already: revoke one"):
        make(marina, name="Feed")

    assert ApiToken.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_whoever_is_shut_out_at_that_moment_makes_none():
    admin, user = UserFactory(role="Admin"), UserFactory()

    with transaction.atomic():
        users.set_active(actor=admin, pk=user.pk, active=False)
        answer = start_behind(lambda: make(user))

    with pytest.raises(Refusal, match="Your own account was deactivated just now"):
        answer.result(timeout=5)
    assert not ApiToken.objects.exists()


def test_a_token_that_was_revoked_is_refused_and_the_others_stay(marina):
    token, key = make(marina)
    _other, other_key = make(marina, name="Shop")

    assert tokens.revoke_token(actor=marina, token_key=token.token_key) == token

    assert not is_answered(key)
    assert is_answered(other_key)
    assert logged(marina)[-1] == ("token_revoked", marina, {"tokens": [[f"{token}"], []]})


def test_nobody_revokes_the_token_of_somebody_else(marina):
    token, key = make(marina)

    with pytest.raises(NotFound):
        tokens.revoke_token(actor=UserFactory(role="Admin"), token_key=token.token_key)

    assert is_answered(key)


def test_all_of_a_person_are_revoked_in_one_line_of_the_log(marina):
    page, page_key = make(marina)
    signed_in, sign_in_key = sign_in(marina)
    _other, other_key = make(UserFactory())

    assert tokens.revoke_all(actor=marina) == 2

    assert [is_answered(key) for key in (page_key, sign_in_key, other_key)] == [False, False, True]
    ended = sorted([str(page), str(signed_in)])
    assert logged(marina)[-1] == ("token_revoked", marina, {"tokens": [ended, []]})


def test_revoking_none_is_no_line_of_the_log(marina):
    sign_in(marina)
    ApiToken.objects.update(expiry=timezone.now() - HOUR)
    before = logged(marina)

    assert tokens.revoke_all(actor=marina) == 0

    assert logged(marina) == before
    assert not ApiToken.objects.exists()


def test_an_administrator_revokes_the_tokens_of_a_user(marina):
    _token, key = make(marina)
    admin = UserFactory(role="Admin")
    _own, own_key = make(admin)

    assert tokens.revoke_of(actor=admin, user_pk=marina.pk) == marina

    assert [is_answered(key), is_answered(own_key)] == [False, True]
    assert logged(marina)[-1][:2] == ("token_revoked", admin)


@pytest.mark.parametrize("actor", [manager, UserFactory])
def test_nobody_revokes_the_tokens_of_a_user_above_them(actor):
    admin = UserFactory(role="Admin")
    _token, key = make(admin)

    with pytest.raises(Refusal):
        tokens.revoke_of(actor=actor(), user_pk=admin.pk)

    assert is_answered(key)


def test_a_new_password_ends_tokens_of_sign_ins_and_spares_those_made_on_the_page(marina):
    _token, sign_in_key = sign_in(marina)
    made, page_key = make(marina)
    _other, other_key = sign_in(UserFactory())

    set_password(actor=marina, password="battery staple horse")

    assert [is_answered(key) for key in (sign_in_key, page_key, other_key)] == [False, True, True]
    assert ApiToken.objects.get(user=marina) == made


def deactivate_as_admin(user, active):
    users.set_active(actor=UserFactory(role="Admin"), pk=user.pk, active=active)


def deactivate_as_seller(user, active):
    post = SellerStaffFactory(user__role="Seller admin", seller=user.seller_staff.get().seller)
    staffing.set_active(actor=post.user, pk=user.pk, active=active)


@pytest.mark.parametrize("switch", [deactivate_as_admin, deactivate_as_seller])
def test_whoever_was_shut_out_has_no_token_any_more_even_once_they_are_back(switch):
    user = SellerStaffFactory().user
    made, page_key = make(user)
    signed_in, sign_in_key = sign_in(user)

    switch(user, active=False)

    assert [is_answered(key) for key in (page_key, sign_in_key)] == [False, False]
    assert not ApiToken.objects.exists()
    ended = audit.entries_about(user).get(action="token_revoked")
    assert ended.changes == {"tokens": [sorted([str(made), str(signed_in)]), []]}
    user.refresh_from_db()
    users.set_active(actor=UserFactory(role="Admin"), pk=user.pk, active=True)
    assert [is_answered(key) for key in (page_key, sign_in_key)] == [False, False]


def test_the_end_of_all_sessions_ends_all_tokens(marina):
    keys = [make(marina)[1], sign_in(marina)[1]]

    with transaction.atomic():
        end_sessions(actor=UserFactory(role="Admin"), user=changing.lock(User, marina.pk))

    assert [is_answered(key) for key in keys] == [False, False]
    assert not ApiToken.objects.exists()


def test_a_sign_in_from_before_the_end_of_all_sessions_gives_no_token_that_holds(marina):
    User.objects.filter(pk=marina.pk).update(sessions_ended=1)

    _token, key = sign_in(marina)

    assert not is_answered(key)
    marina.refresh_from_db()
    assert not ApiToken.objects.valid_of(marina).exists()


def test_only_tokens_that_hold_are_listed(marina):
    made, _key = make(marina)
    signed_in, _key = sign_in(marina)
    for ended in ({"expiry": timezone.now() - HOUR}, {"sign_in_hash": "of another password"}):
        token, _key = sign_in(marina)
        ApiToken.objects.filter(pk=token.pk).update(**ended)
    make(UserFactory())

    assert list(ApiToken.objects.valid_of(marina)) == [signed_in, made]
