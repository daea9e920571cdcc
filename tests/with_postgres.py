"""Run a command with DATABASE_URL set to a PostgreSQL server of its own.

python tests/with_postgres.py [--durable] COMMAND ...

The server lives in a folder under /tmp, listens on a socket there and on no port, and
is gone with its data when the command ends. As root it runs as the user postgres.
--durable keeps fsync on, for measurements and crash tests.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

USER_FOR_ROOT = "postgres"


def programs() -> Path | None:
    """The folder of initdb, the newest installed version first."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]),
    )
    elsewhere = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(elsewhere).resolve().parent if elsewhere else None


def run(program: Path, *arguments: str) -> None:
    """Run a program of the server, never as root. Raises CalledProcessError."""
    who = {}
    if os.geteuid() == 0:
        who = {"user": USER_FOR_ROOT, "group": USER_FOR_ROOT, "extra_groups": []}
    subprocess.run(
        [program, *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/tmp", **who
    )


def start(bin_folder: Path, folder: Path, *, durable: bool) -> None:
    data = folder / "data"
    run(
        bin_folder / "initdb",
        *("-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"),
        *("--locale=C.UTF-8", "--no-sync"),
    )
    safety = "on" if durable else "off"
    settings = {
        "listen_addresses": "''",
        "fsync": safety,
        "full_page_writes": safety,
        "max_connections": "60",
        "shared_buffers": "128MB",
    }
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    run(
        bin_folder / "pg_ctl",
        *("-D", str(data), "-l", str(folder / "log"), "-w"),
        *("-o", f"-k {folder} {options}", "start"),
    )
    run(bin_folder / "createdb", "-h", str(folder), "-U", "postgres", "vbsp")


def main(command: list[str]) -> int:
    durable = command[:1] == ["--durable"]
    command = command[durable:]
    bin_folder = programs()
    if not command or bin_folder is None:
        problem = "No PostgreSQL server found: apt-get install postgresql"
        print(problem if command else __doc__, file=sys.stderr)
        return 2
    # Ended from outside, the server must go too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="vbsp-postgres-", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER_FOR_ROOT, USER_FOR_ROOT)
        start(bin_folder, folder, durable=durable)
        url = f"postgresql://postgres@/vbsp?host={folder}"
        return subprocess.run(
            command, env=os.environ | {"DATABASE_URL": url}
        ).returncode
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            run(
                bin_folder / "pg_ctl",
                *("-D", str(folder / "data"), "-m", "immediate", "stop"),
            )
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
