"""Who may see the task list, and who may end an evaluation."""

from __future__ import annotations

from poet.foundations.accounts.access import READ_ABOUT_THE_SITE
from poet.foundations.accounts.policies import ACCOUNTS, Access, Act, check_act
from poet.foundations.accounts.viewing import Viewer
from poet.partnerships.policies import MANAGE_EVALUATION, SEE_EVALUATION

LIST_OWN = Act(
    what="See the list of one’s own evaluations", by=ACCOUNTS, refusal="Sign in to see your evaluations."
)


def check_list_own(viewer: Viewer) -> None:
    """Whoever is signed in, of the evaluations in which they have a role."""
    check_act(viewer, LIST_OWN)


ACCESS = {
    "evaluation_guide:who_sees_what": Access(get=READ_ABOUT_THE_SITE),
    "evaluation_guide:evaluations": Access(get=LIST_OWN),
    "evaluation_guide:evaluation": Access(get=SEE_EVALUATION),
    "evaluation_guide:delete": Access(get=MANAGE_EVALUATION, post=MANAGE_EVALUATION),
}
