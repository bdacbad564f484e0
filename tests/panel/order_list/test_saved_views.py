from urllib.parse import urlencode

import pytest
from django.urls import reverse

from omnitron.panel.models import SavedView
from tests.factories import UserFactory
from tests.panel.order_list.pages import LIST

pytestmark = pytest.mark.django_db


def test_a_view_is_saved_shown_and_deleted(panel, operator):
    save = reverse("omnitron:order-view-save")
    panel.post(save, {"name": "Shipped", "query": "status=500"})
    view = SavedView.objects.get()
    assert (view.user, view.name, view.query) == (operator, "Shipped", "status=500")
    assert panel.get(LIST, {"status": "500"}).context["listing"].saved_view == view
    panel.post(reverse("omnitron:order-view-delete", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_a_view_of_the_same_name_takes_the_new_filter(panel):
    save = reverse("omnitron:order-view-save")
    panel.post(save, {"name": "Mine", "query": "status=500"})
    panel.post(save, {"name": "Mine", "query": "status=400"})
    assert SavedView.objects.get().query == "status=400"


def test_a_view_needs_a_name(panel):
    response = panel.post(reverse("omnitron:order-view-save"), {"name": " ", "query": "status=500"})
    assert response.status_code == 422
    assert "Give the view a name" in response.content.decode()
    assert not SavedView.objects.exists()


def test_a_refused_name_is_not_lost(panel):
    name = "x" * 61
    response = panel.post(
        reverse("omnitron:order-view-save"), {"name": name, "query": "status=500"}
    )
    text = response.content.decode()
    assert f'value="{name}" aria-invalid="true"' in text
    assert not SavedView.objects.exists()


def test_an_endless_filter_is_not_kept(panel):
    response = panel.post(
        reverse("omnitron:order-view-save"), {"name": "Mine", "query": "customer=" + "x" * 8_000}
    )
    assert response.status_code == 422
    assert "This filter is too long to be kept" in response.content.decode()
    assert not SavedView.objects.exists()


def test_a_pasted_list_that_no_filter_takes_is_refused_beside_the_name_and_not_lost(panel):
    pasted = " ".join(f"N-{n}" for n in range(10_001))

    response = panel.post(
        reverse("omnitron:order-view-save"),
        {"name": "Mine", "query": urlencode({"number": pasted})},
    )

    text = response.content.decode()
    refusal = "10,001 numbers were pasted; 10,000 at most are looked up at once."
    assert response.status_code == 422
    assert f'id="view-name-error">{refusal}</p>' in text
    assert 'value="Mine" aria-invalid="true"' in text
    assert f">{pasted}</textarea>" in text
    assert not SavedView.objects.exists()


def test_a_pasted_list_that_is_not_kept_any_more_is_refused_beside_the_name(panel):
    query = f"pasted_number={'0' * 64}"

    response = panel.post(reverse("omnitron:order-view-save"), {"name": "Mine", "query": query})

    assert response.status_code == 422
    refusal = "The pasted list of this address is not kept; paste it again."
    assert f'id="view-name-error">{refusal}</p>' in response.content.decode()
    assert not SavedView.objects.exists()


def test_a_view_s_name_holds_no_bytes_of_nothing(panel):
    panel.post(reverse("omnitron:order-view-save"), {"name": "a\0b", "query": ""})
    assert not SavedView.objects.exists()


def test_somebody_else_s_view_does_not_exist(panel):
    view = SavedView.objects.create(user=UserFactory(), name="Theirs")
    response = panel.post(reverse("omnitron:order-view-delete", args=[view.pk]))
    assert response.status_code == 404
    assert SavedView.objects.get() == view
