"""The forms that open in front of a chat, and what was typed into them."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui


def reason_form(name: str) -> ui.Modal:
    form = ui.Modal(title="What is not right?", custom_id=name, timeout=1.0)
    field = ui.TextInput[Any](
        style=discord.TextStyle.paragraph, required=False, max_length=1000, custom_id="reason"
    )
    form.add_item(ui.Label(text="Reason", description="Optional; an admin will see it", component=field))
    return form


def typed_reason(data: dict[str, Any]) -> str:
    """What was typed into a form's one field."""
    pending: list[Any] = list(data.get("components", ()))
    while pending:
        one = pending.pop()
        if one.get("custom_id") == "reason":
            return str(one.get("value") or "")
        pending += one.get("components", ())
        if one.get("component"):
            pending.append(one["component"])
    return ""
