import pytest
from django.http import QueryDict

from orders.filter_queries import UnknownList, canonical, expand
from orders.models import PastedNumbers
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


def test_one_filter_has_one_form():
    assert canonical(QueryDict("status=500&status=400&q=&customer=ana&page=2")) == canonical(
        QueryDict("customer=ana+&status=400&status=500")
    )


def test_a_long_list_is_kept_by_its_digest_and_read_back(user):
    numbers = [f"{n:032x}" for n in range(500)]
    data = QueryDict(mutable=True)
    data["number"] = "\r\n".join(numbers)
    query = canonical(data, keep_for=user)
    assert len(query) < 100
    assert expand(QueryDict(query))["number"].split("\n") == numbers
    assert canonical(expand(QueryDict(query))) == query


def test_the_same_list_is_kept_once(user):
    data = QueryDict(mutable=True)
    data["number"] = " ".join(f"{n:032x}" for n in range(500))
    assert canonical(data, keep_for=user) == canonical(data, keep_for=user)
    assert PastedNumbers.objects.count() == 1


@pytest.mark.parametrize("digest", ["feed", "0" * 64, "a%00b", "'"])
def test_an_unknown_pasted_list_is_refused(digest):
    with pytest.raises(UnknownList, match="paste it again"):
        expand(QueryDict(f"pasted_number={digest}"))


def test_reading_a_long_list_from_an_address_keeps_nothing():
    data = QueryDict(mutable=True)
    data["number"] = " ".join(f"{n:032x}" for n in range(500))
    canonical(data)
    assert not PastedNumbers.objects.exists()


def test_a_pasted_number_of_any_length_is_kept_whole(user):
    data = QueryDict(mutable=True)
    data["number"] = "a" * 300 + " " + "b" * 900
    assert (
        expand(QueryDict(canonical(data, keep_for=user)))["number"] == "a" * 300 + "\n" + "b" * 900
    )
