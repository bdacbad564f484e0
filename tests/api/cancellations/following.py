"""Following what changes, as a channel does: what it has is due again once it changes."""


def due(api, channel, path):
    """The rows that a page of updates gives."""
    answer = api.get(f"/api/v1/channel/{channel.pk}/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def keys_due(api, channel, path):
    """Their keys."""
    return [row["pk"] for row in due(api, channel, path)]


def acknowledge(api, channel, path, content_type):
    """Take a page of updates over by a batch request, as channel-app does."""
    batches = f"/api/v1/channel/{channel.pk}/batch_requests/"
    batch = api.post(batches, {"channel": channel.pk}).json()["pk"]
    objects = [
        {"pk": row["pk"], "version_date": row["modified_date"], "content_type": content_type}
        for row in due(api, channel, path)
    ]
    body = {"status": "commit", "content_type": content_type, "objects": objects}
    answer = api.patch(f"{batches}{batch}/", body)
    assert answer.status_code == 200, answer.content
