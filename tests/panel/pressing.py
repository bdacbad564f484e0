"""What a key presses on a page."""

import re


def pressed_by_enter(page, action):
    """The first button of the form that posts there: Enter in a field presses it, if it is on."""
    form = re.search(
        rf'<form[^>]*action="{re.escape(action)}[^"]*".*?</form>', page.text, re.DOTALL
    )
    return re.search(r'<(?:button|input)[^>]*type="submit"[^>]*>', form[0])[0]


NOTHING = '<button type="submit" disabled hidden>'
