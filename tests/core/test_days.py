"""Days of a person: from midnight to midnight where they are."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from omnitron.core.days import Days


def test_days_up_to_today_begin_and_end_at_the_person_s_midnight(time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 22, tzinfo=UTC))
    with timezone.override("Europe/Istanbul"):
        days = Days.up_to_today(2)
        assert (days.first, days.last) == (date(2026, 11, 23), date(2026, 11, 24))
        assert days.within("at") == {
            "at__gte": datetime(2026, 11, 22, 21, tzinfo=UTC),
            "at__lt": datetime(2026, 11, 24, 21, tzinfo=UTC),
        }


def test_a_day_may_have_23_hours():
    with timezone.override("Europe/Berlin"):
        day = Days(date(2026, 3, 29), date(2026, 3, 29))
        # A difference in one zone would be that of the clocks on the wall.
        assert day.until.astimezone(UTC) - day.since.astimezone(UTC) == timedelta(hours=23)


def test_days_are_counted_and_asked_for_with_both_ends():
    days = Days(date(2026, 2, 27), date(2026, 3, 1))
    assert list(days) == [date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1)]
    assert days.asked("placed") == {"placed_from": "2026-02-27", "placed_to": "2026-03-01"}
