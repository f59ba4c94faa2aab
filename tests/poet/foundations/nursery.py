"""Workers that can be killed: a process with Django set up forks a child for every piece of work.

``python -m tests.poet.foundations.nursery MODULE`` reads one request a line, and writes one answer a line.
A child starts in milliseconds and shares no database connection with anybody.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


class Nursery:
    """Runs functions of a module in children; their arguments and results are JSON."""

    def __init__(self, module: str, database_url: str) -> None:
        environment = {**os.environ, "POET_DATABASE_URL": database_url}
        environment |= {"DJANGO_SETTINGS_MODULE": "poet.config.settings_for_tests", "POET_DATABASE_POOL": "2"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.poet.foundations.nursery", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment,
        )

    def run(self, function: str, **arguments: Any) -> Any:
        """Run a function to its end and give its result."""
        return self._ask({"do": "run", "function": function, "arguments": arguments})

    def start(self, function: str, **arguments: Any) -> int:
        """Start a function; gives the process id."""
        pid: int = self._ask({"do": "start", "function": function, "arguments": arguments})
        return pid

    def alive(self, pid: int) -> bool:
        """Whether a child that was started is still there."""
        alive: bool = self._ask({"do": "alive", "pid": pid})
        return alive

    def kill(self, pid: int) -> None:
        """``kill -9``, and wait until it is gone."""
        os.kill(pid, signal.SIGKILL)
        while self.alive(pid):
            pass

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=20)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _ask(self, request: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"the child said nothing to {request}"
        return json.loads(answer)


def answer(module: ModuleType, request: dict[str, Any]) -> Any:
    if request["do"] == "alive":
        try:
            return os.waitpid(request["pid"], os.WNOHANG) == (0, 0)
        except ChildProcessError:  # gone, and said so before
            return False
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _live(module, request, writing)
    os.close(writing)
    if request["do"] == "start":
        os.close(reading)
        return pid
    with os.fdopen(reading) as result:
        text = result.read()
    os.waitpid(pid, 0)
    return json.loads(text) if text else "the child failed"


def _live(module: ModuleType, request: dict[str, Any], writing: int) -> None:
    status = 1
    try:
        result = getattr(module, request["function"])(**request["arguments"])
        if request["do"] == "run":
            os.write(writing, json.dumps(result).encode())
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def main() -> None:
    import django

    django.setup()
    module = importlib.import_module(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(answer(module, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
