"""Tracking numbers: one that another package has, and one that was wrong."""

import pytest
from django.utils import timezone

from omnitron.core.errors import NotFound, Refusal
from omnitron.core.merging import BothChanged, Clash
from orders.models import OrderEvent
from orders.services.packages.shipping import (
    NumberShared,
    correct_tracking_number,
    mark_failed,
    ship_package,
    shipment_of,
)
from orders.services.rolling_up import roll_up
from orders.states import Status
from tests.factories import (
    OrderItemFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.orders.packages.parcels import fresh, package_of, staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def jadlog(db):
    return ShippingCompanyFactory(name="Jadlog")


def shipped(seller, company, tracking, *statuses):
    """A package that is on its way."""
    package = package_of(seller, *(statuses or [Status.SHIPPED]))
    package.items.update(shipping_company=company, tracking_number=tracking)
    roll_up([package.order_id])
    return fresh(package)


@pytest.fixture
def other(seller, jadlog):
    """Another package, that has left as JD04."""
    return shipped(seller, jadlog, "JD04")


@pytest.fixture
def ready(seller):
    return package_of(seller, Status.PREPARING, ready_at=timezone.now())


def ship(packer, package, company, tracking="JD04", **known):
    return ship_package(
        actor=packer,
        number=package.number,
        company_id=company.pk,
        tracking_number=tracking,
        **known,
    )


def correct(packer, package, company, tracking, *, opened=None, **known):
    """Correct it on a page that shows what there is now, or what it showed once."""
    return correct_tracking_number(
        actor=packer,
        number=package.number,
        opened=opened or shipment_of(fresh(package)),
        company_id=company.pk,
        tracking_number=tracking,
        **known,
    )


@pytest.mark.parametrize("typed", [" JD04 ", "jd04"])
def test_a_number_that_another_package_has_is_asked_about_and_nothing_is_written(
    packer, ready, other, jadlog, typed
):
    with pytest.raises(NumberShared) as asked:
        ship(packer, ready, jadlog, typed)

    assert asked.value.package == other
    assert str(asked.value) == (
        f"Package {other.number} travels under this tracking number, too: correct it,"
        " or send it again if both are in one parcel."
    )
    assert (fresh(ready).status, OrderEvent.objects.count()) == ("ready_to_ship", 0)


def test_whoever_knows_of_the_other_package_ships_both_in_one_parcel(packer, ready, other, jadlog):
    ship(packer, ready, jadlog, shared_with=other.number)

    assert (fresh(ready).status, fresh(ready).tracking_number) == ("shipped", "JD04")


@pytest.mark.parametrize("known", ["nonsense", "a\0b"])
def test_whoever_knows_of_some_other_package_is_asked(packer, ready, other, jadlog, known):
    with pytest.raises(NumberShared):
        ship(packer, ready, jadlog, shared_with=known)


@pytest.mark.parametrize("case", ["company", "seller", "canceled", "none", "itself"])
def test_a_number_that_is_no_double_is_not_asked_about(packer, seller, ready, jadlog, case):
    van = ShippingCompanyFactory(name="Own van", needs_tracking_number=False)
    if case == "company":
        shipped(seller, van, "JD04")
    elif case == "seller":
        shipped(SellerFactory(), jadlog, "JD04")
    elif case == "canceled":
        shipped(seller, jadlog, "JD04", Status.CANCELED)
    elif case == "none":
        shipped(seller, van, "")
    else:
        ship(packer, ready, jadlog)
        mark_failed(actor=packer, numbers=[ready.number])

    ship(packer, ready, van if case == "none" else jadlog, "" if case == "none" else "JD04")

    assert fresh(ready).status == "shipped"


def test_a_number_is_corrected_and_the_log_tells_both(packer, seller, jadlog):
    package = shipped(seller, jadlog, "JD04", Status.SHIPPED, Status.DELIVERED)

    corrected = correct(packer, package, jadlog, " JD05 ")

    assert (corrected.status, corrected.tracking_number) == ("shipped", "JD05")
    assert set(package.items.values_list("tracking_number", flat=True)) == {"JD05"}
    events = OrderEvent.objects.order_by("pk")
    assert [(event.kind, event.changes, event.cause) for event in events] == [
        ("shipment_changed", {"tracking_number": ["JD04", "JD05"]}, f"package:{package.number}")
    ] * 2


def test_another_company_is_corrected_with_its_number(packer, seller, jadlog):
    correios = ShippingCompanyFactory(name="Correios")
    package = shipped(seller, jadlog, "JD04")

    correct(packer, package, correios, "BR1")

    assert fresh(package).shipping_company == correios
    assert OrderEvent.objects.get().changes == {
        "shipping_company": [jadlog.pk, correios.pk],
        "tracking_number": ["JD04", "BR1"],
    }


def test_a_line_that_travels_under_another_number_or_not_at_all_keeps_that(packer, seller, jadlog):
    statuses = (Status.SHIPPED, Status.SHIPPED, Status.CANCELED, Status.REFUNDED)
    package = shipped(seller, jadlog, "JD04", *statuses)
    of_file = package.items.order_by("line_number")[1]
    package.items.filter(pk=of_file.pk).update(tracking_number="BY-FILE")

    correct(packer, package, jadlog, "JD05")

    numbers = package.items.order_by("line_number").values_list("tracking_number", flat=True)
    assert list(numbers) == ["JD05", "BY-FILE", "JD04", "JD04"]


def test_a_line_that_waits_for_its_return_is_in_the_same_parcel(packer, seller, jadlog):
    package = shipped(seller, jadlog, "JD04")
    OrderItemFactory(
        order=package.order,
        package=package,
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.SHIPPED,
        shipping_company=jadlog,
        tracking_number="JD04",
    )

    correct(packer, package, jadlog, "JD05")

    assert set(package.items.values_list("tracking_number", flat=True)) == {"JD05"}


def test_the_same_number_again_is_no_change(packer, seller, jadlog, other):
    package = shipped(seller, jadlog, "JD04")

    correct(packer, package, jadlog, "JD04")

    assert not OrderEvent.objects.exists()


def test_a_corrected_number_that_another_package_has_is_asked_about(packer, seller, jadlog, other):
    package = shipped(seller, jadlog, "JD05")

    with pytest.raises(NumberShared):
        correct(packer, package, jadlog, "JD04")
    assert fresh(package).tracking_number == "JD05"

    correct(packer, package, jadlog, "JD04", shared_with=other.number)
    assert fresh(package).tracking_number == "JD04"


def test_two_corrections_are_shown_to_whoever_is_second(packer, seller, jadlog):
    package = shipped(seller, jadlog, "JD04")
    opened = shipment_of(package)
    ana = staff_of(seller, first_name="Ana", last_name="Lima", username="ana")
    correct(ana, package, jadlog, "JD05")

    with pytest.raises(BothChanged) as conflict:
        correct(packer, package, jadlog, "JD06", opened=opened)

    assert conflict.value.clashes == [Clash("tracking_number", "JD04", "JD06", "JD05")]
    assert conflict.value.who == "Ana Lima (ana)"
    assert fresh(package).tracking_number == "JD05"


def test_the_brand_s_people_are_not_named_to_a_seller_s(packer, seller, jadlog):
    package = shipped(seller, jadlog, "JD04")
    opened = shipment_of(package)
    correct(UserFactory(is_superuser=True, username="brand"), package, jadlog, "JD05")

    with pytest.raises(BothChanged) as conflict:
        correct(packer, package, jadlog, "JD06", opened=opened)

    assert conflict.value.who == "Somebody else"


def test_a_company_needs_its_number_here_too(packer, seller, jadlog):
    package = shipped(seller, jadlog, "JD04")

    with pytest.raises(Refusal, match="Jadlog needs a tracking number"):
        correct(packer, package, jadlog, " ")


def test_a_company_needs_its_number_though_somebody_else_emptied_it(packer, seller, jadlog):
    van = ShippingCompanyFactory(name="Own van", needs_tracking_number=False)
    package = shipped(seller, van, "V04")
    opened = shipment_of(package)
    correct(staff_of(seller), package, van, "")

    with pytest.raises(Refusal, match="Jadlog needs a tracking number"):
        correct(packer, package, jadlog, "V04", opened=opened)

    assert fresh(package).shipping_company == van


def test_the_company_of_the_package_stays_though_it_is_offered_no_more(packer, seller, jadlog):
    package = shipped(seller, jadlog, "JD04")
    jadlog.is_active = False
    jadlog.save()

    assert correct(packer, package, jadlog, "JD05").tracking_number == "JD05"
    with pytest.raises(Refusal, match="this one is not offered"):
        correct(packer, package, ShippingCompanyFactory(is_active=False), "JD06")


@pytest.mark.parametrize(
    "status", [Status.APPROVED, Status.PREPARING, Status.DELIVERED, Status.CANCELED]
)
def test_only_what_is_on_its_way_is_corrected(packer, seller, jadlog, status):
    package = shipped(seller, jadlog, "JD04", status)

    with pytest.raises(Refusal, match="Correct Tracking Number is not possible"):
        correct(packer, package, jadlog, "JD05")


def test_another_seller_s_number_is_not_corrected(seller, jadlog):
    package = shipped(seller, jadlog, "JD04")

    with pytest.raises(NotFound):
        correct(staff_of(SellerFactory()), package, jadlog, "JD05")
    with pytest.raises(Refusal, match="This needs"):
        correct(staff_of(seller, role=None), package, jadlog, "JD05")
