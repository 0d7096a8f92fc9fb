"""A form shows what holds, and what it sends is what an admin may set."""

from __future__ import annotations

import json
from datetime import time
from typing import Any

import pytest

from bot.desk.channels import ChannelSettings
from bot.desk.settings_form import FORMS, FieldKind, filled_in, form_of, order_text
from bot.errors import InputError

CHOSEN = ChannelSettings(
    links="never",
    ingest="admins",
    ingest_roles=("11", "12"),
    commands=("ask", "brief"),
    quiet_from=time(22),
    quiet_to=time(7, 30),
    reminders=(14, 1),
    notes=False,
)


@pytest.mark.parametrize("settings", [ChannelSettings(), CHOSEN])
@pytest.mark.parametrize("form", FORMS)
def test_a_form_sent_as_it_was_opened_changes_nothing(form: str, settings: ChannelSettings) -> None:
    """Looking is free."""
    fields = form_of(form, settings)
    values = filled_in(fields, {field.name: field.chosen for field in fields})

    sent = json.loads(order_text(values))
    assert ChannelSettings.model_validate({**settings.model_dump(mode="json"), **sent}) == settings


def test_every_setting_is_in_some_form() -> None:
    """A new one is not forgotten."""
    asked = {field.name for form in FORMS for field in form_of(form, ChannelSettings())}

    assert asked - {"quiet"} | {"quiet_from", "quiet_to"} == set(ChannelSettings.model_fields)


def test_a_form_fits_the_platforms() -> None:
    """Discord takes five fields, labels of 45 characters, 25 options to choose several of, ten to choose one of."""
    for form in FORMS:
        fields = form_of(form, ChannelSettings())
        assert 1 <= len(fields) <= 5
        for field in fields:
            assert 1 <= len(field.label) <= 45
            assert 1 <= len(field.hint) <= 100
            assert len(field.options) <= (25 if field.kind is FieldKind.SEVERAL else 10)
            assert bool(field.options) == (field.kind in {FieldKind.CHOICE, FieldKind.SEVERAL})


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ({"quiet": ("22:00-07:00",)}, {"quiet_from": "22:00", "quiet_to": "07:00"}),
        ({"quiet": ("9:00 to 17:30",)}, {"quiet_from": "09:00", "quiet_to": "17:30"}),
        ({"quiet": ("",)}, {"quiet_from": None, "quiet_to": None}),
        ({"reminders": ("7, 30,1 7",)}, {"reminders": [30, 7, 1]}),
        ({"reminders": ("off",)}, {"reminders": []}),
        ({"notes": ("off",)}, {"notes": False}),
        ({}, {}),
    ],
)
def test_lines_are_read(given: dict[str, tuple[str, ...]], values: dict[str, Any]) -> None:
    """As people type them; what the form leaves out stays."""
    assert filled_in(form_of("posts", ChannelSettings()), given) == values


@pytest.mark.parametrize(
    "given",
    [
        {"quiet": ("25:00-26:00",)},
        {"quiet": ("at night",)},
        {"reminders": ("soon",)},
        {"reminders": ("999",)},
    ],
)
def test_a_line_that_cannot_be_read_says_how(given: dict[str, tuple[str, ...]]) -> None:
    """With an example, as the form is gone by then."""
    with pytest.raises(InputError, match="such as"):
        filled_in(form_of("posts", ChannelSettings()), given)


def test_an_unknown_form_is_refused() -> None:
    """Names come back from platforms."""
    with pytest.raises(InputError, match="articles, answers, posts"):
        form_of("secrets", ChannelSettings())
