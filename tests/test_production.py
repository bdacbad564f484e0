"""The shape in which the product is shipped: image, services, settings."""

import gc
import os
import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from celery.app.utils import find_app
from django.core.management import get_commands

from omnitron import web_server
from omnitron.celery import app
from tests.environment import variables_read

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "omnitron.settings",
    "OMNITRON_ENV": "production",
    "SECRET_KEY": "k4n1z-" * 12 + "unlike-any-other",
    "ALLOWED_HOSTS": "omnitron.example",
}


def run(*command, **variables):
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **PRODUCTION, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        ("machine", "SECRET_KEY"),
        ("machine", "ALLOWED_HOSTS"),
        ("data", "DATABASE_URL"),
        ("data", "REDIS_URL"),
    ],
)
def test_production_has_no_default_for_what_it_needs(monkeypatch, topic, name):
    for variable, value in (PRODUCTION | {name: ""}).items():
        monkeypatch.setenv(variable, value)

    with pytest.raises(SystemExit) as ending:
        runpy.run_path(str(ROOT / "omnitron" / "settings" / f"{topic}.py"))

    assert ending.value.code == f"{name} is not set: see docs/operations.md."


def test_every_setting_reaches_the_containers_but_the_port_outside_and_the_demo_s_password():
    passed = SERVICES["web"]["environment"]

    assert set(variables_read()) - set(passed) == {"PORT", "DEMO_PASSWORD"}


def test_a_command_ends_with_one_sentence_without_a_setting_it_needs():
    outcome = run("manage.py", "check", DATABASE_URL="")

    assert outcome.stderr == "DATABASE_URL is not set: see docs/operations.md.\n"
    assert outcome.returncode == 1


def test_the_web_server_ends_too_instead_of_starting_processes_over_and_over():
    outcome = run(
        *("-m", "gunicorn", "--config", "python:omnitron.web_server", "omnitron.wsgi"),
        SECRET_KEY="",
    )

    assert outcome.stderr == "SECRET_KEY is not set: see docs/operations.md.\n"
    assert outcome.returncode == 1


def test_the_web_server_accepts_its_configuration():
    outcome = run(
        *("-m", "gunicorn", "--config", "python:omnitron.web_server"),
        *("--check-config", "omnitron.wsgi"),
        # A checkout has no static_root.
        PYTHONWARNINGS="ignore:No directory at:UserWarning",
    )

    assert (outcome.returncode, outcome.stderr) == (0, "")


def test_the_web_server_forgets_the_numbers_of_an_earlier_start(tmp_path, monkeypatch):
    monkeypatch.setattr(web_server.settings, "METRICS_FOLDER", str(tmp_path))
    (tmp_path / "histogram_17.db").touch()
    (tmp_path / "notes.txt").touch()

    web_server.on_starting(None)

    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_a_process_of_the_web_server_spares_what_is_loaded():
    before = gc.get_freeze_count()

    web_server.post_worker_init(None)

    assert gc.get_freeze_count() > before


def test_the_production_shape_has_every_part():
    assert set(SERVICES) == {
        *("postgres", "redis", "mail", "sandbox"),
        *("migrate", "web", "worker", "refunds", "exports", "bulk", "webhooks", "beat"),
    }
    assert set(OURS) == {
        *("migrate", "web", "worker", "refunds", "exports", "bulk", "webhooks", "beat"),
    }


@pytest.mark.parametrize("name", OURS)
def test_a_service_sets_only_variables_that_the_code_reads(name):
    assert set(OURS[name]["environment"]) <= set(variables_read())


@pytest.mark.parametrize(
    "name",
    ["SECRET_KEY", "ALLOWED_HOSTS", "POSTGRES_PASSWORD", "DATABASE_PASSWORD", "REDIS_PASSWORD"],
)
def test_no_service_starts_without_the_secrets_of_its_machine(name):
    uses = re.findall(rf"\$\{{{name}.*?\}}", (ROOT / "docker-compose.yml").read_text())

    assert set(uses) == {f"${{{name}:?{name} is not set in .env, see docs/operations.md}}"}


