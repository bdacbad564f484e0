"""Files go when their time is over; the receipt stays."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from exports import tasks
from exports.files import UNFINISHED
from exports.models import Export
from exports.services.downloading import open_file
from omnitron.core.errors import NotFound
from tests.exports.shop import files

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def export(shop):
    return shop.export(shop.order(items=1))


def age(export):
    Export.objects.filter(pk=export.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def test_a_file_is_kept_for_as_many_days_as_are_set(shop, settings):
    settings.EXPORT_DAYS = 3

    export = shop.export(shop.order(items=1))

    assert export.expires_at - export.finished_at == timedelta(days=3)


def test_the_file_of_an_expired_export_is_deleted_and_the_receipt_stays(export, media, shop):
    young = shop.export(shop.order(items=1))
    age(export)

    tasks.clear_exports()

    expired = Export.objects.get(pk=export.pk)
    assert (expired.status, expired.file) == ("expired", "")
    assert (expired.rows_total, expired.sha256) == (1, export.sha256)
    assert files(media) == [media / young.file]


def test_nothing_is_handed_out_from_the_moment_of_expiry_on(export, shop):
    age(export)

    with pytest.raises(NotFound, match="has no file"):
        open_file(actor=shop.user, pk=export.pk)


def test_files_that_no_export_names_go_after_a_day(export, media):
    lost = [media / "exports" / "2026" / "01" / "lost.csv", media / UNFINISHED / "lost"]
    young = media / UNFINISHED / "young"
    for file in (*lost, young):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    for file in lost:
        os.utime(file, (0, 0))
    os.utime(media / export.file, (0, 0))

    tasks.clear_exports()

    assert files(media) == sorted([media / export.file, young])


def test_other_files_are_left_alone(media):
    proof = media / "proofs" / "1.pdf"
    proof.parent.mkdir(parents=True)
    proof.touch()
    os.utime(proof, (0, 0))

    tasks.clear_exports()

    assert files(media) == [proof]
