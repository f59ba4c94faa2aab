"""Write ``round-states.md`` from the table that moves rounds: ``python docs/reference/make_…``."""

from __future__ import annotations

from pathlib import Path

from poet.partnerships.round_states import FINISHED, TRANSITIONS, RoundState

PAGE = Path(__file__).with_name("round-states.md")
INTRODUCTION = """# The states of a round

This page is made from the table in `poet/partnerships/round_states.py`, along which the actions move rounds
and in no other way; a test holds the two together. Each move is one conditional `UPDATE`, so of two people
who make it at the same moment one does, and the other is told.

"""


def page() -> str:
    """The whole page as Markdown, with a diagram for readers that draw Mermaid and the same as a table."""
    return f"{INTRODUCTION}```mermaid\n{diagram()}```\n\n{states()}\n{table()}"


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"  [*] --> {RoundState.DRAFT.value}"]
    for one in TRANSITIONS.values():
        lines += [f"  {state.value} --> {one.to_state.value}: {one.name}" for state in one.from_states]
    lines += [f"  {state.value} --> [*]" for state in FINISHED]
    return "\n".join(lines) + "\n"


def states() -> str:
    """What each state is called on pages."""
    rows = "".join(f"| `{state.value}` | {state.label} |\n" for state in RoundState)
    return f"| state | what people read |\n|---|---|\n{rows}"


def table() -> str:
    """Each transition with what it means."""
    rows = "".join(
        f"| `{one.name}` | {', '.join(f'`{state.value}`' for state in one.from_states)} "
        f"| `{one.to_state.value}` | {one.meaning} |\n"
        for one in TRANSITIONS.values()
    )
    return f"| move | from | to | what happens |\n|---|---|---|---|\n{rows}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
