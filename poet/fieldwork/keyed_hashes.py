"""Keyed hashes: what tells somebody again without keeping who they are. The key is outside the database."""

from __future__ import annotations

import base64
import hmac
from typing import Protocol

from django.conf import settings
from django.utils.crypto import salted_hmac

from poet_method.staff_list import normal_name

KEY_BYTES = 16


class Somebody(Protocol):
    """Whoever has these, on a list or in the frame."""

    @property
    def name(self) -> str:
        """As the list says it."""

    @property
    def email(self) -> str:
        """Normalised, or empty."""

    @property
    def employee_id(self) -> str:
        """As the list says it, or empty."""


def hashes_of(who: Somebody, *, evaluation_id: str, organisation_id: str) -> tuple[str, ...]:
    """The keyed hashes under which somebody is kept out of an evaluation (both ids are public ones).

    Of the address and of the employee number at the organisation; of the name there, where they have neither.
    """
    keys = [hash_of_email(who.email, evaluation_id=evaluation_id)] if who.email else []
    if who.employee_id:
        number = who.employee_id.casefold()
        keys.append(_hash(evaluation_id, "number", organisation_id, number))
    if not keys:
        keys.append(_hash(evaluation_id, "name", organisation_id, normal_name(who.name)))
    return tuple(keys)


def hash_of_email(email: str, *, evaluation_id: str) -> str:
    """The keyed hash of a normalised address within an evaluation."""
    return _hash(evaluation_id, "email", email)


def opt_out_key(member_id: str) -> str:
    """The unguessable part of somebody's opt-out link. Made of their id and the key; stored nowhere."""
    digest = salted_hmac(
        "poet.fieldwork.opt_out_link", member_id, secret=settings.FIELDWORK_KEY, algorithm="sha256"
    ).digest()
    return base64.urlsafe_b64encode(digest[:KEY_BYTES]).decode().rstrip("=")


def is_opt_out_key(member_id: str, key: str) -> bool:
    """Whether the link is genuine, in constant time."""
    return hmac.compare_digest(opt_out_key(member_id).encode(), key.encode())


def _hash(*parts: str) -> str:
    return salted_hmac(
        "poet.fieldwork.kept_out", "\n".join(parts), secret=settings.FIELDWORK_KEY, algorithm="sha256"
    ).hexdigest()
