from datetime import timedelta
from urllib.parse import urlencode

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import QueryDict
from django.utils import timezone

from omnitron.accounts.models import ApiToken
from omnitron.accounts.services.tokens import make_token
from omnitron.celery import app
from omnitron.core.batches import delete_in_batches
from omnitron.order_pages.keeping import keep_filter
from omnitron.panel.models import SavedView
from omnitron.panel.tasks import clear_up
from orders.models import OrderSelection, PastedNumbers
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
NAMED = {"Without an end": None, "For a month": 30}


def ago(**time):
    return timezone.now() - timedelta(**time)


def pasted(name, at):
    kept = PastedNumbers.keep([name], user=UserFactory())
    PastedNumbers.objects.filter(pk=kept.pk).update(pasted_at=at)
    return kept


def test_sessions_that_are_over_and_old_failures_are_deleted():
    for key, end in (("over", ago(minutes=1)), ("open", timezone.now() + MINUTE)):
        Session.objects.create(session_key=key, expire_date=end)
    for name, at in (("old", ago(days=1, minutes=1)), ("new", ago(days=1) + MINUTE)):
        AccessAttempt.objects.create(username=name, failures_since_start=1)
        AccessAttempt.objects.filter(username=name).update(attempt_time=at)

    clear_up()

    assert Session.objects.get().session_key == "open"
    assert AccessAttempt.objects.get().username == "new"


def test_tokens_that_are_over_are_deleted():
    user = UserFactory()
    kept = [make_token(actor=user, name=name, days=days)[0] for name, days in NAMED.items()]
    over, _key = make_token(actor=user, name="Over", days=30)
    ApiToken.objects.filter(pk=over.pk).update(expiry=ago(minutes=1))

    clear_up()

    assert set(ApiToken.objects.all()) == set(kept)


def test_selections_go_after_30_days():
    user = UserFactory()
    OrderSelection.objects.create(user=user, made_at=ago(days=30, minutes=1))
    kept = OrderSelection.objects.create(user=user, made_at=ago(days=30) + MINUTE)

    clear_up()

    assert OrderSelection.objects.get() == kept


def test_pasted_lists_go_after_90_days_unless_something_names_them():
    user = UserFactory()
    of_view, of_selection, of_old_selection = (
        pasted(name, ago(days=200)) for name in ("view", "selection", "old selection")
    )
    pasted("nobody's", ago(days=90, minutes=1))
    recent = pasted("recent", ago(days=90) + MINUTE)
    query = f"status=400&pasted_number={of_view.digest}"
    SavedView.objects.create(user=user, name="Mine", query=query)
    for named, at in ((of_selection, ago(days=1)), (of_old_selection, ago(days=31))):
        query = f"pasted_q={named.digest}"
        OrderSelection.objects.create(user=user, filter_query=query, made_at=at)

    clear_up()
    clear_up()

    assert set(PastedNumbers.objects.all()) == {of_view, of_selection, recent}


def test_a_list_that_is_pasted_again_is_as_good_as_new():
    again = pasted("again", ago(days=200))
    PastedNumbers.keep(["again"], user=UserFactory())

    clear_up()

    assert PastedNumbers.objects.get() == again


def list_of(number):
    return QueryDict(urlencode({"number": number.ljust(1_001, "0")}))


def test_of_one_person_s_pasted_lists_the_oldest_make_room_for_a_new_one():
    user, other = UserFactory(), UserFactory()
    PastedNumbers.objects.bulk_create(
        PastedNumbers(digest=f"{n:064x}", numbers=[], pasted_by=user, pasted_at=ago(minutes=n))
        for n in range(200)
    )
    theirs = PastedNumbers.keep(["theirs"], user=other)
    SavedView.objects.create(user=other, name="Mine", query=f"pasted_q={199:064x}")

    for number in ("one", "two", "three"):
        keep_filter(actor=user, data=list_of(number))

    left = set(PastedNumbers.objects.values_list("digest", flat=True))
    gone = {f"{n:064x}" for n in (197, 198)}
    # The oldest of all stands behind a view, and is one of the 201.
    assert {f"{n:064x}" for n in range(200)} - left == gone
    assert theirs.digest in left
    assert len(left) == 202


def test_rows_are_deleted_batch_by_batch(django_assert_num_queries):
    for number in range(5):
        Session.objects.create(session_key=str(number), expire_date=ago(days=number))

    with django_assert_num_queries(5):
        assert delete_in_batches(Session.objects.filter(expire_date__lt=ago(hours=1)), size=2) == 4

    assert Session.objects.get().session_key == "0"


def test_every_task_of_the_schedule_exists():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)
