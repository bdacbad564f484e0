"""Posting a page's form as a browser does: every field as it stands, less what a test changes."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """What the form that holds `opened` would send."""

    def __init__(self):
        super().__init__()
        self.forms, self.select, self.options, self.textarea = [], None, [], None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and self.forms and "name" in attrs and "disabled" not in attrs:
            self._input(attrs)
        elif tag == "select":
            self.select, self.options = "disabled" not in attrs and attrs.get("name"), []
        elif tag == "option" and self.select:
            self.options.append((attrs.get("value", ""), "selected" in attrs))
        elif tag == "textarea" and self.forms:
            self.textarea = self.forms[-1].setdefault(attrs["name"], [""])

    def handle_data(self, data):
        if self.textarea is not None:
            self.textarea[0] += data

    def handle_endtag(self, tag):
        if tag == "select" and self.select and self.forms:
            chosen = [value for value, selected in self.options if selected]
            first = [value for value, _selected in self.options][:1]
            self.forms[-1][self.select] = (chosen or first)[:1]
            self.select = None
        elif tag == "textarea" and self.textarea is not None:
            # A line end at the very beginning belongs to the tag.
            self.textarea[0] = self.textarea[0].removeprefix("\n")
            self.textarea = None

    def _input(self, attrs):
        values = self.forms[-1].setdefault(attrs["name"], [])
        if attrs.get("type") not in ("checkbox", "radio"):
            values.append(attrs.get("value", ""))
        elif "checked" in attrs:
            values.append(attrs.get("value", "on"))


def fields_of(response):
    """The fields of the page's form, as lists of values."""
    parser = _Fields()
    parser.feed(response.content.decode())
    return next(form for form in parser.forms if "opened" in form)


def post(client, url, /, *, opened_as=None, **changes):
    """Open a page, change some fields and send it; `opened_as` is an answer got before."""
    fields = fields_of(opened_as or client.get(url))
    return client.post(url, {**fields, **changes})
