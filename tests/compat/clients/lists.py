"""Every list that omnisdk names and the product has, read to its end."""

from channel_app.core.settings import OmnitronIntegration
from driver import main
from omnisdk.omnitron import endpoints


def named():
    """The endpoints of omnisdk."""
    return [
        name
        for name, endpoint in vars(endpoints).items()
        if name.endswith("Endpoint") and endpoint.__mro__[1] is endpoints.OmnitronApiEndpoint
    ]


def read_to_the_end(names, params):
    """The keys of all rows of each list, page by page as its iterator gives them."""
    with OmnitronIntegration(create_batch=False) as integration:
        return {name: _pages(integration, name, params) for name in names}


def _pages(integration, name, params):
    reader = getattr(endpoints, name)(channel_id=integration.channel_id)
    pages = [reader.list(params=dict(params)), *reader.iterator]
    return [[getattr(row, "pk", None) or row.id for row in page] for page in pages]


main(named, read_to_the_end)
