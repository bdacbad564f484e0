"""What the fields and amounts of an order are called on its pages and in its log."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.amounts import Step
from orders.snapshots import BILLING, SAME, SHIPPING

Text = str | Promise

_CONTACT: dict[str, Text] = {
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
}
_ADDRESS: dict[str, Text] = {
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "phone": gettext_lazy("Phone"),
    "line": gettext_lazy("Address"),
    "district": gettext_lazy("District"),
    "township": gettext_lazy("Township or state"),
    "city": gettext_lazy("City"),
    "country": gettext_lazy("Country"),
    "postcode": gettext_lazy("Postcode"),
    "company_name": gettext_lazy("Company"),
    "tax_office": gettext_lazy("Tax office"),
    "tax_no": gettext_lazy("Tax number"),
    "identity_number": gettext_lazy("Identity number"),
}
_OTHERS: dict[str, Text] = {
    SHIPPING: gettext_lazy("Shipping address"),
    BILLING: gettext_lazy("Billing address"),
    SAME: gettext_lazy("Billing address is the shipping address"),
    "customer": gettext_lazy("Future orders"),
    "status": gettext_lazy("Status"),
    "shipping_company": gettext_lazy("Shipping company"),
    "tracking_number": gettext_lazy("Tracking number"),
    "carrier_shipping_code": gettext_lazy("Carrier’s shipping code"),
    "invoice_number": gettext_lazy("Invoice number"),
    "invoice_date": gettext_lazy("Invoice date"),
    "e_archive_url": gettext_lazy("Invoice link"),
    "is_send": gettext_lazy("Reported to ERP"),
    "captured_amount": gettext_lazy("Captured"),
    "quantity": gettext_lazy("Quantity"),
    "new_line": gettext_lazy("New line"),
    "request": gettext_lazy("Cancellation request"),
    "proof": gettext_lazy("Proof"),
    "package_status": gettext_lazy("Status"),
    "delivery_setting": gettext_lazy("Delivery setting"),
    "from_package": gettext_lazy("From package"),
    "order_lines": gettext_lazy("Order lines"),
    "iban": gettext_lazy("IBAN"),
}

STEP_CAPTIONS: dict[Step, Text] = {
    Step.PRODUCTS: gettext_lazy("Products"),
    Step.DISCOUNT: gettext_lazy("Discount"),
    Step.LINE_DISCOUNTS: gettext_lazy("Discounts of the lines"),
    Step.SHIPPING: gettext_lazy("Shipping"),
    Step.INTEREST: gettext_lazy("Installment interest"),
    Step.PAYMENT_FEE: gettext_lazy("Payment option fee"),
    Step.UNLISTED: gettext_lazy("Not in the lines"),
    Step.REFUNDED_PRODUCTS: gettext_lazy("Refunded for products"),
    Step.REFUNDED_SHIPPING: gettext_lazy("Refunded shipping"),
    Step.REFUNDED_FEE: gettext_lazy("Refunded payment option fee"),
    Step.REFUNDED_REST: gettext_lazy("Refunded rest"),
    Step.REFUNDED_OUTSIDE: gettext_lazy("Sent back without a plan, at the gateway"),
}


def caption_of(field: str) -> str:
    """The caption of a field as `orders` names it: `email`, `shipping_address.city`, `status`."""
    part, dot, name = field.rpartition(".")
    if dot:
        captions = _CONTACT if part == "customer" else _ADDRESS
        return _("%(part)s: %(field)s") % {
            "part": _OTHERS.get(part, part),
            "field": captions.get(name, name),
        }
    plain = field.replace("_", " ").capitalize()
    return str(_CONTACT.get(field) or _OTHERS.get(field) or plain)


def short_caption_of(field: str) -> Text:
    """The caption of a field where it stands under its part's own heading."""
    _part, dot, name = field.rpartition(".")
    return (_ADDRESS if dot else _CONTACT)[name]
