"""The dashboard of Seller Center as a test reads it."""

URL = "/seller-center/"


def figures(page):
    """Each figure of a page by its name: its number and its notes."""
    found = page.context["figures"]
    return {
        str(figure.label): (figure.text, [note.text for note in figure.notes])
        for figure in (*found.waiting, *found.ordered)
    }


def rows_behind(client, url):
    """How many rows the list at an address says it has."""
    page = client.get(url)
    assert page.status_code == 200, url
    return page.context["listing"].count_text