def test_only_the_database_knows_the_password_of_its_superuser():
    for name, service in SERVICES.items():
        assert ("${POSTGRES_PASSWORD" in str(service)) == (name == "postgres")
    for service in OURS.values():
        assert service["environment"]["DATABASE_URL"].startswith(
            "postgresql://omnitron:${DATABASE_PASSWORD:"
        )
    # The image's own superuser is `postgres`.
    assert "POSTGRES_USER" not in SERVICES["postgres"]["environment"]


def test_redis_asks_for_a_password_that_the_product_sends():
    secret = "${REDIS_PASSWORD:?REDIS_PASSWORD is not set in .env, see docs/operations.md}"

    assert f"--requirepass {secret}" in SERVICES["redis"]["command"]
    assert SERVICES["redis"]["environment"]["REDISCLI_AUTH"] == secret
    for service in OURS.values():
        assert service["environment"]["REDIS_URL"] == f"redis://:{secret}@redis:6379/0"


def test_nothing_listens_beyond_this_machine():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert set(ports) == {"web", "mail"}
    for published in ports.values():
        assert all(port.startswith("127.0.0.1:") for port in published)


def test_what_a_trial_needs_runs_only_where_somebody_asks_for_it():
    profiles = {
        name: service["profiles"] for name, service in SERVICES.items() if "profiles" in service
    }

    assert profiles == {"mail": ["mail"], "sandbox": ["sandbox"]}
    for service in OURS.values():
        assert service["environment"]["EMAIL_URL"] == "${EMAIL_URL:-}"
        assert service["environment"]["SANDBOX_GATEWAY_URL"] == "${SANDBOX_GATEWAY_URL:-}"
        assert not set(profiles) & set(service["depends_on"])


def test_programs_start_when_the_database_is_up_to_date():
    for name in ("web", "worker", "beat"):
        assert OURS[name]["depends_on"]["migrate"] == {
            "condition": "service_completed_successfully"
        }
    assert OURS["migrate"]["restart"] == "no"


def test_the_commands_of_services_exist():
    commands = {name: shlex.split(OURS[name].get("command", "")) for name in OURS}

    assert commands["migrate"][:2] == ["python", "manage.py"]
    assert commands["migrate"][2] in get_commands()
    assert commands["worker"][:5] == ["celery", "--quiet", "--app", "omnitron", "worker"]
    assert commands["beat"][:5] == ["celery", "--quiet", "--app", "omnitron", "beat"]
    assert find_app("omnitron") is app
    # It runs the command of the image.
    assert commands["web"] == []
    assert '"--config", "python:omnitron.web_server", "omnitron.wsgi"' in dockerfile()


def test_workers_serve_every_queue():
    commands = [service.get("command", "") for service in OURS.values()]
    served = re.findall(r"--queues (\S+)", " ".join(commands))
    routes = (app.conf.task_routes or {}).values()

    assert {queue for queues in served for queue in queues.split(",")} == {
        app.conf.task_default_queue,
        *(route["queue"] for route in routes),
    }


def test_every_service_that_stays_says_whether_it_is_well():
    for name, service in SERVICES.items():
        if name not in {"migrate", "beat"}:
            assert "healthcheck" in service or (name == "web" and "HEALTHCHECK" in dockerfile())


def test_the_image_runs_as_nobody_special_on_locked_packages():
    instructions = dockerfile()
    last_stage = instructions.rpartition("\nFROM ")[2]

    assert "--require-hashes" in instructions
    assert "npm ci" in instructions
    assert re.search(r"^USER omnitron$", last_stage, re.MULTILINE)


def test_the_image_is_made_of_files_that_exist():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile(), re.MULTILINE)

    for source in " ".join(copied).split():
        assert (ROOT / source).exists()


def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text()
