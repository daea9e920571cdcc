"""The machine under the tests: database, browser, a quick password hasher."""

import os
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ON_CI = os.environ.get("CI") == "true"

# Playwright keeps an event loop in this thread, which Django takes for an async view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# A busy machine is slow now and then; that is no counter-example.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True)
def _vietnamese():
    """A page of an English reader leaves its language behind in the thread."""
    translation.activate(settings.LANGUAGE_CODE)


def pytest_configure():
    # Argon2 is slow by design; its own tests name it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, tmp_path_factory
):
    """A SQLite file of this run alone: threads and a browser need more than memory."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        folder = tmp_path_factory.mktemp("database")
        database.setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, kept from calling home; missing, a failure only under CI."""
    if not CHROMIUM.exists():
        message = f"No browser at {CHROMIUM}: apt-get install chromium"
        if ON_CI:
            pytest.fail(message)
        pytest.skip(message)
    quiet = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": str(CHROMIUM),
        "args": quiet + as_root,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
    }
