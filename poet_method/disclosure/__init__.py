"""What may be shown: small groups and counts are hidden so that no reader can work them out from the rest."""

from poet_method.disclosure.audit import CellBounds, audit
from poet_method.disclosure.groups import groups_to_show, groups_to_show_throughout
from poet_method.disclosure.means import MeanBounds, audit_means
from poet_method.disclosure.rounding import round_share
from poet_method.disclosure.suppression import SuppressedTable, suppress_small_counts
from poet_method.disclosure.table import Place, PublishedTable
from poet_method.disclosure.threshold import LOWEST_THRESHOLD

__all__ = [
    "LOWEST_THRESHOLD",
    "CellBounds",
    "MeanBounds",
    "Place",
    "PublishedTable",
    "SuppressedTable",
    "audit",
    "audit_means",
    "groups_to_show",
    "groups_to_show_throughout",
    "round_share",
    "suppress_small_counts",
]
