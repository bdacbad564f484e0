"""Signing in as a browser does, and what the log says of it."""

from omnitron.accounts.models import AuditEntry

LOGIN = "/accounts/login/"
WRONG = "wrong"


def sign_in(client, username="marina", password=WRONG, address="203.0.113.7", **data):
    return client.post(
        LOGIN, {"username": username, "password": password, **data}, REMOTE_ADDR=address
    )


def fail(client, times, **kwargs):
    for _each in range(times):
        response = sign_in(client, **kwargs)
    return response


def logged():
    entries = AuditEntry.objects.order_by("id")
    return [(entry.action, entry.subject_name, entry.remote_addr) for entry in entries]
