import pytest
from django.db import transaction

from omnitron.core.errors import NotFound, Refusal
from omnitron.panel.models import SavedView
from omnitron.panel.services.saving_views import MOST_VIEWS, delete_view, save_view
from orders.models import PastedNumbers
from tests.concurrency import start_behind
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TOO_MANY = "You have 30 views. Delete one, then save this one."


def has_views(user, count):
    SavedView.objects.bulk_create(SavedView(user=user, name=f"View {n}") for n in range(count))


def test_a_view_keeps_a_filter_in_its_normal_form():
    user = UserFactory()

    view = save_view(actor=user, name=" Shipped ", query="status=500&x=1&status=400&q=")

    assert SavedView.objects.get() == view
    assert (view.user, view.name, view.query) == (user, "Shipped", "status=400&status=500")


def test_a_long_list_is_kept_with_its_view_and_again_under_another_name():
    user = UserFactory()
    numbers = [f"N-{n}" for n in range(500)]

    first = save_view(actor=user, name="First", query=f"number={'+'.join(numbers)}")
    second = save_view(actor=user, name="Second", query=first.query)

    assert PastedNumbers.objects.get().numbers == numbers
    assert first.query == second.query == f"pasted_number={PastedNumbers.objects.get().digest}"


def test_a_refused_name_keeps_no_pasted_list():
    user = UserFactory()
    has_views(user, MOST_VIEWS)
    numbers = "+".join(f"N-{n}" for n in range(500))

    with pytest.raises(Refusal, match=TOO_MANY):
        save_view(actor=user, name="One more", query=f"number={numbers}")

    assert not PastedNumbers.objects.exists()
    assert SavedView.objects.count() == MOST_VIEWS


def test_a_full_list_of_views_still_takes_a_new_filter_for_one_of_them():
    user = UserFactory()
    has_views(user, MOST_VIEWS)

    save_view(actor=user, name="View 7", query="status=500")

    assert SavedView.objects.get(name="View 7").query == "status=500"
    assert SavedView.objects.count() == MOST_VIEWS


def test_views_of_others_do_not_count():
    has_views(UserFactory(), MOST_VIEWS)

    save_view(actor=UserFactory(), name="Mine", query="status=500")

    assert SavedView.objects.count() == MOST_VIEWS + 1


@pytest.mark.django_db(transaction=True)
def test_of_two_saved_at_once_only_one_is_the_last_that_fits():
    user = UserFactory()
    has_views(user, MOST_VIEWS - 1)

    with transaction.atomic():
        save_view(actor=user, name="First", query="status=500")
        second = start_behind(lambda: save_view(actor=user, name="Second", query="status=400"))

    with pytest.raises(Refusal, match=TOO_MANY):
        second.result(timeout=5)
    assert SavedView.objects.filter(name__in=["First", "Second"]).get().name == "First"


def test_a_view_is_deleted_by_its_own_person_alone():
    view = save_view(actor=UserFactory(), name="Mine", query="status=500")

    with pytest.raises(NotFound, match="There is no such view"):
        delete_view(actor=UserFactory(), pk=view.pk)
    assert SavedView.objects.get() == view
    assert delete_view(actor=view.user, pk=view.pk) == "Mine"
    assert not SavedView.objects.exists()
