"""F4, F6: a worker that is killed anywhere, a full disk, a mail server that is down."""

import hashlib
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from exports import tasks
from exports.files import clear_files
from exports.jobs.mailing import mail_requester
from exports.jobs.sweeping import sweep
from exports.kinds import KINDS
from exports.kinds.columns import Column
from exports.kinds.order_items import ORDER_ITEMS
from exports.models import Export
from exports.services.requesting import request_again
from omnitron.core.embedded.redis import free_port
from tests.exports.shop import SITE, content, files, lapse, run
from tests.exports.worker import NO_SPACE, POINTS

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]


def database_url():
    """The database of this test, for another process."""
    of = connection.get_connection_params()
    host = f"host={quote(of['host'], safe='')}&" if of.get("host") else ""
    password = f":{quote(of['password'], safe='')}" if of.get("password") else ""
    port = f"port={of['port']}&" if of.get("port") else ""
    return f"postgresql://{of['user']}{password}@/{of['dbname']}?{host}{port}".rstrip("?&")


def work(export, point, media):
    """Have a worker do an export in a process of its own; how that process ended."""
    return subprocess.run(
        [sys.executable, "-m", "tests.exports.worker", str(export.pk), point],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "MEDIA_ROOT": str(media),
            "DJANGO_SETTINGS_MODULE": "omnitron.settings",
        },
        check=False,
        timeout=60,
    ).returncode


def do_what_a_sweep_finds():
    found = sweep()
    for key in found.to_run:
        tasks.run_export(key)
    for key in sweep().to_mail:
        tasks.mail_requester(key)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("point", POINTS)
def test_a_worker_that_is_killed_leaves_one_file_and_one_mail(
    shop, media, mail_server, point, format
):
    export = shop.ask(shop.order(items=3), format=format)

    assert work(export, point, media) == -signal.SIGKILL
    broken = Export.objects.get(pk=export.pk)
    assert broken.status == ("ready" if point == "offered" else "running")
    lapse(export)
    for _time in range(2):
        do_what_a_sweep_finds()

    export = Export.objects.get(pk=export.pk)
    assert (export.status, export.rows_total) == ("ready", 3)
    assert export.sha256 == hashlib.sha256(content(export)).hexdigest()
    assert len(mail_server.mails) == 1
    # What was kept and never offered is found by its age.
    left = [file for file in files(media) if file != media / export.file]
    assert len(left) == (1 if point == "kept" else 0)
    for file in left:
        os.utime(file, (0, 0))
    clear_files()
    assert files(media) == [media / export.file]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_full_disk_is_a_failure_that_says_so_and_leaves_nothing(shop, media, mail_server, format):
    export = shop.ask(shop.order(items=3), format=format)

    assert work(export, NO_SPACE, media) == 0

    failed = Export.objects.get(pk=export.pk)
    assert (failed.status, failed.error, failed.file) == ("failed", "no_space", "")
    assert files(media) == []
    mail_requester(export.pk)
    assert "the disk for files is full or closed" in mail_server.mails[0].get_body().get_content()
    assert run(request_again(actor=shop.user, pk=export.pk, site=SITE)).status == "ready"


@pytest.fixture
def full_disk():
    """SQL at which PostgreSQL has no space left for what it sorts."""
    with connection.cursor() as cursor:
        cursor.execute("""
            CREATE FUNCTION full_disk() RETURNS text LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'could not write to file' USING ERRCODE = 'disk_full';
            END $$
        """)
    yield "full_disk()"
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION full_disk()")


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_full_disk_of_postgresql_is_told_at_once(shop, media, monkeypatch, full_disk, format):
    order = shop.order(items=1)
    with monkeypatch.context() as meanwhile:
        sku = Column("sku", "SKU", full_disk)
        meanwhile.setitem(KINDS, "order_items", replace(ORDER_ITEMS, columns=(sku,)))
        failed = shop.export(order, format=format)

    assert (failed.status, failed.error, failed.attempts) == ("failed", "no_space", 1)
    assert files(media) == []
    assert run(request_again(actor=shop.user, pk=failed.pk, site=SITE)).status == "ready"


def test_a_mail_server_that_is_down_is_tried_again_by_the_sweep(shop, settings, mail_server):
    port = settings.EMAIL_PORT
    export = shop.export(shop.order(items=1))

    settings.EMAIL_PORT = free_port()
    with pytest.raises(ConnectionRefusedError):
        mail_requester(export.pk)
    assert sweep().to_mail == []

    settings.EMAIL_PORT = port
    Export.objects.update(mail_claimed_at=export.requested_at.replace(year=2000))
    do_what_a_sweep_finds()
    do_what_a_sweep_finds()

    assert len(mail_server.mails) == 1
    assert Export.objects.get(pk=export.pk).mailed_at is not None
