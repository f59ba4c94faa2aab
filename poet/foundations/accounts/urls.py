"""Addresses of accounts: our own, and those of allauth's that we use, under allauth's names."""

from __future__ import annotations

from allauth.account import views as allauth_account
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.socialaccount import views as allauth_social
from django.urls import include, path, re_path

from poet.foundations.accounts import single_sign_on, views

own = [
    path("", views.mine, name="mine"),
    path("new", views.sign_up, name="sign_up"),
    path("invitation/<str:secret>", views.AcceptInvitation.as_view(), name="invitation"),
    path("people/", views.people, name="people"),
    path("people/invite", views.invite, name="invite"),
    path("people/invitations/<str:invitation_id>/withdraw", views.withdraw, name="withdraw_invitation"),
    path("people/<str:account_id>/", views.person, name="person"),
    path("people/<str:account_id>/delete", views.delete_person, name="delete_person"),
]

urlpatterns = [
    path("sign-in/", allauth_account.login, name="account_login"),
    path("sign-out/", allauth_account.logout, name="account_logout"),
    path("closed/", allauth_account.account_inactive, name="account_inactive"),
    path("confirm/", allauth_account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth_account.password_change, name="account_change_password"),
    path("password/set/", allauth_account.password_set, name="account_set_password"),
    path("password/reset/", allauth_account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", allauth_account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/done/",
        allauth_account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        allauth_account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("ways/", include("allauth.mfa.base.urls")),
    path("ways/app/", include("allauth.mfa.totp.urls")),
    path("ways/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("ways/codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("ways/passkeys/", include("allauth.mfa.webauthn.urls")),
    path("single-sign-on/cancelled/", allauth_social.login_cancelled, name="socialaccount_login_cancelled"),
    path("single-sign-on/error/", allauth_social.login_error, name="socialaccount_login_error"),
    path("single-sign-on/<slug:provider_id>/", single_sign_on.login, name="openid_connect_login"),
    path("single-sign-on/<slug:provider_id>/back/", single_sign_on.callback, name="openid_connect_callback"),
    path("", include((own, "accounts"))),
]
