"""``kill -9`` of the worker at any step of a mailing: nobody gets two, nobody else gets none."""

from __future__ import annotations

import os
import random
import re
import signal
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.poet.foundations.mail.counting_server import MOMENTS, CountingServer, counting_server
from tests.poet.foundations.nursery import Nursery

MODULE = "tests.poet.foundations.mail.killed_work"
# Kills at these moments may leave a message of which nobody knows whether it was delivered.
IN_DOUBT = {"data allowed", "delivered", "replied"}
AT_ANY_TIME = "at any time"


class Killer:
    """Kills the worker that a session belongs to when the session is at the next planned moment."""

    def __init__(self, server: CountingServer, plan: list[str]) -> None:
        self.plan = plan
        self.done: list[tuple[str, str]] = []  # moment, address
        self._lock = threading.Lock()
        server.at = self.at

    def at(self, moment: str, address: str, client: str) -> None:
        with self._lock:
            if not self.plan or self.plan[0] != moment:
                return
            self.plan.pop(0)
            self.done.append((moment, address))
        if moment in IN_DOUBT:
            time.sleep(
                random.random() * 0.01
            )  # before or after the worker has made its note of what it heard
        os.kill(int(client.removeprefix("worker-")), signal.SIGKILL)

    def at_any_time(self, nursery: Nursery, pid: int) -> None:
        with self._lock:
            if not self.plan or self.plan[0] != AT_ANY_TIME:
                return
            self.plan.pop(0)
            self.done.append((AT_ANY_TIME, ""))
        time.sleep(random.random() * 0.1)
        if nursery.alive(pid):
            os.kill(pid, signal.SIGKILL)


def mail_with_kills(
    nursery: Nursery, server: CountingServer, *, messages: int, kills: int, seconds: int
) -> Killer:
    server.slowness = 0.004
    plan = [random.choice([*MOMENTS, AT_ANY_TIME]) for _ in range(kills)]
    killer = Killer(server, plan)
    assert nursery.run("queue", number=messages) == messages
    assert nursery.run("queue", number=messages) == 0, "queued twice is queued once"
    give_up = time.monotonic() + seconds
    workers: list[int] = []
    while time.monotonic() < give_up:
        workers = [pid for pid in workers if nursery.alive(pid)]
        while len(workers) < 2:
            workers.append(nursery.start("run_worker", port=server.port))
        killer.at_any_time(nursery, random.choice(workers))
        states = Counter(state for _, state, _ in nursery.run("messages"))
        if not states["queued"] and not states["sending"]:
            break
        if killer.plan and states["queued"] < 5:  # the mailing must not end before the kills do
            messages += nursery.run("queue", number=messages + 10)
        time.sleep(0.02)
    for pid in workers:
        if nursery.alive(pid):
            nursery.kill(pid)
    return killer


def check_mailing(nursery: Nursery, server: CountingServer, killer: Killer) -> None:
    rows = nursery.run("messages")
    states = Counter(state for _, state, _ in rows)
    assert set(states) <= {"sent", "uncertain"}, states
    # Who got what is known from the server alone: the text names its message.
    ids = {message_id(text): address for address, text in server.texts.items()}
    for public_id, state, address in rows:
        if state == "sent":
            assert server.delivered[ids[public_id]] == 1
            assert address == ""
        else:
            assert server.delivered[address] <= 1
            assert server.asked[address] >= 1, "uncertain, but its text was never asked for"
    assert max(server.delivered.values()) == 1, "somebody got two"
    uncertain = {address for _, state, address in rows if state == "uncertain"}
    may_be = [address for moment, address in killer.done if moment in IN_DOUBT]
    any_time = sum(moment == AT_ANY_TIME for moment, _ in killer.done)
    assert len(uncertain - set(may_be)) <= any_time, "uncertain without a kill between DATA and its reply"
    # A worker killed after delivery and before the reply cannot have heard of it.
    assert {address for moment, address in killer.done if moment == "delivered"} <= uncertain


def message_id(text: bytes) -> str:
    found = re.search(rb"^Message-ID: <([\w-]+)@", text, flags=re.MULTILINE)
    assert found is not None
    return found[1].decode()


def check_secrets(nursery: Nursery, server: CountingServer, database_url: str) -> None:
    """Every secret that arrived is known by its keyed hash, and by nothing else."""
    secret_line = re.compile(rb"^([0-9a-f]{30})\r$", flags=re.MULTILINE)
    arrived = [secret_line.search(text)[1].decode() for text in server.texts.values()]
    assert len(set(arrived)) == len(server.texts)
    kept = set(nursery.run("hashes"))
    stored = nursery.run("everything_stored")
    if database_url.startswith("sqlite"):
        path = Path(database_url.removeprefix("sqlite:///"))
        stored += "".join(one.read_bytes().decode("latin-1") for one in path.parent.glob(f"{path.name}*"))
    for secret in arrived:
        assert nursery.run("hash_of", secret=secret) in kept
        assert secret not in stored


@pytest.mark.parametrize(
    ("messages", "kills", "seconds"),
    [(40, 20, 90), pytest.param(400, 250, 1200, marks=pytest.mark.soak)],
)
def test_nobody_gets_two_and_nobody_else_gets_none(
    own_database: str, messages: int, kills: int, seconds: int
) -> None:
    nursery = Nursery(MODULE, own_database)
    try:
        with counting_server() as server:
            killer = mail_with_kills(nursery, server, messages=messages, kills=kills, seconds=seconds)
            assert len(killer.done) == kills
            check_mailing(nursery, server, killer)
            check_secrets(nursery, server, own_database)
    finally:
        nursery.close()
