"""What every test may rely on."""

import pgtrigger
import pytest
import zeal
from django.test import TransactionTestCase

from tests.data.folder import OLIST


@pytest.fixture(autouse=True)
def _no_query_per_row():
    """A query per row fails the test that caused it."""
    with zeal.zeal_context():
        yield


@pytest.fixture(autouse=True, scope="session")
def _log_may_be_emptied_between_tests():
    """Tests with real transactions clean up by TRUNCATE, which the order log refuses."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(self):
        with pgtrigger.ignore("orders.OrderEvent:append_only_truncate"):
            flush(self)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = flush


def pytest_terminal_summary(terminalreporter):
    """Say which claims this machine cannot check, instead of skipping them silently."""
    if not OLIST.is_dir():
        terminalreporter.write_line(f"{OLIST} is not there: tests/data was left out.")
