"""Handing a message over, in steps, so that it is known at which one something went wrong.

``offer`` the recipient → ``begin`` the text → ``hand_over`` the text and wait for the reply. A message is
delivered only by the last. Django's own SMTP backend does all in one call, and what it raises does not tell
them apart.
"""

from __future__ import annotations

import io
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.generator import BytesGenerator
from typing import Protocol

from django.conf import settings
from django.core.mail import DNS_NAME, EmailMessage, get_connection

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class Refused(Exception):
    """This message was not taken, for certain. ``for_good``: trying again would not help."""

    def __init__(self, sentence: str, *, for_good: bool) -> None:
        super().__init__(sentence)
        self.for_good = for_good


class Unreachable(Exception):
    """No message can be sent at present; it is not this message's fault. The sentence says why."""


class NoReply(Exception):
    """The text went out and no reply came: it may have been delivered."""


class Carrier(Protocol):
    """A way for messages to leave. After ``Refused`` or ``drop`` the next message can be offered."""

    def offer(self, sender: str, recipient: str) -> None:
        """Name sender and recipient. Raises ``Refused`` or ``Unreachable``."""

    def begin(self) -> None:
        """Announce the text. Raises ``Refused``."""

    def hand_over(self, mail: EmailMessage) -> None:
        """Send the text; returns when it was taken. Raises ``Refused`` or ``NoReply``."""

    def drop(self) -> None:
        """Forget the message that was offered, before any of its text was sent."""

    def close(self) -> None:
        """Say goodbye."""


@contextmanager
def carrier() -> Iterator[Carrier]:
    """The carrier that the settings ask for, closed afterwards."""
    via: Carrier = SmtpCarrier() if settings.EMAIL_BACKEND == SMTP_BACKEND else BackendCarrier()
    try:
        yield via
    finally:
        via.close()


class SmtpCarrier:
    """A mail server, spoken to over one connection for as long as that lasts."""

    def __init__(self) -> None:
        self._smtp: smtplib.SMTP | None = None
        self._in_text = False  # the server takes whatever comes for text

    def offer(self, sender: str, recipient: str) -> None:
        """EHLO and sign-in where there is no connection yet; MAIL, RCPT."""
        smtp = self._smtp = self._smtp or _connected()
        try:
            self._expect("2", lambda: smtp.mail(sender))
        except Refused as refusal:
            raise Unreachable(f"The mail server does not take mail from this site: {refusal}") from None
        self._expect("2", lambda: smtp.rcpt(recipient))

    def begin(self) -> None:
        """DATA, and the server's permission to go on."""
        self._expect("3", lambda: self._open().docmd("DATA"))
        self._in_text = True

    def hand_over(self, mail: EmailMessage) -> None:
        """The text, the full stop on its own, and the reply."""
        smtp = self._open()
        text = re.sub(rb"(?m)^\.", b"..", _bytes_of(mail))  # RFC 5321, 4.5.2
        try:
            smtp.send(text + (b".\r\n" if text.endswith(b"\r\n") else b"\r\n.\r\n"))
            code, reply = smtp.getreply()
        except (OSError, smtplib.SMTPException):
            self._hang_up()
            raise NoReply from None
        self._in_text = False
        if not 200 <= code <= 299:
            self._hang_up()
            raise _refused(code, reply)

    def drop(self) -> None:
        """RSET. A text that was announced and not sent can only be left by hanging up."""
        if self._in_text:
            self._hang_up()
            return
        try:
            self._expect("2", lambda: self._open().rset())
        except Refused:
            self._hang_up()

    def close(self) -> None:
        """QUIT."""
        if self._smtp is not None and not self._in_text:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
        self._hang_up()

    def _open(self) -> smtplib.SMTP:
        if self._smtp is None:
            raise Refused("The connection to the mail server was lost.", for_good=False)
        return self._smtp

    def _expect(self, first_digit: str, ask: Callable[[], tuple[int, bytes]]) -> None:
        try:
            code, reply = ask()
        except (OSError, smtplib.SMTPException):
            self._hang_up()
            raise Refused("The connection to the mail server was lost.", for_good=False) from None
        if not str(code).startswith(first_digit):
            self._hang_up()
            raise _refused(code, reply)

    def _hang_up(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp, self._in_text = None, False


class BackendCarrier:
    """Whatever Django backend is set: files, the console, the tests' list. Nothing is lost on the way."""

    def __init__(self) -> None:
        self._backend = get_connection()

    def offer(self, sender: str, recipient: str) -> None:
        """Nothing to ask."""

    def begin(self) -> None:
        """Nothing to ask."""

    def hand_over(self, mail: EmailMessage) -> None:
        """Write it."""
        self._backend.send_messages([mail])

    def drop(self) -> None:
        """Nothing was said."""

    def close(self) -> None:
        """Close the backend."""
        self._backend.close()


def _connected() -> smtplib.SMTP:
    """A connection that is ready for MAIL. Certificates are verified."""
    host, port, name = settings.EMAIL_HOST, settings.EMAIL_PORT, DNS_NAME.get_fqdn()
    timeout = settings.EMAIL_TIMEOUT
    context = ssl.create_default_context()
    try:
        if settings.EMAIL_USE_SSL:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port, name, timeout=timeout, context=context)
        else:
            smtp = smtplib.SMTP(host, port, name, timeout=timeout)
    except (OSError, smtplib.SMTPException):
        raise Unreachable("The mail server cannot be reached.") from None
    try:
        if settings.EMAIL_USE_TLS:
            smtp.starttls(context=context)
        if settings.EMAIL_HOST_USER:
            smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        else:
            smtp.ehlo_or_helo_if_needed()
    except smtplib.SMTPAuthenticationError:
        smtp.close()
        raise Unreachable("The mail server does not accept this site’s user name and password.") from None
    except (OSError, smtplib.SMTPException):
        smtp.close()
        raise Unreachable("The mail server could not be spoken to.") from None
    return smtp


def _bytes_of(mail: EmailMessage) -> bytes:
    written = io.BytesIO()
    BytesGenerator(written, mangle_from_=False).flatten(mail.message(), linesep="\r\n")
    return written.getvalue()


def _refused(code: int, reply: bytes) -> Refused:
    said = " ".join(reply.decode("utf-8", "replace").split())[:200]
    return Refused(f"The mail server said: {code} {said}", for_good=500 <= code <= 599)
