"""The words of the pages, letter by letter."""

import zoneinfo
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone, translation

from bulk_updates.states import BulkUpdateStatus
from cancellations.states import PlanStatus, RequestStatus
from exports.states import ExportStatus
from omnitron.core.badges import LOOKS
from orders.shown_status import ShownStatus
from orders.states import PackageStatus, Status
from payments.states import RefundStatus
from webhooks.states import DeliveryStatus

PLACED = datetime(2017, 11, 24, 23, 14, 6, tzinfo=UTC)


def draw(source: str, **context: object) -> str:
    return Template("{% load omnitron %}" + source).render(Context(context))


@pytest.fixture(autouse=True)
def _in_berlin():
    with timezone.override(zoneinfo.ZoneInfo("Europe/Berlin")):
        yield


def test_an_icon_points_into_the_sprite_and_says_nothing():
    assert draw('{% icon "receipt" "i-sm" %}') == (
        '<svg class="i i-sm" aria-hidden="true">'
        '<use href="/static/built/icons.svg#i-receipt"/></svg>'
    )


def test_an_icon_that_is_not_listed_is_an_error():
    with pytest.raises(ValueError, match="“unicorn” is not listed"):
        draw('{% icon "unicorn" %}')


def test_a_status_badge_has_shape_word_and_tone():
    assert draw("{% status_badge status %}", status=Status.APPROVED) == (
        '<span class="st t-work"><svg aria-hidden="true">'
        '<use href="/static/built/icons.svg#g-q1"/></svg>Approved</span>'
    )


def test_a_status_that_waits_for_somebody_is_filled():
    drawn = draw("{% status_badge status %}", status=Status.CANCELLATION_WAITING)
    assert drawn.startswith('<span class="st st-act t-wait">')


def test_a_status_badge_takes_a_plain_value_with_words_of_its_own():
    drawn = draw("{% status_badge 400 words %}", words="Waiting <Packaging>")
    assert drawn.endswith('#g-q1"/></svg>Waiting &lt;Packaging&gt;</span>')


def test_every_status_has_a_look():
    assert set(LOOKS) == {
        *Status.values,
        *PackageStatus.values,
        *ShownStatus.values,
        *PlanStatus.values,
        *RequestStatus.values,
        *RefundStatus.values,
        *(f"bulk.{status}" for status in BulkUpdateStatus.values),
        *(f"delivery.{status}" for status in DeliveryStatus.values),
        "bulk.nothing",
        *ExportStatus.values,
    }


@pytest.mark.parametrize(("language", "text"), [("en", "12,418"), ("tr", "12.418")])
def test_a_count_has_its_thousands_apart_as_the_language_does_it(language, text):
    with translation.override(language):
        assert draw("{{ n|count }}", n=12418) == text


@pytest.mark.parametrize(
    ("amount", "currency", "language", "text"),
    [
        ("1249.900", "BRL", "en", "R$1,249.90"),
        ("-6.990", "BRL", "en", "−R$6.99"),
        ("1249.900", "TRY", "en", "TRY\N{NO-BREAK SPACE}1,249.90"),
        ("1249.900", "TRY", "tr", "₺1.249,90"),
        ("1250.000", "JPY", "en", "¥1,250"),
        ("0.125", "KWD", "en", "KWD\N{NO-BREAK SPACE}0.125"),
        ("0.000", "EUR", "en", "€0.00"),
    ],
)
def test_money_reads_as_its_currency_and_the_language_have_it(amount, currency, language, text):
    with translation.override(language):
        assert draw("{% money a c %}", a=Decimal(amount), c=currency) == text


def test_money_reads_in_the_language_of_whoever_asks_next():
    texts = []
    for language in ("en", "tr", "en"):
        with translation.override(language):
            texts.append(draw("{% money a 'EUR' %}", a=Decimal("1234.5")))
    assert texts == ["€1,234.50", "€1.234,50", "€1,234.50"]


