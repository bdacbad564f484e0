"""The section of plans of an order's page, as somebody reads it."""

from tests.panel.order_detail.pages import text_of


def plans_in(response):
    """The words of the section, from its first row on."""
    section = response.content.decode().partition('id="plans"')[2].partition("</section>")[0]
    text = text_of_html(section)
    return text.partition("By Reason ")[2]


def text_of_html(html):
    class Response:
        content = f"<main {html}</main>".encode()

    return text_of(Response)
