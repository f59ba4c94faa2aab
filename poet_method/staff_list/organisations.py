"""Partner organisations by what lists call them."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from poet_method.staff_list.people import plain_words

_LONGEST_COMPARED = 200


class OrganisationNames:
    """Finds organisations by name: case, accents, punctuation, “and” and “the” do not count."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._by_plain = {_plain(name): name for name in names}
        self._found: dict[str, str | None] = {}

    def find(self, text: str) -> str | None:
        """The partner organisation of this name, as the partnership calls it."""
        if text not in self._found:
            self._found[text] = self._by_plain.get(_plain(text))
        return self._found[text]

    def closest(self, text: str) -> str | None:
        """The one that was probably meant."""
        wanted = _plain(text[:_LONGEST_COMPARED])
        close = difflib.get_close_matches(wanted, list(self._by_plain), n=1, cutoff=0.6)
        return self._by_plain[close[0]] if close else None


def _plain(name: str) -> str:
    return " ".join(word for word in plain_words(name.replace("&", " and ")) if word not in {"the", "and"})
