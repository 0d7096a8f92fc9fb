"""The forms that open in front of a chat, and what was filled into them. A form may be older than our process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, assert_never

import discord
from discord import ui

from adapters.discord.render import PREFIX
from bot.desk.settings_form import FORMS, Field, FieldKind

MAX_REASON_CHARS = 1_000
MAX_LINE_CHARS = 200
MAX_ROLES = 25  # Discord, one role select
_SETTINGS = f"{PREFIX}:settings:"


def reason_form(name: str) -> ui.Modal:
    """Asks why an answer is not right. name: the button's custom id, which comes back with what was typed."""
    form = ui.Modal(title="What is not right?", custom_id=name, timeout=1.0)
    field = ui.TextInput[Any](
        style=discord.TextStyle.paragraph, required=False, max_length=MAX_REASON_CHARS, custom_id="reason"
    )
    form.add_item(ui.Label(text="Reason", description="Optional; an admin will see it", component=field))
    return form


def settings_form(form: str, fields: Sequence[Field]) -> ui.Modal:
    """A form of `FORMS` with these fields, filled in with what holds."""
    modal = ui.Modal(title=FORMS[form], custom_id=_SETTINGS + form, timeout=1.0)
    for field in fields:
        modal.add_item(ui.Label(text=field.label, description=field.hint, component=_component(field)))
    return modal


def settings_form_of(custom_id: str) -> str | None:
    """Which form of `FORMS` was sent under this custom id, or None."""
    form = custom_id.removeprefix(_SETTINGS)
    return form if custom_id.startswith(_SETTINGS) and form in FORMS else None


def filled(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """What was filled into each field of a form, by the field's custom id."""
    return {
        str(one["custom_id"]): _given(one) for one in _walk([data]) if "custom_id" in one and one is not data
    }


def _component(field: Field) -> ui.Item[Any]:
    match field.kind:
        case FieldKind.CHOICE:
            radios = [
                discord.RadioGroupOption(label=words, value=value, default=value in field.chosen)
                for value, words in field.options
            ]
            return ui.RadioGroup[Any](custom_id=field.name, options=radios)
        case FieldKind.SEVERAL:
            listed = [
                discord.SelectOption(label=words, value=value, default=value in field.chosen)
                for value, words in field.options
            ]
            return ui.Select[Any](
                custom_id=field.name, options=listed, required=False, min_values=0, max_values=len(listed)
            )
        case FieldKind.WORDS:
            return ui.TextInput[Any](
                custom_id=field.name,
                default=field.chosen[0] if field.chosen else "",
                required=False,
                max_length=MAX_LINE_CHARS,
            )
        case FieldKind.ROLES:
            kind = discord.SelectDefaultValueType.role
            chosen = [
                discord.SelectDefaultValue(id=int(role), type=kind)
                for role in field.chosen[:MAX_ROLES]
                if role.isdecimal()
            ]
            return ui.RoleSelect[Any](
                custom_id=field.name,
                required=False,
                min_values=0,
                max_values=MAX_ROLES,
                default_values=chosen,
            )
        case _:
            assert_never(field.kind)


def _given(component: Mapping[str, Any]) -> tuple[str, ...]:
    if "values" in component:
        return tuple(map(str, component["values"]))
    value = component.get("value")
    return () if value is None else (str(value),)


def _walk(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for one in components:
        yield one
        yield from _walk(one.get("components") or ())
        if one.get("component"):
            yield from _walk([one["component"]])
