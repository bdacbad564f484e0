"""The parts that pages are put together from, and the frame around them."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from omnitron.accounts.models import User

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"


@pytest.fixture
def marina():
    user = User(username="marina", first_name="Marina", last_name="Teixeira", theme="dark")
    user.role_names = ["Admin"]
    return user


def draw(name, **context):
    return " ".join(render_to_string(name, context).split())


def test_a_page_at_the_end_of_a_list_links_one_way_only():
    html = draw("components/pager.html", previous_url="?before=7")
    assert re.findall(r'href="([^"]+)" rel="(\w+)"', html) == [("?before=7", "prev")]
    assert html.count('aria-disabled="true"') == 1


def test_a_chip_names_the_filter_that_it_removes():
    chips = [{"label": "Status", "value": "Shipped", "remove_url": "?channel=1"}]
    html = draw("components/chips.html", chips=chips, clear_url="?")
    assert 'Status: Shipped<a href="?channel=1" aria-label="Remove the filter Status"' in html
    assert '<a class="btn btn-sm btn-plain" href="?">Clear</a>' in html


def test_without_filters_there_is_nothing_to_clear():
    assert draw("components/chips.html", chips=[], clear_url="?") == ""


def test_a_question_offers_the_safe_answer_first():
    html = draw(
        "components/confirm.html", id="off", url="/off/", confirm_label="Deactivate", danger=True
    )
    assert html.index("data-dialog-close>Back</a>") < html.index("Deactivate</button>")
    assert '<form method="post" action="/off/">' in html
    assert 'class="btn btn-danger"' in html


def test_every_dialog_has_the_same_word_for_its_way_out():
    words = {
        str(file.relative_to(TEMPLATES)): word
        for file in TEMPLATES.rglob("*.html")
        for word in re.findall(r'data-dialog-close.*?>{% translate "(.*?)" %}', file.read_text())
    }

    # Here the answers are Yes and No.
    assert words.pop("omnitron/plans/preview_dialog.html") == "No"
    assert set(words.values()) == {"Back"}


@pytest.mark.parametrize(
    ("changed", "chosen"), [("both", "mine"), ("mine", "mine"), ("theirs", "theirs")]
)
def test_a_conflict_is_decided_where_only_one_side_changed_something(changed, chosen):
    row = {"name": "phone", "label": "Phone", "mine": "1", "theirs": "2", "base": "3"}
    html = draw("components/conflict.html", who="Elif", rows=[row | {"changed": changed}])
    assert re.findall(r'name="choose-phone" value="(\w+)" checked', html) == [chosen]


def test_a_change_to_nothing_says_so():
    html = draw("components/diff.html", label="Phone", before="", after="12")
    assert '<del class="none">empty</del>' in html
    assert "<ins>12</ins>" in html


def test_the_frame_names_the_person_and_where_they_are(marina):
    entry = {"label": "Orders", "url": "/orders/", "icon": "receipt", "current": True}
    html = draw(
        "403.html", user=marina, sidebar=[{"heading": "Sales", "entries": [entry]}], csrf_token="t"
    )
    assert '<span class="avatar" aria-hidden="true">MT</span>' in html
    assert '<a href="/orders/" aria-current="page">' in html
    assert "<span>Orders</span></a>" in html
    assert 'data-theme="dark" data-bs-theme="dark"' in html


def test_the_reason_of_a_missing_page_is_its_heading(marina):
    html = draw("404.html", user=marina, reason="There is no order 17<b>.")
    assert '<h1 class="empty-title">There is no order 17&lt;b&gt;.</h1>' in html


def test_a_broken_page_can_be_drawn_from_nothing():
    html = draw("500.html")
    assert '<h1 class="empty-title">Something went wrong here</h1>' in html
    assert '<main class="gate"' in html


def test_no_page_has_inline_scripts_or_styles(marina):
    html = draw("404.html", user=marina)
    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []
    assert re.findall(r"\sstyle=|<style|\son\w+=", html) == []
