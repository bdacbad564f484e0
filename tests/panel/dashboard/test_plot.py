"""The drawing of a month: scales, the highest day, the numbers beside it."""

from datetime import date, timedelta

import pytest

from omnitron.panel.dashboard.plot import plot_of
from tests.panel.dashboard.pages import URL

FIRST = date(2026, 10, 25)
DAYS = [FIRST + timedelta(days=past) for past in range(30)]


def month(**counts):
    """Numbers of 30 days, none but those of the days named like `on_3`."""
    return [counts.get(f"on_{place}", 0) for place in range(30)]


@pytest.mark.parametrize(
    ("most", "scale"),
    [
        (1, ["0", "1", "2", "3"]),
        (7, ["0", "3", "6", "9"]),
        (1763, ["0", "600", "1,200", "1,800"]),
        (1_000_000, ["0", "400,000", "800,000", "1,200,000"]),
    ],
)
def test_a_scale_has_round_steps_beyond_the_highest_day(most, scale):
    plot = plot_of(DAYS, month(on_3=most), month())
    assert [line.text for line in plot.orders.scale] == scale


def test_columns_stand_for_their_share_of_the_scale():
    plot = plot_of(DAYS, month(on_0=3, on_29=6), month(on_29=1))
    first, last = plot.orders.columns
    # Up to 6, over the 140 between 18 and 158.
    assert (first.x, first.y, first.height, first.is_highest) == ("38.0", "88.0", "70.0", False)
    assert (last.x, last.y, last.height, last.is_highest) == ("620.9", "18.0", "140.0", True)
    (canceled,) = plot.canceled.columns
    assert (canceled.y, canceled.height) == ("192.0", "30.0")


def test_the_highest_day_is_named_where_there_is_room():
    early, late = (plot_of(DAYS, month(**{on: 5}), month()) for on in ("on_1", "on_28"))
    assert (early.orders.peak.text, early.orders.peak.anchor) == ("26 Oct: 5", "start")
    assert (late.orders.peak.text, late.orders.peak.anchor) == ("22 Nov: 5", "end")
    assert early.canceled.peak is None


def test_the_sum_and_what_is_usual_stand_beside_it():
    plot = plot_of(DAYS, [2] * 20 + [9] * 10, month(on_4=1))
    assert (plot.orders.total, plot.orders.median) == ("130", "2")
    assert (plot.canceled.total, plot.canceled.median) == ("1", "0")


@pytest.mark.django_db
def test_the_page_draws_it_without_styles_and_says_it_in_words(sign_in, placed, planned):
    for days in (0, 0, 3):
        placed(days)
    planned(0)

    page = sign_in().get(URL)

    text = page.content.decode()
    assert (
        'role="img" aria-label="Orders a day from 25 Oct 2026 to 23 Nov 2026, most on'
        ' 23 Nov: 2. Cancellations, most on 23 Nov: 1."'
    ) in text
    assert "style=" not in text.partition("<main")[2].partition("</main>")[0]
    rows = page.context["dashboard"].day_rows
    assert [(str(row.day), row.orders, row.canceled) for row in rows if row.orders != "0"] == [
        ("2026-11-23", "2", "1"),
        ("2026-11-20", "1", "0"),
    ]
