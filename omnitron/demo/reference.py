"""What orders need before there can be any: companies, channels, a delivery setting, reasons."""

from cancellations.models import CancellationReason
from cancellations.models.reasons import everybody
from geography.reading import PlaceLine
from geography.services.loading import load_places
from omnitron.demo.lists.carriers import CARRIERS
from omnitron.demo.lists.channels import CHANNELS
from omnitron.demo.lists.places import PLACES
from omnitron.demo.lists.reasons import ASK_FOR_MORE, CANCEL, REFUND, SOURCES
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


def write_reasons() -> None:
    """Add the demo's reasons for cancellation and return; safe to repeat."""
    for kind, subjects in (
        (CancellationReason.Type.CANCEL, CANCEL),
        (CancellationReason.Type.REFUND, REFUND),
    ):
        for place, subject in enumerate(subjects, start=1):
            CancellationReason.objects.get_or_create(
                cancellation_type=kind,
                subject=subject,
                defaults={
                    "order": place,
                    "extra_information_needed": subject in ASK_FOR_MORE,
                    "sources": SOURCES.get(subject, everybody()),
                },
            )


def write_places() -> None:
    """Add the cities in which the demo's people live, and their parts; safe to repeat."""
    places = []
    for country, lines in PLACES.items():
        for number, line in enumerate(lines.splitlines(), start=1):
            city, township, district, _postcode = line.strip().split("|")
            places.append(PlaceLine(number, country, city, township, district if township else ""))
    load_places(places)
