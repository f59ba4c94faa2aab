"""Several forms of one kind on one page, where people say how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from poet.foundations.design_system.forms import Form

RowForm = TypeVar("RowForm", bound=Form)


class Rows(Generic[RowForm]):
    """Several forms of one kind on a page, with a button that adds empty ones: no script needed.

    ``prefix`` starts the names of their fields; ``data`` is what was sent, if anything; ``initial`` what the
    rows hold at first. The page sends ``<prefix>-rows``, how many there are, and ``<prefix>-add`` for more.
    Rows that were left empty count for nothing.
    """

    def __init__(
        self,
        kind: type[RowForm],
        *,
        prefix: str,
        data: QueryDict | None = None,
        initial: Sequence[Mapping[str, Any]] = (),
        empty: int = 1,
        most: int = 30,
    ) -> None:
        self.kind, self.prefix, self.most = kind, prefix, most
        self.wants_more = data is not None and f"{prefix}-add" in data
        typed = data.get(f"{prefix}-rows", "") if data is not None else ""
        count = int(typed) if typed.isascii() and typed.isdigit() else 0
        self.first_new = min(count, most)
        if data is not None and not self.wants_more:
            self.forms = [
                self._form(row, data, given) for row, given in enumerate(_filled_up(initial, self.first_new))
            ]
            return
        if data is not None:
            initial = [self._as_typed(row, data) for row in range(self.first_new)]
        total = min(len(initial) + empty, most)
        self.forms = [self._form(row, None, given) for row, given in enumerate(_filled_up(initial, total))]

    @property
    def given(self) -> list[tuple[int, RowForm]]:
        """The rows in which something stands, with their numbers from 0."""
        return [(row, form) for row, form in enumerate(self.forms) if not _is_empty(form)]

    def is_valid(self) -> bool:
        """Whether every row that was given is right."""
        checked = [form.is_valid() for _, form in self.given]  # all of them: each says what is wrong
        return all(checked)

    @property
    def errors(self) -> bool:
        """Whether something is wrong in a row that was sent."""
        return any(form.is_bound and form.errors for _, form in self.given)

    def error_list(self) -> list[dict[str, str]]:
        """Each error as the error summary wants it."""
        return [error for _, form in self.given if form.is_bound for error in form.error_list()]

    def _form(self, row: int, data: QueryDict | None, given: Mapping[str, Any]) -> RowForm:
        form = self.kind(
            data,
            prefix=f"{self.prefix}-{row}",
            initial=dict(given),
            use_required_attribute=False,
        )
        if self.wants_more and row == self.first_new:  # where they go on typing
            next(iter(form.visible_fields())).field.widget.attrs["autofocus"] = True
        return form

    def _as_typed(self, row: int, data: QueryDict) -> dict[str, Any]:
        return {
            name: field.widget.value_from_datadict(data, MultiValueDict(), f"{self.prefix}-{row}-{name}")
            for name, field in self.kind.base_fields.items()
        }


class Together:
    """Several forms on one page, for its title and its error summary."""

    def __init__(self, *forms: Form | Rows[Any]) -> None:
        self.forms = forms

    @property
    def errors(self) -> bool:
        """Whether something is wrong in one of them."""
        return any(form.errors for form in self.forms)

    def error_list(self) -> list[dict[str, str]]:
        """Each error as the error summary wants it, in the order of the forms."""
        return [error for form in self.forms for error in form.error_list()]


def _is_empty(form: Form) -> bool:
    values = (form[name].value() for name in form.fields)
    return not any(any(value) if isinstance(value, list) else value for value in values)


def _filled_up(initial: Sequence[Mapping[str, Any]], total: int) -> list[Mapping[str, Any]]:
    return [*initial, *([{}] * (total - len(initial)))][: max(total, len(initial))]
