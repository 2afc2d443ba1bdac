"""The image and the compose file: they can't be run here, so what they name is looked up."""

import importlib.util
import json
import re
import shlex
from pathlib import Path

import pytest
import yaml

from config.demo import commands

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text().replace("\\\n", " ")
OURS = ("migrate", "register", "web", "worker", "beat")
ADDRESS = ("--host", "0.0.0.0", "--port", "8000")  # as in every container: the published port is bound to 127.0.0.1
EXPECTED = {
    "migrate": commands.MIGRATE,
    "register": commands.REGISTER,
    "web": (*commands.WEB, *ADDRESS),
    "worker": commands.WORKER,
    "beat": commands.BEAT,
}
# Read by Python, the shell or Django itself, not by the settings.
OF_THE_RUNTIME = {"PATH", "TMPDIR", "PYTHONPATH", "PYTHONUNBUFFERED", "DJANGO_SETTINGS_MODULE"}


def read_by_settings():
    source = "".join(path.read_text() for path in (ROOT / "platform" / "config" / "settings").glob("*.py"))
    return set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source))


def instruction(name):
    """The last instruction of that name in the Dockerfile."""
    return re.findall(rf"^{name} (.+)$", DOCKERFILE, re.MULTILINE)[-1]


def set_by_dockerfile():
    pairs = shlex.split(" ".join(re.findall(r"^ENV (.+)$", DOCKERFILE, re.MULTILINE)))
    return dict(pair.split("=", 1) for pair in pairs)


@pytest.mark.parametrize("name", OURS)
def test_each_process_runs_the_demos_command(name):
    assert tuple(SERVICES[name]["command"]) == EXPECTED[name]


def test_the_image_runs_the_web_server_unless_told_otherwise():
    assert tuple(json.loads(instruction("CMD"))) == EXPECTED["web"]


@pytest.mark.parametrize("command", sorted(EXPECTED.values()))
def test_what_a_command_names_exists(command):
    program, first, *rest = command
    assert program == "python"
    if first == "-m":
        assert importlib.util.find_spec(rest[0]) is not None
    else:
        assert (ROOT / first).is_file()
    for argument in rest:
        if re.fullmatch(r"config\.\w+:\w+", argument):
            module, _, attribute = argument.partition(":")
            assert re.search(
                rf"^{attribute} = ", (ROOT / "platform" / f"{module.replace('.', '/')}.py").read_text(), re.M
            )


@pytest.mark.parametrize("name", OURS)
def test_each_variable_of_a_service_is_read_by_the_settings(name):
    assert set(SERVICES[name]["environment"]) <= read_by_settings()


def test_each_variable_of_the_image_is_read_by_the_settings_or_the_runtime():
    assert set(set_by_dockerfile()) <= read_by_settings() | OF_THE_RUNTIME


def test_the_demo_sets_the_variables_of_the_containers_too():
    source = (ROOT / "platform" / "config" / "demo" / "environment.py").read_text()
    demo = set(re.findall(r"\"([A-Z_]+)\":", source)) | {"DATABASE_URL", "REDIS_URL"}

    production_only = {"ECMS_ALLOWED_HOSTS", "ECMS_HTTPS", "ECMS_PUBLIC_PORT", "ECMS_TRUSTED_PROXIES", "SENTRY_DSN"}
    production_only |= {"ECMS_HOST_NAME", "ECMS_HOST_ADDRESS", "ECMS_HOST_PHONE", "ECMS_FORMER_SECRET_KEYS"}
    assert set(SERVICES["web"]["environment"]) - demo == production_only | {"ECMS_LOG_FORMAT"}


def test_production_settings_and_no_secret_with_a_default():
    text = (ROOT / "docker-compose.yml").read_text()
    secrets = re.findall(r"\$\{(\w*(?:SECRET|PASSWORD|KEY|URL)\w*)([^}]*)\}", text)

    assert SERVICES["web"]["environment"]["ECMS_ENV"] == "production"
    assert {"ECMS_SECRET_KEY", "DATABASE_PASSWORD", "POSTGRES_PASSWORD", "VALKEY_PASSWORD"} <= {n for n, _ in secrets}
    assert [(name, rest) for name, rest in secrets if not rest.startswith(":?") and rest != ":-"] == []


def test_only_the_web_server_is_published_and_only_to_this_machine():
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert published == {"web": ["127.0.0.1:${PORT:-8000}:8000"]}


def test_processes_wait_for_the_migrations_and_those_for_the_servers():
    done, healthy = {"condition": "service_completed_successfully"}, {"condition": "service_healthy"}

    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["register"] == done
    assert SERVICES["register"]["depends_on"]["migrate"] == done
    for name in OURS:
        needed = SERVICES[name]["depends_on"]
        assert all(needed[server] == healthy for server in ("postgres", "valkey", "garage"))
    assert all(SERVICES[server]["healthcheck"]["test"] for server in ("postgres", "valkey", "garage", "worker"))


def test_our_containers_have_no_rights_to_spare():
    for name in OURS:
        assert SERVICES[name]["read_only"] is True
        assert SERVICES[name]["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in SERVICES[name]["security_opt"]
    assert instruction("USER") == "ecms"


def test_every_volume_and_configuration_that_is_named_is_declared():
    volumes = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    configs = {config["source"] for service in SERVICES.values() for config in service.get("configs", [])}

    assert volumes == set(COMPOSE["volumes"])
    assert configs == set(COMPOSE["configs"])


def test_images_are_pinned_to_a_release():
    for name in ("postgres", "valkey", "garage"):
        assert re.search(r":v?\d", SERVICES[name]["image"]), name


def test_the_image_installs_the_pinned_packages_and_checks_its_health():
    assert "pip install" in DOCKERFILE
    assert "--require-hashes -r requirements.txt" in DOCKERFILE
    script = json.loads(instruction("HEALTHCHECK").partition("CMD ")[2])
    assert (ROOT / script[1]).is_file()


def test_what_the_image_copies_is_sent_to_the_builder():
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}

    assert sent == {
        "manage.py",
        "requirements.txt",
        "platform",
        "shared_apps",
        "tenant_apps",
        "deploy/healthcheck.py",
    }
    assert all((ROOT / name).exists() for name in sent)
