"""Queueing, withdrawing, forgetting; bounces; templates; what the lead reads."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import transaction
from jinja2 import DictLoader

from poet.foundations.jobs.arguments import UnfitArguments
from poet.foundations.mail import actions, bounces, letters, presenters, queries
from poet.foundations.mail.actions import CannotChangeMessage, CannotQueue, Recipient
from poet.foundations.mail.letters import Letter, letter
from poet.foundations.mail.models import Message, MessageState
from poet.foundations.mail.queries import MailingCounts

NOTICE = b"""\
From: MAILER-DAEMON@mail.example.org
Content-Type: multipart/report; report-type=delivery-status; boundary=part

--part
Content-Type: text/plain

The address ada@example.org does not exist.
--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; ada@example.org
Action: failed
Status: 5.1.1
--part
Content-Type: text/rfc822-headers

From: poet@example.org
Message-ID: <%s@example.org>
--part--
"""


@letter("test.outbox")
def compose(address: str, *, round_id: str = "") -> Letter:
    return Letter("Subject", "Text")


def queue(*recipients: Recipient, occasion: str = "round-1") -> int:
    return actions.queue(kind="test.outbox", occasion=occasion, recipients=recipients)


ADA = Recipient("ada", "ada@example.org")
BOB = Recipient("bob", "bob@example.org")


@pytest.mark.django_db
def test_one_letter_of_a_kind_on_an_occasion() -> None:
    assert queue(ADA) == 1
    assert queue(ADA, BOB, ADA) == 1
    assert queue(ADA, occasion="round-2") == 1
    assert queries.counts("round-1").all == 2
    # The same person at another address is the same person.
    assert queue(Recipient("ada", "ada@elsewhere.example.org")) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "ada", "ada@example.org\nBcc: eve@example.org", "zoë@example.org"])
def test_what_is_not_an_address_is_refused_and_nothing_is_queued(address: str) -> None:
    with pytest.raises(CannotQueue, match="“"):
        queue(BOB, Recipient("ada", address))
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_secrets_and_files_are_refused_as_parameters() -> None:
    with pytest.raises(UnfitArguments):
        queue(Recipient("ada", "ada@example.org", {"password": "x"}))
    with pytest.raises(UnfitArguments, match="bytes"):
        queue(Recipient("ada", "ada@example.org", {"round_id": "x" * 10_000}))


@pytest.mark.django_db
def test_an_action_that_is_undone_leaves_nothing_in_the_outbox() -> None:
    with transaction.atomic():
        assert queue(ADA) == 1
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_withdrawing_and_forgetting() -> None:
    queue(ADA, BOB)
    Message.objects.filter(address=BOB.address).update(state=MessageState.UNCERTAIN)
    assert actions.withdraw(occasion="round-1") == 1
    assert queries.counts("round-1") == MailingCounts(withdrawn=1, uncertain=1)
    assert actions.forget(occasion="round-1") == 2
    assert queue(ADA) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after"), [("uncertain", "sent"), ("failed", "withdrawn"), ("bounced", "bounced")]
)
def test_a_lead_may_leave_a_message_as_it_is(before: str, after: str) -> None:
    queue(ADA)
    Message.objects.update(state=before)
    (stuck,) = queries.stuck_messages("round-1")
    actions.let_it_be(public_id=stuck.public_id)
    assert queries.stuck_messages("round-1") == ()
    assert Message.objects.values_list("state", "address").get() == (after, "")
    with pytest.raises(CannotChangeMessage):
        actions.let_it_be(public_id=stuck.public_id)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["queued", "sending", "sent", "bounced", "withdrawn"])
def test_only_what_failed_or_is_uncertain_is_sent_again(state: str) -> None:
    queue(ADA)
    Message.objects.update(state=state)
    with pytest.raises(CannotChangeMessage):
        actions.send_again(public_id=Message.objects.get().public_id)


@pytest.mark.django_db
def test_a_bounce_is_noted_with_the_address_it_came_from(monkeypatch, capsys) -> None:
    queue(ADA)
    Message.objects.update(state=MessageState.SENT, address="", due_at=None)
    notice = NOTICE % Message.objects.get().public_id.encode()
    for expected in ["noted\n", "not a notice about a message of ours\n"]:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(notice)))
        call_command("take_bounce")
        assert capsys.readouterr().out == expected
    (stuck,) = queries.stuck_messages("round-1")
    assert (stuck.state, stuck.address) == (MessageState.BOUNCED, "ada@example.org")


@pytest.mark.parametrize(
    "notice",
    [
        b"",
        b"Subject: I am on holiday\n\nback on Monday",
        NOTICE.replace(b"Action: failed", b"Action: delayed") % b"AAAAAAAAAAAAAAAAAAAAAA",
        NOTICE % b"somebody-else",
        bytes(range(256)),
    ],
)
def test_other_mail_is_no_bounce(notice: bytes) -> None:
    assert bounces.read_bounce(notice) is None


def test_a_letter_from_a_template_is_plain_text(monkeypatch) -> None:
    from django.template import engines

    source = "Subject: {{ name }} asks you\n\nDear {{ who }},\n\nbye\n"
    monkeypatch.setattr(engines["jinja2"].env, "loader", DictLoader({"a.txt": source, "b.txt": "Dear all"}))
    written = letters.from_template("a.txt", name="Children's <Centre>", who="Zoë")
    assert written == Letter("Children's <Centre> asks you", "Dear Zoë,\n\nbye\n")
    assert "Zoë" not in repr(written)
    with pytest.raises(ValueError, match="Subject"):
        letters.from_template("b.txt")


def test_how_a_mailing_is_summed_up() -> None:
    assert presenters.summary(MailingCounts()) == "There is nothing to send."
    assert presenters.summary(MailingCounts(sent=1)) == "1 of 1 message sent."
    summary = presenters.summary(MailingCounts(queued=2, sending=1, sent=1_200, uncertain=1, failed=3))
    assert summary == "1,200 of 1,207 messages sent; 3 waiting; 1 may have been sent; 3 could not be sent."


@pytest.mark.django_db
def test_the_table_of_messages_that_need_somebody_escapes_and_says_what_to_do(rf) -> None:
    from django.template import engines

    queue(Recipient("eve", '"<b>eve</b>"@example.org'))
    Message.objects.update(state=MessageState.UNCERTAIN, sentence="<i>what the server said</i>")
    (stuck,) = queries.stuck_messages("round-1")
    row = {"message": stuck, "what_to_do": presenters.what_to_do(stuck)}
    row |= {"send_again_url": "/a", "let_it_be_url": "/b"}
    source = '{% from "mail/stuck_messages.html" import stuck_messages %}{{ stuck_messages([row], "") }}'
    html = engines["jinja2"].from_string(source).render({"row": row})
    assert "may get it twice" in html
    assert "May have been sent" in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert html.count("Send again") == 1


def test_an_instance_without_a_mail_server_is_told_so(settings) -> None:
    def told() -> list[str]:
        found = run_checks(app_configs=[apps.get_app_config("mail")], include_deployment_checks=True)
        return [one.id for one in found if one.id.startswith("mail.")]

    assert told() == ["mail.W001"]
    settings.EMAIL_HOST = "mail.example.org"
    assert told() == []
