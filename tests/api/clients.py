"""Clients of the API, each with a token of its own."""

from rest_framework.test import APIClient

from omnitron.accounts.models import ApiToken


def client_of(user):
    """A client that asks in somebody's name."""
    _token, key = ApiToken.objects.create(user, source=ApiToken.Source.PAGE)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    client.user = user
    return client
