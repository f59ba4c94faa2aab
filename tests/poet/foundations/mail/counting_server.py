"""A mail server that counts how often each address's text was asked for, and how often delivered."""

from __future__ import annotations

import random
import re
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Where a session can be when something happens. ``delivered`` is after the text and before the reply.
MOMENTS = ("greeted", "sender", "recipient", "data asked", "data allowed", "delivered", "replied")


class CountingServer(socketserver.ThreadingTCPServer):
    """Listens on this machine only; ``at(moment, address, client_name)`` is called at its moments.

    ``replies`` maps an address and a step (``rcpt`` or ``text``) to the refusals it gets there, one a time.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.port: int = self.server_address[1]
        self.at: Callable[[str, str, str], None] = lambda moment, address, client: None
        self.slowness = 0.0
        self.replies: dict[tuple[str, str], list[str]] = {}
        self.asked: Counter[str] = Counter()
        self.delivered: Counter[str] = Counter()
        self.texts: dict[str, bytes] = {}
        self.lock = threading.Lock()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that is killed is what this server is for."""


class _Session(socketserver.StreamRequestHandler):
    server: CountingServer

    def handle(self) -> None:
        self.say("220 counting")
        address = client = ""
        while line := self.rfile.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            verb = verb.upper()
            if verb in {"EHLO", "HELO"}:
                client = rest
                self.moment("greeted", address, client)
                self.say("250 counting")
            elif verb == "MAIL":
                self.moment("sender", address, client)
                self.say("250 ok")
            elif verb == "RCPT":
                address = re.search(r"<(.+)>", rest)[1]
                self.moment("recipient", address, client)
                self.say(self.refusal(address, "rcpt") or "250 ok")
            elif verb == "DATA":
                self.take_text(address, client)
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take_text(self, address: str, client: str) -> None:
        self.moment("data asked", address, client)
        with self.server.lock:
            self.server.asked[address] += 1
        self.say("354 go on")
        self.moment("data allowed", address, client)
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            line = self.rfile.readline()
            if not line:  # hung up: nothing is delivered (RFC 5321, 3.8)
                return
            text += line
        refusal = self.refusal(address, "text")
        if not refusal:
            with self.server.lock:
                self.server.delivered[address] += 1
                self.server.texts[address] = text
        self.moment("delivered", address, client)
        self.say(refusal or "250 delivered")
        self.moment("replied", address, client)

    def refusal(self, address: str, step: str) -> str:
        waiting = self.server.replies.get((address, step), [])
        return waiting.pop(0) if waiting else ""

    def moment(self, moment: str, address: str, client: str) -> None:
        self.server.at(moment, address, client)
        time.sleep(random.random() * self.server.slowness)

    def say(self, reply: str) -> None:
        self.wfile.write(f"{reply}\r\n".encode())


@contextmanager
def counting_server() -> Iterator[CountingServer]:
    with CountingServer() as server:
        thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
