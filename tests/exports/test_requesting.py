"""Asking for an export, calling it off and asking again."""

import pytest
from django.db import DatabaseError, transaction

from cancellations.services.erasing import erase_customer
from exports.access import get_export, id_of, token_of
from exports.models import Export
from exports.services.canceling import cancel_export
from exports.services.requesting import MOST_UNDER_WAY, request_again
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from omnitron.core.errors import NotFound, Refusal
from orders.models import OrderSelection
from orders.services.clearing import SELECTIONS_KEPT_FOR, clear_choices
from orders.services.selecting import freeze_selection, get_selection, select_all, select_on_page
from orders.states import Status
from tests.exports.shop import SITE, run, table
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def order(shop):
    return shop.order(items=1)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"columns": []}, "Choose at least one column"),
        ({"columns": ["order_number", "password"]}, "no column “password”"),
        ({"columns": ["sku", "sku"]}, "once only"),
        ({"format": "pdf"}, "Choose CSV or Excel"),
        ({"zone": "Europe/Atlantis"}, "“Europe/Atlantis” is no time zone"),
        ({"zone": "'; DROP TABLE x; --"}, "is no time zone"),
    ],
)
def test_what_cannot_be_written_is_refused_at_once(shop, order, values, words):
    with pytest.raises(Refusal, match=words):
        shop.ask(order, **values)

    assert not Export.objects.exists()
    assert not OrderSelection.objects.filter(frozen=True).exists()


def test_no_other_kind_is_written(shop, order):
    with pytest.raises(Refusal, match="no export “customers”"):
        shop.ask(order, kind="customers")


def test_an_empty_selection_is_refused(shop, order):
    with pytest.raises(Refusal, match="None of the chosen orders is there any more"):
        shop.ask(
            selection=select_on_page(
                actor=shop.user, pk=None, filter_query="", page_ids=[order.pk], chosen_ids=[]
            )
        )


def test_a_filter_that_says_nothing_any_more_is_refused(shop, order):
    selection = select_all(actor=shop.user, filter_query="channel=999", matched=1)

    with pytest.raises(Refusal, match="A field of the filter cannot be read"):
        shop.ask(selection=selection)


def test_one_person_cannot_fill_the_queue(shop, order):
    for _n in range(MOST_UNDER_WAY):
        shop.ask(order)

    with pytest.raises(Refusal, match="10 of your exports are under way"):
        shop.ask(order)


def test_what_is_ticked_later_changes_no_export(shop):
    first, second = shop.order(items=1), shop.order(items=1)
    selection = shop.tick(first, query="status=400")
    export = shop.ask(selection=selection, columns=["order_number"])

    select_on_page(
        actor=shop.user,
        pk=selection.pk,
        filter_query="status=400",
        page_ids=[first.pk, second.pk],
        chosen_ids=[second.pk],
    )

    assert [row["order_number"] for row in table(run(export))] == [first.number]


def test_nobody_ticks_in_a_frozen_selection(shop, order):
    frozen = shop.ask(order).selection

    assert get_selection(shop.user, frozen.pk, filter_query="") is None
    other = select_on_page(
        actor=shop.user, pk=frozen.pk, filter_query="", page_ids=[order.pk], chosen_ids=[]
    )
    assert other.pk != frozen.pk
    frozen.refresh_from_db()
    assert frozen.order_ids == [order.pk]


def test_a_frozen_selection_outlives_all_clearing(shop, order):
    frozen = shop.ask(order).selection
    old = frozen.made_at - SELECTIONS_KEPT_FOR * 2
    OrderSelection.objects.update(made_at=old)
    OrderSelection.objects.bulk_create(
        OrderSelection(user=shop.user, made_at=old) for _n in range(200)
    )

    select_all(actor=shop.user, filter_query="", matched=1)
    clear_choices(kept_queries=[])

    assert list(OrderSelection.objects.filter(frozen=True)) == [frozen]


def test_a_frozen_selection_is_frozen_once(shop, order):
    frozen = shop.ask(order).selection

    assert freeze_selection(actor=shop.user, pk=frozen.pk) == frozen
    with pytest.raises(NotFound):
        freeze_selection(actor=UserFactory(), pk=frozen.pk)


def test_an_export_that_is_canceled_has_no_file(shop, order):
    export = shop.ask(order)

    cancel_export(actor=shop.user, pk=export.pk)
    cancel_export(actor=shop.user, pk=export.pk)

    assert run(export).status == "canceled"
    assert run(export).file == ""


def test_what_is_finished_is_not_canceled(shop, order):
    export = shop.export(order)

    with pytest.raises(Refusal, match="can no longer be canceled: it is ready"):
        cancel_export(actor=shop.user, pk=export.pk)


def test_again_makes_a_new_export_of_the_orders_as_they_are_now(shop, order):
    export = shop.export(order, columns=["order_number", "status"])
    order.items.update(status=Status.SHIPPED)

    again = run(request_again(actor=shop.user, pk=export.pk, site=SITE))

    assert again.pk != export.pk
    assert (again.kind, again.format, again.columns, again.zone, again.selection_id) == (
        export.kind,
        export.format,
        export.columns,
        export.zone,
        export.selection_id,
    )
    assert table(export)[0]["status"] == "Approved"
    assert table(again)[0]["status"] == "Shipped"


def test_again_waits_for_the_end(shop, order):
    with pytest.raises(Refusal, match="is not finished yet"):
        request_again(actor=shop.user, pk=shop.ask(order).pk, site=SITE)


def test_what_searched_for_an_erased_customer_is_not_asked_for_again(shop, order):
    selection = select_all(actor=shop.user, filter_query=f"customer={order.email}", matched=1)
    export = shop.export(selection=selection)

    erase_customer(actor=UserFactory(is_superuser=True), number=order.number)

    export.refresh_from_db()
    assert (export.status, export.selection) == ("ready", None)
    with pytest.raises(Refusal, match="not kept any more"):
        request_again(actor=shop.user, pk=export.pk, site=SITE)


def test_only_its_owner_finds_an_export(shop, order):
    export = shop.ask(order)
    colleague = UserFactory(role="Admin", channels=[shop.channel])

    assert get_export(shop.user, export.pk, OMNITRON) == export
    for user, panel in [(colleague, OMNITRON), (colleague, ""), (shop.user, SELLER_CENTER)]:
        with pytest.raises(NotFound):
            get_export(user, export.pk, panel)
    for act in (
        lambda: cancel_export(actor=colleague, pk=export.pk),
        lambda: request_again(actor=colleague, pk=export.pk, site=SITE),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_token_is_of_one_export_and_in_no_row(shop, order):
    export = shop.ask(order)
    token = token_of(export.pk)

    assert id_of(token) == export.pk
    for forged in (f"{export.pk + 1}{token[len(str(export.pk)) :]}", str(export.pk), "x", ""):
        with pytest.raises(NotFound):
            id_of(forged)
    signature = token.partition(".")[2]
    assert signature not in str(Export.objects.values().get())


@pytest.mark.parametrize("status", ["ready", "failed", "expired"])
def test_postgresql_refuses_a_move_that_the_table_has_not(shop, order, status):
    export = shop.ask(order)

    with pytest.raises(DatabaseError, match="may not go from requested"), transaction.atomic():
        Export.objects.filter(pk=export.pk).update(status=status)


def test_postgresql_keeps_what_was_asked_for(shop, order):
    export = shop.ask(order)

    with pytest.raises(DatabaseError), transaction.atomic():
        Export.objects.filter(pk=export.pk).update(requested_by=UserFactory())
