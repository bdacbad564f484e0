from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Who asked for a cancellation or a return."""

    OPERATOR = "operator", _("Operator")
    MPO = "mpo", _("MPO")
    SELLER = "seller", _("Seller")
    CUSTOMER_REQUEST = "customer_request", _("Customer")
    API = "api", _("API")


# The people among them. An API client acts for any of these, so it is none of them.
PEOPLE = (Source.OPERATOR, Source.MPO, Source.SELLER, Source.CUSTOMER_REQUEST)
