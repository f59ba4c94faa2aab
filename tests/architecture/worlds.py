"""A partnership with everything in it that an address can name, and one person for each role in it.

Made through the public actions. Whoever adds an address that takes something new adds it to ``World.named``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from poet.demo.people import PEOPLE
from poet.fieldwork import actions as fieldwork
from poet.fieldwork import queries as staff
from poet.fieldwork.keyed_hashes import opt_out_key
from poet.foundations.accounts import actions as accounts
from poet.foundations.accounts.invitations import hash_of
from poet.foundations.accounts.models import Account, Invitation
from poet.foundations.accounts.queries import find_account_by_email
from poet.foundations.accounts.roles import EVALUATION_ROLES, INSTANCE_ROLES, Role
from poet.foundations.audit.actions import THE_SITE
from poet.foundations.jobs.actions import enqueue
from poet.foundations.jobs.registry import UnknownJob, job, registered_job
from poet.foundations.jobs.run import Run
from poet.foundations.public_ids import new_public_id
from poet.partnership_health.actions import GivenFile, make_link, make_report_from_answers, publish
from poet.partnership_health.queries import find_report
from poet.partnerships.actions import start_evaluation
from poet.partnerships.policies import visible_evaluation
from poet.partnerships.queries import EvaluationDetails, latest_round
from tests import small_survey
from tests.addresses import Address
from tests.people import signed_in, somebody

ORGANISATIONS = [("Council", "local_authority"), ("Trust", "nhs"), ("Charity", "third_sector")]
OWN = "Trust"  # the coordinator's
STAFF = """name,e-mail,organisation,job title
Ada,ada@trust.example.org,Trust,Nurse
Bob,bob@trust.example.org,Trust,Nurse
"""
WATCHED = "test.walked"


@dataclass(frozen=True, slots=True)
class World:
    """A partnership, and what in it each name in an address stands for."""

    partnership: str
    evaluation: str
    named: dict[str, Any]
    named_for: dict[str, dict[str, Any]]  # where one address means something else by a name

    def path(self, address: Address) -> str:
        """The address of this world's things."""
        named = self.named | self.named_for.get(address.name, {})
        missing = address.takes - set(named)
        assert not missing, (
            f"{address.name} takes {sorted(missing)}: add that to tests/architecture/worlds.py"
        )
        return reverse(address.name, kwargs={name: named[name] for name in address.takes})


def build_world(name: str) -> World:
    """An evaluation with a round, staff, a published report and a link to it, a job, an invitation."""
    lead = somebody()
    evaluation = start_evaluation(
        partnership_name=name, title=f"{name} evaluation", organisations=ORGANISATIONS, by=lead.public_id
    )
    named = {
        "partnership_id": evaluation.partnership.public_id,
        "evaluation_id": evaluation.public_id,
        "round_id": latest_round(evaluation).public_id,
        "job_id": _job(evaluation),
        "part": "governance",
        "notice": "privacy-notice",
        "ending": "txt",
        "kind": "csv",
        "person": PEOPLE[0].key,
        "provider_id": "organisation",
        **_staff(evaluation, lead.public_id),
        **_report(evaluation, lead.public_id),
        **_accounts(),
    }
    reset = {"account_reset_password_from_key": {"key": named.pop("reset_key")}}
    return World(evaluation.partnership.public_id, evaluation.public_id, named, reset)


def _report(evaluation: EvaluationDetails, by: str) -> dict[str, str]:
    made = make_report_from_answers(
        partnership=evaluation.partnership,
        title="Autumn survey",
        answers=GivenFile("answers.csv", small_survey.answers()),
        organisation_column="organisation",
        own_questionnaire=GivenFile("small.yaml", small_survey.QUESTIONNAIRE),
        made_by="A test",
    )
    publish(report=made, within=evaluation, by=by)
    report = find_report(evaluation.partnership, made.public_id)
    assert report is not None
    return {"report_id": report.public_id, "link": make_link(report=report, within=evaluation, by=by)}


