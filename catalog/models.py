from typing import ClassVar

from django.db import models

from catalog.querysets import ProductQuerySet


class Product(models.Model):
    """What a line of an order can point to; the line keeps its own copy of what was sold."""

    sku = models.CharField(max_length=128, db_collation="C")
    name = models.CharField(max_length=255)
    attributes = models.JSONField(default=dict, blank=True)
    image_url = models.URLField(max_length=500, blank=True)
    non_returnable = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[ProductQuerySet] = ProductQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        constraints = [
            # Not `unique=True`, which would add a second index for LIKE.
            models.UniqueConstraint(fields=["sku"], name="one_product_per_sku")
        ]
        indexes = [models.Index(fields=["name"], name="product_by_name")]

    def __str__(self) -> str:
        return self.name
