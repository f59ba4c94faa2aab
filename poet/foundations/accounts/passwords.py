"""Links to set a new password."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from poet.foundations.accounts.models import Account
from poet.foundations.mail.letters import link_to

RESET_LETTER = "accounts.password_reset"  # the kind of its letter


def reset_link(account: Account) -> str:
    """The address where this account can set a new password, for ``PASSWORD_RESET_TIMEOUT``, once."""
    token = default_token_generator.make_token(account)
    return link_to("account_reset_password_from_key", uidb36=user_pk_to_url_str(account), key=token)
