"""Customers, their addresses and the places of these, as channel-app looks for them."""

from channel_app.core.data import AddressDto, CustomerDto
from channel_app.core.settings import OmnitronIntegration
from channel_app.omnitron.commands.orders.addresses import GetOrCreateAddress
from driver import main, told
from omnisdk.omnitron.endpoints import ChannelCustomerEndpoint


def customer(**fields):
    with OmnitronIntegration(create_batch=False) as integration:
        return _customer(integration, fields)


def find(**fields):
    with OmnitronIntegration(create_batch=False) as integration:
        endpoint = ChannelCustomerEndpoint(channel_id=integration.channel_id)
        return endpoint.list(params={**fields, "channel": integration.channel_id})


def addresses(customer, addresses):
    """Each address found, or created where it is new."""
    with OmnitronIntegration(create_batch=False) as integration:
        owner = _customer(integration, customer)
        return [
            integration.do_action(
                key="get_or_create_address",
                objects={"customer": owner, "address": AddressDto(**address)},
            )[0]
            for address in addresses
        ]


def places(*, asked):
    """The keys of a country, city, township and district, or what speaks against them."""
    with OmnitronIntegration(create_batch=False) as integration:
        command = GetOrCreateAddress(integration=integration)
        return [_place(command, names) for names in asked]


def unknown_place(customer, address):
    """An address whose city nobody knows: nothing comes back, and it is reported."""
    with OmnitronIntegration(content_type="order") as integration:
        owner = _customer(integration, customer)
        found = integration.do_action(
            key="get_or_create_address",
            objects={"customer": owner, "address": AddressDto(**address)},
        )
        return {"found": found, "batch": integration.batch_request}


def _customer(integration, fields):
    record = CustomerDto(**fields)
    return integration.do_action(key="get_or_create_customer", objects=record)[0]


def _place(command, names):
    try:
        return command.get_location_objects(*names)
    except Exception as exception:
        return {**told(exception), "params": getattr(exception, "params", None)}


main(customer, find, addresses, places, unknown_place)
