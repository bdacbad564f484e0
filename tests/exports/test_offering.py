"""A file is there as long as its export says so, whatever becomes of the connection."""

import pytest
from django.db import OperationalError, connection

from exports.jobs.running import run_export
from tests.exports.shop import files

pytestmark = pytest.mark.django_db(transaction=True)


def breaking_once_offered(execute, sql, params, many, context):
    """Have PostgreSQL do as it is told, and lose its answer to the offer of a file."""
    answer = execute(sql, params, many, context)
    if sql.startswith("UPDATE") and '"sha256"' in sql:
        raise OperationalError("server closed the connection unexpectedly")
    return answer


def test_an_export_whose_offer_was_never_answered_has_its_file(shop, media):
    export = shop.ask(shop.order(items=1))

    with (
        connection.execute_wrapper(breaking_once_offered),
        pytest.raises(OperationalError, match="closed the connection"),
    ):
        run_export(export.pk)

    export.refresh_from_db()
    assert export.status == "ready"
    assert files(media) == [media / export.file]
