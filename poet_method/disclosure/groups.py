"""Which groups' statistics may stand next to a published total.

The rule, as for the GP Patient Survey's small numbers: a group with fewer answers than the threshold is
hidden; and where the total is published, what is hidden must be at least two groups that together hold at
least the threshold, because total minus shown groups gives the hidden rest to anyone with a calculator.

Three things are the caller's: a total that itself rests on fewer answers than the threshold is not shown; a
hidden group's number of answers is not shown; and groupings that nest in each other (sites within
organisations) are made one grouping first, since each grouping is judged alone.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

from poet_method.disclosure.threshold import check_threshold

_NO_ANSWERS = "no answers"
_COMPLEMENTARY = "hidden so that a smaller group cannot be worked out"
_MOST_SETS_TRIED = 20_000  # a bound on time; real reports need a handful


def groups_to_show(counts: Mapping[str, int], *, threshold: int) -> dict[str, str | None]:
    """For each group ``None`` where its statistics may be shown, else the sentence why not, for readers.

    ``counts`` holds the answers of each group in one table. Below the threshold: hidden. If fewer than two
    groups are hidden, or they hold fewer than ``threshold`` answers together, the next smallest is hidden
    too (of equal ones, the first by label). A group with no answers has nothing to protect and hides
    nobody.

    Raises ``ValueError`` for a threshold under 5 or a negative count.
    """
    return groups_to_show_throughout({"": counts}, threshold=threshold)


def groups_to_show_throughout(
    counts_by_table: Mapping[str, Mapping[str, int]], *, threshold: int
) -> dict[str, str | None]:
    """One answer to :func:`groups_to_show` that holds in every table of a report at once.

    Item non-response gives each dimension other counts. Were each table judged alone, a group could be
    hidden in one and shown in the next, and what is hidden in the one could be worked out from the other.
    The one hidden set chosen satisfies the rule in all tables and hides the fewest answers (summed over
    tables; then the fewest groups, then the first by label). A group that a table does not name has no
    answers there.

    A table in which a single group answered cannot hide it, as the total is that group: no other group is
    behind it, and if it is small, so is the total. Raises ``ValueError`` for a threshold under 5 or a
    negative count.
    """
    check_threshold(threshold)
    tables = list(counts_by_table.values())
    for counts in tables:
        for group, count in counts.items():
            if count < 0:
                raise ValueError(f"group {group!r} has {count} answers")
    groups = list(dict.fromkeys(group for counts in tables for group in counts))
    hidden = _cheapest_hidden_set(tables, threshold)
    return {group: _reason(group, tables, hidden, threshold) for group in groups}


def _reason(
    group: str, tables: Sequence[Mapping[str, int]], hidden: frozenset[str], threshold: int
) -> str | None:
    answers = [count for counts in tables if (count := counts.get(group, 0)) > 0]
    if not answers:
        return _NO_ANSWERS
    if group not in hidden:
        return None
    if max(answers) < threshold:
        return f"fewer than {threshold} answers"
    if min(answers) < threshold:
        return f"fewer than {threshold} answers in part of this report"
    return _COMPLEMENTARY


def _cheapest_hidden_set(tables: Sequence[Mapping[str, int]], threshold: int) -> frozenset[str]:
    """Uniform-cost search from the small groups; exact, because every set that covers a table holds a
    branch's step."""
    small = frozenset(group for counts in tables for group, count in counts.items() if 0 < count < threshold)

    def key(hidden: frozenset[str]) -> tuple[int, int, list[str]]:
        cost = sum(counts.get(group, 0) for counts in tables for group in hidden)
        return cost, len(hidden), sorted(hidden)

    queue = [(key(small), small)]
    seen = {small}
    while True:
        _, hidden = heapq.heappop(queue)
        wanted = next((more for counts in tables if (more := _one_more_of(counts, hidden, threshold))), ())
        if not wanted:
            return hidden
        branches = [hidden | {group} for group in wanted]
        if (
            len(seen) > _MOST_SETS_TRIED
        ):  # give up the optimum, not the rule: go on with the cheapest step alone
            queue, branches = [], [min(branches, key=key)]
        for branch in branches:
            if branch not in seen or not queue:
                seen.add(branch)
                heapq.heappush(queue, (key(branch), branch))


def _one_more_of(counts: Mapping[str, int], hidden: frozenset[str], threshold: int) -> tuple[str, ...]:
    """Of these groups one more must be hidden in this table; none where the rule holds or nobody is left."""
    covered = [count for group, count in counts.items() if group in hidden and count > 0]
    if not covered or (len(covered) >= 2 and sum(covered) >= threshold):
        return ()
    return tuple(group for group, count in counts.items() if group not in hidden and count > 0)
