"""The people of a sales channel or of a seller: who they are, and one more by username."""

from django import forms
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from omnitron.accounts.models import User
from omnitron.core.service_form import ServiceForm

PER_PAGE = 50
MOST_SUGGESTIONS = 200


class PersonForm(ServiceForm):
    """Somebody to add."""

    username = forms.CharField(
        label=_("Username"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"list": "usernames", "autocomplete": "off", "autocapitalize": "none"}
        ),
    )


def people(request: HttpRequest, users: models.QuerySet[User]) -> Page[User]:
    """A page (?people=) of users with access."""
    return Paginator(users.order_by("username"), PER_PAGE).get_page(request.GET.get("people"))


def suggestions(without: models.QuerySet[User]) -> models.QuerySet[User]:
    """Users to choose from while typing; who is not among the first can be typed in full."""
    users = User.objects.filter(is_active=True).exclude(pk__in=without.values("pk"))
    return users.order_by("username")[:MOST_SUGGESTIONS]
