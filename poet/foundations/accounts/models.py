"""An account, the roles it has, and invitations to have one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from poet.foundations.accounts.roles import EVALUATION_ROLES, INSTANCE_ROLES, Role
from poet.foundations.public_ids import PUBLIC_ID_LENGTH, new_public_id

_OF_EVALUATIONS = [role.value for role in EVALUATION_ROLES]
_OF_THE_INSTANCE = [role.value for role in INSTANCE_ROLES]


class AccountManager(BaseUserManager["Account"]):
    """Finds and makes accounts by e-mail address, whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """A new account; without a password it signs in by passkey or single sign-on."""
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account with this address."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Somebody who signs in. The e-mail address is all that has to be known of them; a name is optional."""

    public_id = models.CharField(
        max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False
    )
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """A role of an account, in an evaluation or (both ids empty) for the whole instance.

    The evaluation and the organisation are known by public id: foundations know no stage.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    evaluation_public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True, db_index=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation_public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "evaluation_public_id", "role", "organisation_public_id"],
                name="a_role_is_held_once",
            ),
            models.CheckConstraint(
                condition=models.Q(evaluation_public_id="", role__in=_OF_THE_INSTANCE)
                | (~models.Q(evaluation_public_id="") & models.Q(role__in=_OF_EVALUATIONS)),
                name="a_role_is_held_where_it_belongs",
            ),
            models.CheckConstraint(
                condition=models.Q(role=Role.COORDINATOR.value) ^ models.Q(organisation_public_id=""),
                name="a_coordinator_has_an_organisation_and_nobody_else",
            ),
        )


class Invitation(models.Model):
    """An invitation to have a role. Each letter draws a secret of its own, of which only a hash is kept.

    ``secret_hash`` is empty until a letter has been written. Accepted or withdrawn, it is deleted.
    """

    public_id = models.CharField(
        max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False
    )
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role.choices)
    evaluation_public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True, db_index=True)
    organisation_public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True)
    to_what = models.CharField(max_length=300, blank=True)  # in words, for the letter and the page
    invited_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    secret_hash = models.CharField(max_length=64, blank=True, db_index=True)
    letters = models.PositiveSmallIntegerField(default=0)  # how many times it was sent
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["email", "evaluation_public_id", "role", "organisation_public_id"],
                name="one_open_invitation_to_a_role",
            ),
        )
