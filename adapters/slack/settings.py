"""A channel's settings as a modal: drawn from the desk's forms, and read back when it is sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from adapters.slack.blocks import PREFIX, Block, plain, section, text_run
from adapters.slack.origins import Payload, at
from bot.desk.channels import ChannelSettings
from bot.desk.settings_form import FORMS, Field, FieldKind, filled_in, form_of, order_text
from bot.errors import InputError

OPEN_SETTINGS = f"{PREFIX}:settings"
SETTINGS_VIEW = "dateline_settings"

# Slack tells no groups of members, so that members themselves are chosen.
_LABELS = {
    "ingest_roles": "People who may add articles",
    "correct_roles": "People who may correct",
}
_OPTIONS = {"Admins and the roles below": "Admins and the people below"}


def loading_view() -> dict[str, Any]:
    """What is opened at once, while the settings are looked up."""
    return _telling("One moment, I am looking up what holds there…")


def unread_view() -> dict[str, Any]:
    """What takes its place when the settings cannot be had."""
    return _telling("The settings cannot be read just now. Please close this and try again in a moment.")


def _telling(words: str) -> dict[str, Any]:
    said = {"type": "section", "text": plain(words)}
    return {"type": "modal", "title": plain("Channel settings"), "close": plain("Cancel"), "blocks": [said]}


def settings_view(channel: str, settings: ChannelSettings) -> dict[str, Any]:
    """The form for one channel, filled in with what holds."""
    named = [text_run("For "), {"type": "channel", "channel_id": channel}]
    blocks: list[Block] = [{"type": "rich_text", "elements": [section(named)]}]
    for form, title in FORMS.items():
        blocks.append({"type": "header", "text": plain(title)})
        blocks += [_input(field) for field in form_of(form, settings)]
    return {
        "type": "modal",
        "callback_id": SETTINGS_VIEW,
        "private_metadata": json.dumps({"channel": channel}),
        "title": plain("Channel settings"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "blocks": blocks,
    }


def chosen_channel(body: Payload) -> str | None:
    """The channel that was chosen on the Home tab, or None."""
    chosen = at(dict(body["actions"][0]), "selected_conversation")
    return str(chosen) if chosen else None


def settings_order(body: Payload) -> tuple[str, str]:
    """The channel of a sent form, and the words of the order that it gives. InputError when a line cannot be read."""
    view = body["view"]
    channel = str(json.loads(str(view["private_metadata"]))["channel"])
    return channel, order_text(filled_in(_fields(), _given(view)))


def complaints_of(body: Payload) -> dict[str, str]:
    """What is wrong with a sent form, by the block to say it under; empty when nothing is."""
    given = _given(body["view"])
    found: dict[str, str] = {}
    for field in _fields():
        try:
            filled_in([field], given)
        except InputError as error:
            found[field.name] = str(error)
    return found


def _fields() -> list[Field]:
    return [field for form in FORMS for field in form_of(form, ChannelSettings())]


def _given(view: Payload) -> dict[str, tuple[str, ...]]:
    """What stands in the fields of a sent form; a field that is empty stands for nothing chosen."""
    values: Mapping[str, Any] = at(view, "state", "values") or {}
    return {name: _values(state.get("value") or {}) for name, state in values.items()}


def _values(element: Mapping[str, Any]) -> tuple[str, ...]:
    match element.get("type"):
        case "static_select":
            value = at(dict(element), "selected_option", "value")
            return (str(value),) if value else ()
        case "multi_static_select":
            return tuple(str(one["value"]) for one in element.get("selected_options") or ())
        case "multi_users_select":
            return tuple(str(one) for one in element.get("selected_users") or ())
        case _:
            return (str(element.get("value") or ""),)


def _input(field: Field) -> Block:
    return {
        "type": "input",
        "block_id": field.name,
        "optional": field.kind is not FieldKind.CHOICE,
        "label": plain(_LABELS.get(field.name, field.label)),
        "hint": plain(field.hint),
        "element": {"action_id": "value", **_element(field)},
    }


def _element(field: Field) -> Block:
    options = [{"text": plain(_OPTIONS.get(words, words)), "value": value} for value, words in field.options]
    held = [option for option in options if option["value"] in field.chosen]
    match field.kind:
        case FieldKind.CHOICE:
            return {
                "type": "static_select",
                "options": options,
                **({"initial_option": held[0]} if held else {}),
            }
        case FieldKind.SEVERAL:
            return {
                "type": "multi_static_select",
                "options": options,
                **({"initial_options": held} if held else {}),
            }
        case FieldKind.ROLES:
            return {"type": "multi_users_select", "initial_users": list(field.chosen)}
        case FieldKind.WORDS:
            return {"type": "plain_text_input", "max_length": 200, "initial_value": field.chosen[0]}
