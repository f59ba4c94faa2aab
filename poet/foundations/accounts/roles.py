"""The roles: what each is called, what it is for, and whether it is held within one evaluation."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """Who somebody can be. Held by accounts, except the first two, which everybody is."""

    ANYBODY = "anybody", "Anybody"
    LINK_HOLDER = "link_holder", "Link holder"
    SIGNED_IN = "signed_in", "Anybody signed in"
    LEAD = "lead", "Lead"
    COORDINATOR = "coordinator", "Coordinator"
    ANALYST = "analyst", "Analyst"
    RESEARCHER = "researcher", "Researcher"
    READER = "reader", "Reader"
    NATIONAL_RESEARCHER = "national_researcher", "National researcher"
    ADMINISTRATOR = "administrator", "Administrator"


EVALUATION_ROLES = (Role.LEAD, Role.COORDINATOR, Role.ANALYST, Role.RESEARCHER, Role.READER)
INSTANCE_ROLES = (Role.NATIONAL_RESEARCHER, Role.ADMINISTRATOR)

PURPOSES = {
    Role.ANYBODY: "Whoever opens the site, without signing in.",
    Role.LINK_HOLDER: "Whoever was given the link to one published report. Not an account.",
    Role.SIGNED_IN: "Whoever has an account, whatever their roles.",
    Role.LEAD: "Owns an evaluation.",
    Role.COORDINATOR: "One partner organisation’s contact in an evaluation.",
    Role.ANALYST: "Groups what staff wrote into outcomes; sees no staff names.",
    Role.RESEARCHER: "Plans and records sessions with service users and carers.",
    Role.READER: "Reads an evaluation’s published reports.",
    Role.NATIONAL_RESEARCHER: "Asks questions of the evidence base, across partnerships.",
    Role.ADMINISTRATOR: "Looks after accounts and settings; sees no answers.",
}
