"""Files in a private bucket, of a server that speaks S3 in a process of its own."""

import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from exports import tasks
from exports.files import FOLDER, clear_files
from exports.models import Export
from omnitron.core.embedded.redis import free_port
from omnitron.core.stored_files import names_below
from payments.proofs import clear_proofs
from tests.exports.shop import content, files

pytestmark = pytest.mark.django_db(transaction=True)
KEYS = {"aws_access_key_id": "of-tests", "aws_secret_access_key": "of-tests"}


@pytest.fixture(scope="module")
def s3():
    """The address of the server."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                urlopen(f"{address}/moto-api/")  # noqa: S310  (our own address)
                break
            except URLError:
                assert server.poll() is None
                time.sleep(0.05)
        yield address
    finally:
        server.kill()
        server.wait()


@pytest.fixture
def bucket(s3, settings):
    """An empty bucket that the product keeps its files in."""
    name = f"bucket-{free_port()}"
    client = boto3.client("s3", endpoint_url=s3, region_name="eu-central-1", **KEYS)
    client.create_bucket(
        Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "omnitron.core.private_bucket.PrivateBucket",
            "OPTIONS": {
                "bucket_name": name,
                "endpoint_url": s3,
                "region_name": "eu-central-1",
                "access_key": "of-tests",
                "secret_key": "of-tests",
                "file_overwrite": False,
            },
        },
    }
    return boto3.resource("s3", endpoint_url=s3, region_name="eu-central-1", **KEYS).Bucket(name)


def keys(bucket):
    return [kept.key for kept in bucket.objects.all()]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_file_is_kept_in_the_bucket_alone_and_handed_out_from_there(shop, bucket, media, format):
    export = shop.export(shop.order(items=2), format=format)

    assert export.status == "ready"
    assert keys(bucket) == [export.file]
    assert files(media) == []
    client = Client()
    client.force_login(shop.user)
    response = client.get(reverse("export-file", args=[export.pk]))
    assert b"".join(response.streaming_content) == content(export)
    assert len(content(export)) == export.file_size


def test_what_is_kept_is_for_nobody_without_a_key(shop, bucket):
    export = shop.export(shop.order(items=1))

    grants = bucket.Object(export.file).Acl().grants
    assert {grant["Grantee"].get("URI") for grant in grants} == {None}
    with pytest.raises(ValueError, match="has no address"):
        default_storage.url(export.file)


def test_the_file_of_an_expired_export_is_deleted(shop, bucket):
    export = shop.export(shop.order(items=1))
    Export.objects.update(expires_at=export.requested_at)

    tasks.clear_exports()

    assert keys(bucket) == []


def test_files_are_listed_by_the_beginning_of_their_names(bucket):
    assert list(names_below(FOLDER)) == []
    for name in (f"{FOLDER}/2026/01/lost.csv", f"{FOLDER}/2026/02/other.csv", "proofs/1.pdf"):
        default_storage.save(name, ContentFile(b"x"))

    assert sorted(names_below(FOLDER)) == [
        f"{FOLDER}/2026/01/lost.csv",
        f"{FOLDER}/2026/02/other.csv",
    ]


def test_files_of_the_day_stay(shop, bucket):
    export = shop.export(shop.order(items=1))
    default_storage.save(f"{FOLDER}/2026/01/lost.csv", ContentFile(b"x"))

    assert (clear_files(), clear_proofs()) == (0, 0)
    assert sorted(keys(bucket)) == sorted([f"{FOLDER}/2026/01/lost.csv", export.file])


def test_a_bucket_that_is_gone_is_a_failure_that_says_so(shop, bucket, media):
    bucket.delete()

    export = shop.export(shop.order(items=1))

    assert (export.status, export.error) == ("failed", "no_space")
    assert files(media) == []


def test_a_file_that_is_gone_is_said_to_be(shop, bucket):
    export = shop.export(shop.order(items=1))
    bucket.Object(export.file).delete()
    client = Client()
    client.force_login(shop.user)

    assert client.get(reverse("export-file", args=[export.pk])).status_code == 404
