"""What is sold."""

import factory
from factory.django import DjangoModelFactory

from catalog.models import Product


class ProductFactory(DjangoModelFactory):
    class Meta:
        model = Product

    sku = factory.Sequence(lambda n: f"LUM-IPE-{n}")
    name = "Luminária de mesa Ipê"
    attributes = {"color": "Latão"}
