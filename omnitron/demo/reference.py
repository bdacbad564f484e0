"""What orders need before there can be any: companies, channels, a delivery setting."""

from omnitron.demo.lists.carriers import CARRIERS
from omnitron.demo.lists.channels import CHANNELS
from orders.models import DeliverySetting, SalesChannel, ShippingCompany


def write_reference() -> None:
    """Add the demo's shipping companies, channels and default delivery; safe to repeat.

    What is there already stays as people have made it.
    """
    for carrier in CARRIERS:
        ShippingCompany.objects.get_or_create(
            code=carrier.code,
            defaults={
                "name": carrier.name,
                "tracking_url_template": f"https://{carrier.code}.example/track/{{tracking_number}}",
            },
        )
    for channel in CHANNELS:
        SalesChannel.objects.get_or_create(
            slug=channel.slug,
            defaults={
                "name": channel.name,
                "channel_type": channel.type,
                "currency": channel.currency,
                "timezone": channel.timezone,
            },
        )
    if not DeliverySetting.objects.filter(seller=None, is_default=True).exists():
        DeliverySetting.objects.get_or_create(
            slug="standard",
            seller=None,
            defaults={
                "name": "Standard delivery",
                "shipping_company": ShippingCompany.objects.get(code=CARRIERS[0].code),
                "is_default": True,
            },
        )
