"""What every test may rely on."""

import gc
import os

import pytest
import zeal
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.caching import forget_what_is_kept
from tests.chromium import find_chromium
from tests.compat.installing import NO_REGISTRY
from tests.data.folder import OLIST
from tests.emptying import empty_tables
from tests.mail_server import mail_server  # noqa: F401
from tests.payments.sandbox_process import (
    sandbox,
    sandbox_class,
    shared_sandbox,
    start_sandbox,
)
from tests.template_database import migrated_template

__all__ = ["sandbox", "sandbox_class", "shared_sandbox", "start_sandbox"]

# That a machine is busy is no finding.
hypothesis_settings.register_profile(
    "omnitron", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("omnitron")


@pytest.fixture(autouse=True)
def _no_query_per_row():
    """A query per row fails the test that caused it."""
    with zeal.zeal_context():
        yield


@pytest.fixture(autouse=True)
def _nothing_brief_is_kept_from_another_test():
    """Rows of another test had the same keys."""
    forget_what_is_kept()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Copy the databases of this run from one that is migrated, which stays for the next run."""
    connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template()


@pytest.fixture(autouse=True, scope="session")
def _only_what_was_written_is_emptied():
    """Tests with real transactions clean up in milliseconds, and may have written to the log."""
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda self: empty_tables()
    yield
    TransactionTestCase._fixture_teardown = flush


def pytest_collection_modifyitems(items):
    """Leave out what drives a browser where there is none."""
    if find_chromium() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


def pytest_collection_finish():
    """Thousands of tests stay to the end: the garbage collector need not look at each of them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_sessionfinish(session):
    """With FAIL_ON_SKIP=1, a run that skipped anything has failed."""
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("FAIL_ON_SKIP") == "1" and terminal and terminal.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    """Say what tests have told, and which claims this machine cannot check."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        if told := dict(report.user_properties).get("told"):
            terminalreporter.write_sep("-", report.nodeid)
            terminalreporter.write_line(told)
    skipped = terminalreporter.stats.get("skipped", [])
    for line in _left_out(skipped):
        terminalreporter.write_line(line)
    if os.environ.get("FAIL_ON_SKIP") == "1":
        for report in skipped:
            terminalreporter.write_line(f"Skipped, which fails this run: {report.nodeid}")


def _left_out(skipped):
    if not OLIST.is_dir():
        yield f"{OLIST} is not there: tests/data was left out."
    if find_chromium() is None:
        yield "Chromium is not installed: the browser tests were left out."
    if any(NO_REGISTRY in report.longrepr[2] for report in skipped):
        yield f"{NO_REGISTRY}: tests/compat was left out."
