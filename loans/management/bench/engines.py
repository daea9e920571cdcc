"""A child process for each engine, with a fresh database that goes with it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings

ENGINES = ("sqlite", "postgresql")
SERVER_OF_ITS_OWN = ("tests/with_postgres.py", "--durable")
AS_ON_A_DESK = {"DJANGO_DEBUG": "1", "DATABASE_STATEMENT_TIMEOUT": "0"}


class EngineFailed(Exception):
    """The run of an engine ended without figures; what it said stands on stderr."""


def run_child(engine: str, arguments: Sequence[str]) -> list[dict]:
    """The rows that `bench --here` prints in a child. Raises: EngineFailed."""
    command = [sys.executable, "manage.py", "bench", "--here", *arguments]
    with database(engine) as (url, wrapper):
        environment = {**os.environ, **AS_ON_A_DESK}
        environment.pop("DJANGO_SECRET_KEY", None)
        if url:
            environment["DATABASE_URL"] = url
        done = subprocess.run(
            [*wrapper, *command],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
    if done.returncode:
        raise EngineFailed(f"{engine}: the run ended with {done.returncode}")
    return json.loads(done.stdout)


@contextmanager
def database(engine: str) -> Iterator[tuple[str, list[str]]]:
    """The URL of an empty database, and what the child is to be started through.

    Without a PostgreSQL server in DATABASE_URL the wrapper starts one and names it.
    """
    named = os.environ.get("DATABASE_URL", "")
    if engine == "sqlite":
        file = settings.VAR_DIR / f"bench-{os.getpid()}.sqlite3"
        try:
            yield f"sqlite:///{file}", []
        finally:
            for part in ("", "-wal", "-shm"):
                Path(f"{file}{part}").unlink(missing_ok=True)
    elif urlsplit(named).scheme in ("postgresql", "postgres"):
        name = f"vbsp_bench_{os.getpid()}"
        _maintain(named, f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(named)._replace(path=f"/{name}")), []
        finally:
            _maintain(named, f"DROP DATABASE {name} WITH (FORCE)")
    else:
        yield "", [sys.executable, *SERVER_OF_ITS_OWN]


def _maintain(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
