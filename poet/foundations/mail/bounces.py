"""Reading the notices that mail servers send when a message could not be delivered (RFC 3464)."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass

from poet.foundations.public_ids import PUBLIC_ID_LENGTH

_OUR_MESSAGE_ID = re.compile(rf"^Message-ID:\s*<([\w-]{{{PUBLIC_ID_LENGTH}}})@", re.IGNORECASE | re.MULTILINE)
_RECIPIENT = re.compile(
    r"^(?:Original|Final)-Recipient:\s*rfc822;\s*<?([^\s<>]+@[^\s<>]+)>?", re.IGNORECASE | re.MULTILINE
)
_FAILED = re.compile(r"^Action:\s*failed", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bounce:
    """Which of our messages came back, and from which address."""

    public_id: str
    address: str


def read_bounce(notice: bytes) -> Bounce | None:
    """What a delivery notice says; None for anything else, and for notices of a mere delay."""
    mail = email.message_from_bytes(notice, policy=email.policy.default)
    if mail.get_content_type() != "multipart/report":
        return None
    parts = [part.as_string() for part in mail.iter_parts()]
    status = next((text for text in parts if _FAILED.search(text)), "")
    recipient = _RECIPIENT.search(status)
    ours = next((found for text in parts if (found := _OUR_MESSAGE_ID.search(text))), None)
    return Bounce(ours[1], recipient[1]) if ours and recipient else None
