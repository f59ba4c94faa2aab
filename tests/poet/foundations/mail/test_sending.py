"""What becomes of a message, one test for each way it can go; the server is a real one on this machine."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db.models import F

from poet.foundations.mail import actions, queries, sending
from poet.foundations.mail.actions import Recipient
from poet.foundations.mail.carriers import SmtpCarrier
from poet.foundations.mail.letters import Letter, NotWanted, letter
from poet.foundations.mail.models import Message, MessageState
from tests.poet.foundations.mail.counting_server import CountingServer, counting_server

pytestmark = pytest.mark.django_db

ADA = "ada@example.org"
wishes: dict[str, Exception] = {}


@letter("test.letter")
def compose(address: str, *, text: str = "Dear all") -> Letter:
    if address in wishes:
        raise wishes[address]
    return Letter(subject="An invitation – please read", text=text)


@pytest.fixture(autouse=True)
def no_wishes() -> Iterator[None]:
    wishes.clear()
    yield
    wishes.clear()


@pytest.fixture
def server(settings) -> Iterator[CountingServer]:
    with counting_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", running.port, False
        yield running


def queue(*addresses: str, **parameters: str) -> int:
    recipients = [Recipient(address.partition("@")[0], address, parameters) for address in addresses]
    return actions.queue(kind="test.letter", occasion="round-1", recipients=recipients)


def send_due() -> int:
    return sending.send_due(lambda: False)


def time_passes(time: timedelta) -> None:
    Message.objects.update(due_at=F("due_at") - time, lease_until=F("lease_until") - time)


def only() -> Message:
    return Message.objects.get()


def test_a_message_is_sent_once_and_its_address_forgotten(server: CountingServer) -> None:
    assert queue(ADA, text="Hello") == 1
    assert queue(ADA, text="Hello") == 0
    assert send_due() == 1
    assert queue(ADA, text="Hello") == 0, "still known, without its address"
    assert send_due() == 0
    assert server.delivered == {ADA: 1}
    row = only()
    assert row.state == MessageState.SENT
    assert (row.address, row.parameters, row.due_at, row.lease_until, row.sentence) == (
        "",
        {},
        None,
        None,
        "",
    )
    assert "ada" not in repr(Message.objects.values().get())


def test_what_arrives_is_what_was_written(server: CountingServer) -> None:
    text = "Dear Zoë,\n.a line that begins with a full stop\n..\n\nIt’s " + "long " * 300
    queue(ADA, text=text)
    send_due()
    wire = server.texts[ADA].removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n.")
    arrived = email.message_from_bytes(wire, policy=email.policy.default)
    assert arrived.get_content().replace("\r\n", "\n").strip() == text.strip()
    assert arrived["Subject"] == "An invitation – please read"
    assert arrived["To"] == ADA
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Message-ID"] == f"<{only().public_id}@localhost>"


def test_a_refusal_for_now_is_tried_again_later(server: CountingServer) -> None:
    server.replies = {(ADA, "rcpt"): ["450 busy"], (ADA, "text"): ["451 try later"]}
    queue(ADA)
    send_due()
    assert only().state == MessageState.QUEUED
    assert "450 busy" in only().sentence
    assert send_due() == 0, "not before the wait is over"
    time_passes(timedelta(minutes=2))
    send_due()
    assert "451 try later" in only().sentence
    assert not only().past_data
    time_passes(timedelta(minutes=10))
    send_due()
    assert only().state == MessageState.SENT
    assert server.delivered == {ADA: 1}


@pytest.mark.parametrize("step", ["rcpt", "text"])
def test_a_refusal_for_good_fails_and_does_not_hold_up_others(server: CountingServer, step: str) -> None:
    server.replies = {(ADA, step): ["550 no such person"]}
    queue(ADA, "bob@example.org")
    assert send_due() == 2
    assert server.delivered == {"bob@example.org": 1}
    (stuck,) = queries.stuck_messages("round-1")
    assert (stuck.address, stuck.state) == (ADA, MessageState.FAILED)
    assert "550 no such person" in stuck.sentence


def test_after_many_attempts_it_fails(server: CountingServer) -> None:
    server.replies = {(ADA, "rcpt"): ["450 busy"] * 100}
    queue(ADA)
    for _ in range(sending.PATIENCE.attempts):
        assert only().state == MessageState.QUEUED
        time_passes(timedelta(days=1))
        assert send_due() == 1
    assert only().state == MessageState.FAILED
    actions.send_again(public_id=only().public_id)
    server.replies = {}
    send_due()
    assert only().state == MessageState.SENT


def test_a_server_that_is_away_costs_nobody_an_attempt(server: CountingServer, settings) -> None:
    settings.EMAIL_PORT = 1
    queue(ADA, "bob@example.org")
    assert send_due() == 1, "the first finds out; the second is not tried"
    assert list(Message.objects.values_list("state", "attempts").distinct()) == [("queued", 0)]
    assert "cannot be reached" in Message.objects.values_list("sentence", flat=True)[0]
    assert send_due() == 0
    settings.EMAIL_PORT = server.port
    time_passes(timedelta(minutes=2))
    assert send_due() == 2
    assert set(server.delivered.values()) == {1}


def test_a_lost_connection_after_the_text_is_uncertain_and_not_sent_again(server: CountingServer) -> None:
    def hang_up(moment: str, address: str, client: str) -> None:
        if moment == "delivered":
            raise ConnectionAbortedError

    server.at = hang_up
    queue(ADA)
    send_due()
    assert only().state == MessageState.UNCERTAIN
    server.at = lambda moment, address, client: None
    time_passes(timedelta(days=1))
    assert send_due() == 0
    assert server.delivered == {ADA: 1}
    (stuck,) = queries.stuck_messages("round-1")
    actions.send_again(public_id=stuck.public_id)
    send_due()
    assert server.delivered == {ADA: 2}, "the lead was told that this may happen"
    assert queries.counts("round-1").sent == 1


def test_a_lost_connection_before_the_text_is_tried_again(server: CountingServer) -> None:
    def hang_up(moment: str, address: str, client: str) -> None:
        if moment == "data asked":
            raise ConnectionAbortedError

    server.at = hang_up
    queue(ADA)
    send_due()
    assert (only().state, only().past_data) == (MessageState.QUEUED, False)
    server.at = lambda moment, address, client: None
    time_passes(timedelta(days=1))
    send_due()
    assert server.delivered == {ADA: 1}


def test_a_worker_that_was_paused_until_another_took_over_sends_nothing(server: CountingServer) -> None:
    class Paused(SmtpCarrier):
        def begin(self) -> None:
            super().begin()
            time_passes(timedelta(hours=1))
            assert sending.sweep() == 1
            assert only().state == MessageState.QUEUED

    queue(ADA)
    message = sending.claim_next(Message.objects.all(), patience=sending.PATIENCE, state=MessageState.SENDING)
    assert message is not None
    via = Paused()
    sending.send(message, via)
    via.close()
    assert server.asked == {ADA: 1}
    assert server.delivered == {}
    time_passes(timedelta(hours=2))
    send_due()
    assert server.delivered == {ADA: 1}


def test_a_late_reply_settles_what_was_uncertain(server: CountingServer) -> None:
    class Slow(SmtpCarrier):
        def hand_over(self, mail: django_mail.EmailMessage) -> None:
            super().hand_over(mail)
            time_passes(timedelta(hours=1))
            assert sending.sweep() == 1
            assert only().state == MessageState.UNCERTAIN

    queue(ADA)
    message = sending.claim_next(Message.objects.all(), patience=sending.PATIENCE, state=MessageState.SENDING)
    assert message is not None
    via = Slow()
    sending.send(message, via)
    via.close()
    assert only().state == MessageState.SENT


def test_a_letter_that_is_not_wanted_any_more_is_withdrawn(server: CountingServer) -> None:
    wishes[ADA] = NotWanted()
    queue(ADA, "bob@example.org")
    send_due()
    assert server.asked == {"bob@example.org": 1}
    counts = queries.counts("round-1")
    assert (counts.withdrawn, counts.sent, counts.all) == (1, 1, 2)
    assert not Message.objects.filter(address=ADA).exists()


def test_a_letter_that_cannot_be_written_is_logged_without_its_reader(server, caplog) -> None:
    wishes[ADA] = ValueError("Ada Lovelace, born 1815")
    queue(ADA)
    send_due()
    assert only().state == MessageState.QUEUED
    assert "test.letter: ValueError at test_sending.py" in caplog.text
    assert "Lovelace" not in caplog.text
    assert ADA not in caplog.text


def test_a_subject_cannot_smuggle_in_a_header(server: CountingServer, monkeypatch) -> None:
    monkeypatch.setattr(
        "poet.foundations.mail.letters._letters",
        {"test.letter": lambda address: Letter("Hello\r\nBcc: eve@example.org", "text")},
    )
    queue(ADA)
    send_due()
    assert only().state == MessageState.QUEUED
    assert server.asked == {}


def test_other_ways_of_sending_are_djangos_own(settings) -> None:
    queue(ADA, text="Hello")
    assert send_due() == 1
    assert [(one.to, one.body) for one in django_mail.outbox] == [([ADA], "Hello")]
    assert only().state == MessageState.SENT
