"""A file that is read again, in an encoding or with a delimiter that somebody chose."""

import pytest

from bulk_updates.services.deciding import apply_bulk_update
from bulk_updates.services.uploading import read_again
from omnitron.core.errors import Conflict, Refusal
from tests.bulk_updates.uploads import csv_of, outcomes, read, read_rows, worked_on
from tests.factories.reference import ShippingCompanyFactory

pytestmark = pytest.mark.django_db


def test_a_file_is_read_again_in_an_encoding_that_somebody_chose(item):
    ShippingCompanyFactory(code="pao", name="São")
    header = ("order_number", "order_item_id", "shipping_company")
    content = csv_of((item.order.number, item.pk, "São"), header=header, encoding="utf-8")
    update = read(content)
    assert outcomes(update)[2][0] == "change"

    read_again(actor=update.uploaded_by, pk=update.pk, encoding="cp1252", delimiter="")
    worked_on(update)

    assert outcomes(update) == {2: ("refused", "unknown_company", "shipping_company")}
    assert (update.encoding, update.delimiter) == ("cp1252", ",")


def test_a_file_that_could_not_be_read_can_be_in_another_encoding(item):
    content = csv_of((item.order.number, item.pk, "Shipped", "")) + "# ş\r\n".encode("cp1254")
    update = read(content + "# ş\r\n".encode())
    assert (update.status, update.problem) == ("unreadable", "mixed_encodings")

    read_again(actor=update.uploaded_by, pk=update.pk, encoding="cp1254", delimiter="")

    assert worked_on(update).status == "ready"
    assert update.problem == ""


@pytest.mark.parametrize(("encoding", "delimiter"), [("rot13", ""), ("", "|")])
def test_an_encoding_that_is_not_known_is_refused(encoding, delimiter):
    update = read(csv_of(("1", "2", "Shipped", "")))

    with pytest.raises(Refusal, match=r"encoding|delimiter"):
        read_again(actor=update.uploaded_by, pk=update.pk, encoding=encoding, delimiter=delimiter)


def test_a_preview_that_was_read_again_since_is_not_applied(item):
    update = read_rows((item.order.number, item.pk, "Shipped", ""))
    seen = update.seen
    read_again(actor=update.uploaded_by, pk=update.pk, encoding="", delimiter=",")
    worked_on(update)

    with pytest.raises(Conflict, match="read again since you looked"):
        apply_bulk_update(actor=update.uploaded_by, pk=update.pk, seen=seen)

    assert apply_bulk_update(actor=update.uploaded_by, pk=update.pk, seen=update.seen)


def test_what_was_applied_is_not_read_again(item):
    update = read_rows((item.order.number, item.pk, "Shipped", ""))
    apply_bulk_update(actor=update.uploaded_by, pk=update.pk)

    with pytest.raises(Conflict, match="not applied"):
        read_again(actor=update.uploaded_by, pk=update.pk, encoding="", delimiter=";")
