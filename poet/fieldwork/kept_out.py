"""Who stays out of new lists: people who opted out, and addresses that letters came back from."""

from __future__ import annotations

from poet.fieldwork.keyed_hashes import hash_of_email, hashes_of
from poet.fieldwork.models import KeptOut, KeptOutReason
from poet.partnerships.queries import EvaluationDetails
from poet_method.staff_list import ListedPerson


class KeptOutPeople:
    """Who opted out of an evaluation, and whose address came back: asked once, for a whole list."""

    def __init__(self, evaluation: EvaluationDetails) -> None:
        self._evaluation_id = evaluation.public_id
        self._organisations = {one.name: one.public_id for one in evaluation.partnership.organisations}
        rows = KeptOut.objects.filter(evaluation_id=evaluation.id).values_list("keyed_hash", "reason")
        self._opted_out = {one for one, reason in rows if reason == KeptOutReason.OPTED_OUT}
        self._unreachable = {one for one, reason in rows if reason == KeptOutReason.UNREACHABLE}

    def has_opted_out(self, person: ListedPerson) -> bool:
        """Whether this person is not to be asked again."""
        if not self._opted_out:
            return False
        organisation = self._organisations[person.organisation]
        hashes = hashes_of(person, evaluation_id=self._evaluation_id, organisation_id=organisation)
        return not self._opted_out.isdisjoint(hashes)

    def is_unreachable(self, email: str) -> bool:
        """Whether a letter to this address came back."""
        if not email or not self._unreachable:
            return False
        return hash_of_email(email, evaluation_id=self._evaluation_id) in self._unreachable
