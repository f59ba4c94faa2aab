"""What can be done with the staff of a round."""

from poet.fieldwork.actions.asking import (
    OPEN_TO_DECISIONS,
    CannotDecide,
    ask_everybody,
    draw_sample,
    fill_from_reserve,
)
from poet.fieldwork.actions.deleting import CannotDelete, delete_frame, delete_old_uploads, scrub
from poet.fieldwork.actions.lists import (
    OPEN_TO_LISTS,
    CannotUseList,
    Given,
    ListHasChanged,
    choose_employer,
    count_list,
    count_now,
    digest_of,
    discard_list,
    give_list,
    read_list,
    sort_roles,
)
from poet.fieldwork.actions.opting_out import note_bounce, opt_out

__all__ = [
    "OPEN_TO_DECISIONS",
    "OPEN_TO_LISTS",
    "CannotDecide",
    "CannotDelete",
    "CannotUseList",
    "Given",
    "ListHasChanged",
    "ask_everybody",
    "choose_employer",
    "count_list",
    "count_now",
    "delete_frame",
    "delete_old_uploads",
    "digest_of",
    "discard_list",
    "draw_sample",
    "fill_from_reserve",
    "give_list",
    "note_bounce",
    "opt_out",
    "read_list",
    "scrub",
    "sort_roles",
]
