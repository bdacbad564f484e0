"""Proofs of refunds by hand: what is taken, who gets it back, and what happens to the file."""

import os
import resource
import time

import pytest
from django.core.management import call_command

from payments.models import ManualRefund
from payments.proofs import LONGEST_NAME, MEGABYTE
from tests.cancellations.orders import PLACED
from tests.factories import ManualRefundFactory, UserFactory
from tests.panel.manual_refunds.pages import DESK, MADE, answered, needed, own, row_of
from tests.panel.manual_refunds.proofs import PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    """Where files are kept, empty."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def refund(shop, folder):
    refund = ManualRefundFactory(order__channel=shop.channel, order__placed_at=PLACED)
    own(refund, shop.finance)
    return refund


def post(finance, made, proof, **values):
    typed = {**MADE, "confirmed": answered(made.pk, *values.get("refund", ())), "proof": proof}
    return finance.post(f"{DESK}{made.pk}/made/", {**typed, **values}, follow=True)


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def proof_of(finance, refund):
    return finance.get(f"{DESK}{refund.pk}/proof/")


def test_a_proof_comes_back_as_a_file_to_keep(finance, refund):
    post(finance, refund, upload())

    answer = proof_of(finance, refund)

    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="TED 118204-3.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert f'href="{DESK}{refund.pk}/proof/"' in finance.get(f"{DESK}?tab=made").content.decode()


def test_a_file_is_its_owner_s_alone_and_has_a_name_of_ours(finance, refund, folder):
    post(finance, refund, upload())

    (file,) = files(folder)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert (file.suffix, "TED" in file.name) == (".pdf", False)


def test_refunds_of_one_transfer_share_its_proof(shop, finance, declined, folder):
    first, second = needed(declined)
    own(first, shop.finance)
    own(second, shop.finance)

    post(finance, first, upload(), refund=[second.pk])

    assert len(files(folder)) == 1
    assert proof_of(finance, second).content == PDF


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (upload(b""), "“TED 118204-3.pdf” is empty: choose another file."),
        (upload(b"<html>"), "“TED 118204-3.pdf” is no PDF, PNG or JPEG file"),
        (upload(name="x.html"), "“x.html” is a PDF file: let its name end with .pdf."),
        (upload(b"\xff\xd8\xff\xe0"), "is a JPEG file: let its name end with .jpg."),
        (
            upload(PDF.ljust(5 * MEGABYTE + 100_000)),
            "“TED 118204-3.pdf” has 5.1 MB, 5 MB are the most",
        ),
        (
            upload(name="x" * LONGEST_NAME + ".pdf"),
            "The name of the file has 154 characters, 150 are the most",
        ),
    ],
)
def test_a_file_that_is_no_proof_is_refused_in_one_sentence(
    finance, refund, folder, file, sentence
):
    page = post(finance, refund, file)

    row = row_of(page, refund)
    assert page.status_code == 422
    (error,) = row.form.errors["proof"]
    assert error.startswith(sentence) or error.endswith(sentence)
    assert list(row.form.errors) == ["proof"]
    assert row.form["reference"].value() == "TED 118204-3"
    assert files(folder) == []


def test_a_refused_form_asks_for_its_file_again(finance, refund, folder):
    page = post(finance, refund, upload(), reference="")

    assert row_of(page, refund).form.errors["proof"] == ["Choose “TED 118204-3.pdf” once more."]
    assert files(folder) == []


def test_what_is_refused_after_the_file_was_written_leaves_no_file(finance, refund, folder):
    ManualRefund.objects.update(owner=UserFactory(first_name="Deniz", last_name="Aydın"))

    page = post(finance, refund, upload())

    assert "Deniz Aydın" in page.content.decode()
    assert f"looks after refund {refund.pk}: it has to be let go" in page.content.decode()
    assert files(folder) == []


def test_a_folder_that_cannot_be_written_is_said(finance, refund, folder):
    folder.write_text("A file where the folder should be.")

    page = post(finance, refund, upload())

    assert page.status_code == 422
    assert "The proof cannot be kept, the disk for files is full or closed" in page.content.decode()
    refund.refresh_from_db()
    assert refund.status == "needed"


def test_a_disk_that_runs_full_keeps_no_half_of_a_file(finance, refund, folder):
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    # No file may grow beyond half of what is handed over.
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, usual[1]))
    try:
        page = post(finance, refund, upload(PDF.ljust(2_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)

    assert "The proof cannot be kept, the disk for files is full or closed" in page.content.decode()
    assert files(folder) == []
    refund.refresh_from_db()
    assert refund.status == "needed"


def test_a_refund_without_a_proof_has_none_to_give(finance, refund):
    finance.post(f"{DESK}{refund.pk}/made/", {**MADE, "confirmed": answered(refund.pk)})

    assert proof_of(finance, refund).status_code == 404


def test_a_proof_that_is_gone_from_the_disk_is_not_found(finance, refund, folder):
    post(finance, refund, upload())
    files(folder)[0].unlink()

    assert proof_of(finance, refund).status_code == 404


def test_a_stranger_s_proof_is_not_found(client, finance, refund):
    post(finance, refund, upload())
    client.force_login(UserFactory(role="Finance"))

    assert proof_of(client, refund).status_code == 404


def test_a_file_that_no_row_names_is_cleared_after_a_day(finance, refund, folder, capsys):
    post(finance, refund, upload())
    (kept,) = files(folder)
    lost, fresh = kept.with_name("lost.pdf"), kept.with_name("fresh.pdf")
    for path in (lost, fresh):
        path.write_bytes(PDF)
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    for path in (kept, lost):
        os.utime(path, (two_days_ago, two_days_ago))

    call_command("clear_proofs")

    assert sorted(files(folder)) == sorted([kept, fresh])
    assert capsys.readouterr().out == "1 proofs that no refund names are deleted.\n"


def test_where_no_proof_was_ever_kept_there_is_none_to_clear(folder, capsys):
    call_command("clear_proofs")

    assert capsys.readouterr().out == "0 proofs that no refund names are deleted.\n"
