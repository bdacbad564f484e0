"""What a shop has: orders and changes in the words of channel-app's own example channel."""

ADDRESS = {
    "email": "deniz@example.com",
    "phone_number": "05321234567",
    "first_name": "Deniz",
    "last_name": "Yılmaz",
    "country": "TR",
    "city": "İstanbul",
    "line": "Hemen sahil kenarı 3",
}
CUSTOMER = {
    "email": "deniz@example.com",
    "phone_number": "05321234567",
    "first_name": "Deniz",
    "last_name": "Yılmaz",
    "channel_code": "C-1",
    "extra_field": None,
    "is_active": True,
}


def line(remote_id, **others):
    """A line of 100.00, of which 10.00 are a discount."""
    return {
        "remote_id": remote_id,
        "product": "SKU-1",
        "price_currency": "try",
        "price": "100.00",
        "discount_amount": "10.00",
        "retail_price": "120.00",
        "tax_rate": "20",
        "extra_field": {},
        "status": "400",
        **others,
    }


def order(number, *lines, **others):
    """An order of lines; its remote id is `R-` and its number."""
    lines = lines or (line(f"{number}-1"), line(f"{number}-2"))
    return {
        "order": {
            "remote_id": f"R-{number}",
            "number": number,
            "channel": "1",
            "status": "400",
            "currency": "try",
            "amount": f"{90 * len(lines) + 15}.00",
            "discount_amount": f"{10 * len(lines)}.00",
            "shipping_amount": "15.00",
            "net_shipping_amount": "15.00",
            "shipping_tax_rate": "20",
            "extra_field": {},
            "created_at": "2026-11-20 09:30:00.250000+03:00",
            "customer": dict(CUSTOMER),
            "shipping_address": dict(ADDRESS),
            "billing_address": {**ADDRESS, "line": "Fatura sokak 5"},
            "cargo_company": "aras",
            "language_code": "tr-tr",
            "notes": "Kapıya bırakın.",
            **others,
        },
        "order_items": list(lines),
    }