def test_money_that_is_not_known_is_a_dash():
    assert draw('{% money nothing "EUR" %}', nothing=None) == "–"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("list", "25 Nov 2017, 00:14"),
        ("minute", "25 Nov 2017, 00:14"),
        ("zoned", "25 Nov 2017, 00:14 CET"),
        ("long", "25 Nov 2017, 00:14:06 CET"),
        ("date", "25 Nov 2017"),
        ("time", "00:14"),
        ("day", "Sat 25 Nov 2017"),
    ],
)
@time_machine.travel("2018-03-01T12:00:00Z", tick=False)
def test_a_moment_is_told_in_the_zone_of_the_person(form, text):
    assert draw("{% when at form %}", at=PLACED, form=form) == (
        f'<time datetime="2017-11-25T00:14:06+01:00">{text}</time>'
    )


@time_machine.travel("2017-12-01T12:00:00Z", tick=False)
def test_a_list_leaves_out_the_year_that_it_is():
    assert ">25 Nov, 00:14<" in draw("{% when at %}", at=PLACED)


@time_machine.travel("2017-11-25T12:00:00Z", tick=False)
def test_today_is_named():
    assert ">Today, Sat 25 Nov 2017<" in draw('{% when at "day" %}', at=PLACED)


def test_a_day_has_no_zone():
    drawn = draw('{% when on "date" %}', on=date(2017, 11, 24))
    assert drawn == '<time datetime="2017-11-24">24 Nov 2017</time>'


def test_a_moment_that_has_not_come_is_a_dash():
    assert draw("{% when at %}", at=None) == "–"


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Europe/Berlin", "CET"),
        ("UTC", "UTC"),
        ("America/Sao_Paulo", "UTC−3"),
        ("Europe/Istanbul", "UTC+3"),
        ("Asia/Kathmandu", "UTC+5:45"),
    ],
)
@time_machine.travel("2018-03-01T12:00:00Z", tick=False)
def test_a_zone_is_named_by_its_letters_or_its_offset(zone, text):
    with timezone.override(zoneinfo.ZoneInfo(zone)):
        assert draw("{% when at 'zoned' %}", at=timezone.now()).endswith(f" {text}</time>")


@pytest.mark.parametrize("day", ["2018-03-01", "2018-07-01"])
@pytest.mark.parametrize(
    ("zone", "text"),
    [("Europe/Berlin", "Europe/Berlin"), ("America/Sao_Paulo", "America/Sao Paulo")],
)
def test_the_zone_of_a_column_is_named_alike_in_summer_and_winter(zone, text, day):
    with timezone.override(zoneinfo.ZoneInfo(zone)), time_machine.travel(day, tick=False):
        assert draw("{% zone_name %}") == text


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("America/Sao_Paulo", "Sao Paulo"),
        ("America/Kentucky/Monticello", "Monticello"),
        ("UTC",) * 2,
    ],
)
def test_a_narrow_column_names_the_city_of_the_zone(zone, city):
    with timezone.override(zoneinfo.ZoneInfo(zone)):
        assert draw("{% zone_name city=True %}") == city


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Marina Teixeira", "MT"),
        ("Elif Nur Şahin", "EŞ"),
        ("Elif Şahin (elif)", "EŞ"),
        ("admin", "A"),
        ("", ""),
    ],
)
def test_initials_are_of_the_first_and_the_last_word(name, letters):
    assert draw("{{ name|initials }}", name=name) == letters


@pytest.mark.parametrize(
    ("amount", "english", "turkish"),
    [
        ("12.000", "12", "12"),
        ("9.900", "9.90", "9,90"),
        ("0.125", "0.125", "0,125"),
        ("1250.500", "1,250.50", "1.250,50"),
        ("0", "0", "0"),
        ("100", "100", "100"),
    ],
)
def test_an_amount_without_a_currency_has_the_decimals_it_needs(amount, english, turkish):
    for language, expected in (("en", english), ("tr", turkish)):
        with translation.override(language):
            assert draw("{{ amount|bare_amount }}", amount=Decimal(amount)) == expected
