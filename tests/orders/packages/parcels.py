"""Packages of a seller, and the people who pack them."""

from orders.models import Package, SellerStaff
from orders.states import Status
from tests.factories import OrderItemFactory, PackageFactory, UserFactory


def staff_of(seller, role="Seller", **options):
    """Somebody who works for a seller."""
    user = UserFactory(role=role, **options)
    SellerStaff.objects.create(user=user, seller=seller)
    return user


def package_of(seller, *statuses, order=None, **options):
    """A package with an item of each status; one that waits for packaging where none is named."""
    belongs = {"order": order} if order else {}
    package = PackageFactory(seller=seller, **belongs, **options)
    for status in statuses or [Status.APPROVED]:
        OrderItemFactory(order=package.order, package=package, status=status)
    return fresh(package)


def fresh(package):
    """The package as the database has it."""
    return Package.objects.get(pk=package.pk)


def statuses_of(package):
    return list(package.items.order_by("line_number").values_list("status", flat=True))