def _staff(evaluation: EvaluationDetails, by: str) -> dict[str, str]:
    round_ = latest_round(evaluation)
    own = next(one for one in evaluation.partnership.organisations if one.name == OWN)

    def give() -> staff.UploadDetails:
        given = fieldwork.give_list(
            round_=round_, organisation=own, name="staff.csv", content=STAFF.encode(), by=by
        )
        upload = staff.find_upload(given.upload_id)
        assert upload is not None
        return upload

    counted = give()
    groups = {role: group for role, _, group in staff.roles_to_sort(counted)}
    fieldwork.sort_roles(upload=counted, groups=groups, by=by)
    fieldwork.count_list(upload=counted, shown=fieldwork.digest_of(staff.changes_of(counted)), by=by)
    fieldwork.draw_sample(round_=round_, size=1, at_least=1, merges=[], expected_response=50, by=by)
    member = staff.listed_staff(round_, own, start=0, most=1)[0].public_id
    return {
        "organisation_id": own.public_id,
        "upload_id": give().public_id,
        "member_id": member,
        "key": opt_out_key(member),
    }


def _job(evaluation: EvaluationDetails) -> str:
    try:
        registered_job(WATCHED)
    except UnknownJob:
        from poet.foundations.accounts.viewing import viewer_of

        @job(
            WATCHED,
            title="Something long",
            check_may_see=lambda request, about: visible_evaluation(viewer_of(request), about),
            leads_to=lambda about: "/",
        )
        def do(run: Run) -> None:
            """Nothing."""

    return enqueue(name=WATCHED, key=new_public_id(), about=evaluation.public_id, arguments={}).public_id


def _accounts() -> dict[str, Any]:
    """Somebody else's account with a passkey, an invitation, a link to set a password."""
    account = somebody()
    row = Account.objects.get(public_id=account.public_id)
    invitation = accounts.invite(email=f"{new_public_id()}@example.org", role=Role.SIGNED_IN, by=THE_SITE)
    secret = new_public_id()
    Invitation.objects.filter(public_id=invitation.public_id).update(secret_hash=hash_of(secret))
    if find_account_by_email(PEOPLE[0].email) is None:
        somebody(email=PEOPLE[0].email)
    return {
        "account_id": account.public_id,
        "invitation_id": invitation.public_id,
        "secret": secret,
        "uidb36": user_pk_to_url_str(row),
        "pk": add_passkey(row),
        "reset_key": default_token_generator.make_token(row),
    }


def add_passkey(account: Account) -> int:
    """A passkey that nobody holds, as allauth keeps it; gives its number."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    attested = AttestedCredentialData.create(Aaguid(bytes(16)), b"credential", key)
    data = AuthenticatorData.create(hashlib.sha256(b"testserver").digest(), 0x45, 0, attested)
    encoded = websafe_encode(AttestationObject.create("none", data, {}))
    client_data = websafe_encode(b'{"type":"webauthn.create","challenge":"","origin":"http://testserver"}')
    credential = {
        "id": websafe_encode(b"credential"),
        "rawId": websafe_encode(b"credential"),
        "type": "public-key",
        "response": {"clientDataJSON": client_data, "attestationObject": encoded},
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    return WebAuthn.add(account, "A passkey", credential).instance.pk


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody who is this in a world, and nothing else anywhere; with every way to sign in there is."""

    role: Role
    session: str | None  # of who is signed in
    passkey: int

    def client(self) -> Client:
        """A fresh client in their session."""
        client = Client()
        if self.session:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        return client


def walker(role: Role, world: World) -> Walker:
    """Make them."""
    if role in {Role.ANYBODY, Role.LINK_HOLDER}:
        return Walker(role, None, world.named["pk"])
    place = {}
    if role in EVALUATION_ROLES:
        place["evaluation"] = world.evaluation
    if role is Role.COORDINATOR:
        place["organisation"] = world.named["organisation_id"]
    account = somebody(role if role in {*EVALUATION_ROLES, *INSTANCE_ROLES} else None, **place)
    row = Account.objects.get(public_id=account.public_id)
    TOTP.activate(row, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(row)
    passkey = add_passkey(row)
    return Walker(role, signed_in(account).session.session_key, passkey)
