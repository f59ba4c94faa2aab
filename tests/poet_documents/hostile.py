"""Names that try to break out of SVG, HTML, CSV or Typst, and a result that carries them everywhere."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from poet_method.partnership_health.result import PartnershipHealth
from tests.poet_documents.sample import partnership

PIECES = (
    *(
        "<script>alert(1)</script>",
        "</title>",
        "]]>",
        "<!--",
        "&amp;",
        "&",
        '"',
        "'",
        "{{ 7*7 }}",
        "{% if %}",
    ),
    *(
        "#typst[x]",
        "@ref",
        "$x^2$",
        "\\",
        "*bold*",
        "_a_",
        "`raw`",
        "= heading",
        "=1+1",
        "//",
        "/*",
        "#",
        "~",
        "%",
    ),
    *(
        "javascript:alert(1)",
        "\u202egnp.exe",
        "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
        "\u05e9\u05dc\u05d5\u05dd",
    ),
    *("🙂👩‍⚕️", "中文", "Dŵr ŷ", "e\u0301", "\x00", "\x1b[31m", "\ufffe", "\u200b", "W" * 90, "é", "—"),
)

names = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join) | st.text(
    st.characters(codec="utf-8"), min_size=1, max_size=30
)


def named(name: str) -> PartnershipHealth:
    """The sample with ``name`` as title, organisation, dimension, item, label, reason and note."""
    health = partnership(
        organisations=(name, f"{name} B", "C"), labels=(name, "Disagree", "Agree", f"Most {name}")
    )
    first = health.dimensions[0]
    items = tuple(replace(item, text=name) for item in first.items)
    changed = replace(first, name=name, about=name, sentence=name, reasons=(name,), items=items)
    levels = (replace(health.levels[0], name=name), *health.levels[1:])
    return replace(
        health,
        title=name,
        dimensions=(changed, *health.dimensions[1:4]),
        levels=levels,
        notes=(name,),
        round=name,
        not_asked=(name,),
        reading_notes=(name, name),
        questionnaire_title=name,
    )
