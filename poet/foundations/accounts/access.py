"""Who may do what with accounts, and which acts stand behind the addresses of the foundations."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404

from poet.foundations.accounts.policies import ACCOUNTS, EVERYBODY, Access, Act, check_act
from poet.foundations.accounts.roles import EVALUATION_ROLES, Role
from poet.foundations.accounts.viewing import Viewer

READ_ABOUT_THE_SITE = Act(
    what="Read what the site is, who sees what, privacy, cookies, accessibility", by=EVERYBODY
)
SIGN_IN = Act(what="Sign in, or ask for a link to set a new password", by=EVERYBODY)
ACCEPT_INVITATION = Act(
    what="Accept an invitation, with the link in its letter",
    by=EVERYBODY,
    notes={Role.ANYBODY: "whoever has the letter"},
)
OWN_ACCOUNT = Act(what="See and change one’s own account and how it signs in", by=ACCOUNTS)
LOOK_AFTER_ACCOUNTS = Act(
    what="Look after accounts: invite, close, delete, give roles for the whole site",
    by={Role.ADMINISTRATOR},
    refusal="Only an administrator looks after accounts.",
)
WATCH_WORK = Act(
    what="Watch how far long work is, such as reading a staff list",
    by=EVALUATION_ROLES,
    notes={Role.COORDINATOR: "work on their own organisation’s list"},
)


def check_look_after_accounts(viewer: Viewer) -> None:
    """Refuse whoever is not an administrator."""
    check_act(viewer, LOOK_AFTER_ACCOUNTS)


def check_own_account(viewer: Viewer) -> None:
    """Refuse whoever is not signed in."""
    check_act(viewer, OWN_ACCOUNT)


def check_sign_up() -> None:
    """Where accounts begin with an invitation, there is no page to make one for oneself."""
    if not settings.OPEN_SIGN_UP:
        raise Http404


_ENTRANCE = Access(get=SIGN_IN, post=SIGN_IN)
_OWN = Access(get=OWN_ACCOUNT, post=OWN_ACCOUNT)
_PEOPLE = Access(get=LOOK_AFTER_ACCOUNTS, post=LOOK_AFTER_ACCOUNTS)

ACCESS = {
    "account_login": _ENTRANCE,
    "account_logout": _ENTRANCE,
    "account_inactive": Access(get=SIGN_IN),
    "account_reset_password": _ENTRANCE,
    "account_reset_password_done": Access(get=SIGN_IN),
    "account_reset_password_from_key": _ENTRANCE,
    "account_reset_password_from_key_done": Access(get=SIGN_IN),
    "mfa_authenticate": _ENTRANCE,
    "mfa_login_webauthn": _ENTRANCE,
    "openid_connect_login": _ENTRANCE,
    "openid_connect_callback": _ENTRANCE,
    "socialaccount_login_cancelled": Access(get=SIGN_IN),
    "socialaccount_login_error": Access(get=SIGN_IN),
    "accounts:sign_up": _ENTRANCE,
    "accounts:invitation": Access(get=ACCEPT_INVITATION, post=ACCEPT_INVITATION),
    "accounts:mine": _OWN,
    "account_reauthenticate": _OWN,
    "account_change_password": _OWN,
    "account_set_password": _OWN,
    "mfa_index": Access(get=OWN_ACCOUNT),
    "mfa_reauthenticate": _OWN,
    "mfa_reauthenticate_webauthn": _OWN,
    "mfa_activate_totp": _OWN,
    "mfa_deactivate_totp": _OWN,
    "mfa_view_recovery_codes": Access(get=OWN_ACCOUNT),
    "mfa_generate_recovery_codes": _OWN,
    "mfa_list_webauthn": Access(get=OWN_ACCOUNT),
    "mfa_add_webauthn": _OWN,
    "mfa_remove_webauthn": _OWN,
    "mfa_edit_webauthn": _OWN,
    "accounts:people": Access(get=LOOK_AFTER_ACCOUNTS),
    "accounts:invite": _PEOPLE,
    "accounts:person": _PEOPLE,
    "accounts:delete_person": _PEOPLE,
    "accounts:withdraw_invitation": Access(post=LOOK_AFTER_ACCOUNTS),
    "jobs:show": Access(get=WATCH_WORK),
    "jobs:state": Access(get=WATCH_WORK),
}
