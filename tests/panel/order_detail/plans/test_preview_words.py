"""What the preview of a plan says in sentences."""

import pytest

from tests.panel.order_detail.pages import text_of
from tests.panel.order_detail.plans.forms import choose, preview


@pytest.mark.parametrize(
    ("email", "told"),
    [
        ("ines@example.com", "The customer gets a mail when the money has gone back, not before."),
        ("", "No e-mail address is known: the customer is told nothing."),
    ],
)
def test_the_preview_tells_of_a_mail_only_where_one_can_be_sent(operator, shop, email, told):
    order = shop.place("30.00", email=email)

    text = text_of(preview(operator, order, choose(shop, order.items.get())))

    mails = ("The customer gets a mail", "No e-mail address is known")
    assert told in text
    assert sum(mail in text for mail in mails) == 1
