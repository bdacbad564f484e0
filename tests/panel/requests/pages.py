"""The list of requests as a test reads it, and answers as a browser sends them."""

REQUESTS = "/omnitron/requests/"


def ids(response):
    """The requests that a page lists, in its order."""
    return [row.request.pk for row in response.context["listing"].rows]


def approve(client, *requests, query=""):
    """The answer to **Approve** with these ticked."""
    return client.post(f"{REQUESTS}approve/{query}", {"request": [r.pk for r in requests]})


def reject(client, *requests, reason="Worn", query=""):
    """The answer to **Reject** with these ticked."""
    data = {"request": [request.pk for request in requests], "rejection": reason}
    return client.post(f"{REQUESTS}reject/{query}", data, follow=True)


def messages_of(response):
    """What a page says about the last action."""
    return [str(message) for message in response.context["messages"]]
