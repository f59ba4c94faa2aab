"""Staff lists as organisations keep them: columns recognised, rows checked, people told apart.

All or nothing: a list is read whole, or refused with every reason, row and column named.
"""

from poet_method.staff_list.changes import Changed, Changes, KnownPerson, compare
from poet_method.staff_list.emails import email_problem, normal_email
from poet_method.staff_list.headings import Field, find_columns, find_header
from poet_method.staff_list.people import (
    ListedPerson,
    StaffList,
    StaffListProblems,
    TwoEmployers,
    normal_name,
    same_name,
)
from poet_method.staff_list.reading import read_staff_list
from poet_method.staff_list.staff_groups import StaffGroup, load_staff_groups, normal_role, suggest_group
from poet_method.staff_list.template import TEMPLATE_EXAMPLES, TEMPLATE_HEADER

__all__ = [
    "TEMPLATE_EXAMPLES",
    "TEMPLATE_HEADER",
    "Changed",
    "Changes",
    "Field",
    "KnownPerson",
    "ListedPerson",
    "StaffGroup",
    "StaffList",
    "StaffListProblems",
    "TwoEmployers",
    "compare",
    "email_problem",
    "find_columns",
    "find_header",
    "load_staff_groups",
    "normal_email",
    "normal_name",
    "normal_role",
    "read_staff_list",
    "same_name",
    "suggest_group",
]
