"""The list to fill in: its headings, and invented people as examples."""

TEMPLATE_HEADER = ("Name", "E-mail", "Organisation", "Job title", "Staff group", "Employee number")


def _example(name: str, role: str, number: str) -> tuple[str, ...]:
    email = f"{name.lower().replace(' ', '.')}@example.org"
    return (name, email, "The name of the organisation", role, "", number)


TEMPLATE_EXAMPLES = (
    _example("Ada Example", "Community nurse", "0001"),
    _example("Ben Example", "Team manager", "0002"),
)
