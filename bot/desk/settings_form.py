"""A channel's settings as a form: what is asked, what is chosen now, and what was filled in. Adapters only draw it.

    fields = form_of("articles", settings)
    text = order_text(filled_in(fields, {"links": ("never",)}))     # the words of a `settings` order

A platform's form holds about five fields, so there are several forms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Any

from bot.desk.capabilities import COMMANDS
from bot.desk.channels import ChannelSettings
from bot.desk.orders import line_of, names_in
from bot.errors import InputError

FORMS = {
    "articles": "Articles and corrections",
    "answers": "Answers",
    "posts": "Posts that nobody asked for",
}


class FieldKind(StrEnum):
    """CHOICE: one of the options. SEVERAL: any number of them. WORDS: a line of text. ROLES: groups of members, which
    the platform knows."""

    CHOICE = "choice"
    SEVERAL = "several"
    WORDS = "words"
    ROLES = "roles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that is asked.

    options: values and their words, for CHOICE and SEVERAL. chosen: values that hold now; one line for WORDS.
    """

    name: str
    label: str
    hint: str
    kind: FieldKind
    chosen: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()


def form_of(form: str, settings: ChannelSettings) -> tuple[Field, ...]:
    """The fields of a form of `FORMS`, filled in with what holds; InputError for a form that does not exist."""
    match form:
        case "articles":
            return _articles(settings)
        case "answers":
            return _answers(settings)
        case "posts":
            return _posts(settings)
        case _:
            raise InputError(f"settings of {', '.join(FORMS)}; there are none of {form!r}")


def filled_in(fields: Sequence[Field], given: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """The values of `ChannelSettings` that a sent form asks for; what it leaves out stays.

    Raises InputError when a line cannot be read.
    """
    values: dict[str, Any] = {}
    for field in fields:
        if field.name in given:
            values |= _values(field, given[field.name])
    return values


def order_text(values: Mapping[str, Any]) -> str:
    """The values as the words of a `settings` order, for any adapter to hand on."""
    return json.dumps(values, default=str)


def _articles(settings: ChannelSettings) -> tuple[Field, ...]:
    return (
        Field(
            name="links",
            label="Links that are shared",
            hint="What becomes of them where I may read messages",
            kind=FieldKind.CHOICE,
            chosen=(settings.links,),
            options=(
                ("never", "Leave them alone"),
                ("ask", "Ask whether to store them"),
                ("always", "Store them"),
            ),
        ),
        Field(
            name="ingest",
            label="Who may add articles",
            hint="Admins always may",
            kind=FieldKind.CHOICE,
            chosen=(settings.ingest,),
            options=(("all", "Everybody here"), ("admins", "Admins and the roles below")),
        ),
        Field(
            name="ingest_roles",
            label="Roles that may add articles",
            hint="Beside admins, where not everybody may",
            kind=FieldKind.ROLES,
            chosen=settings.ingest_roles,
        ),
        Field(
            name="correct_roles",
            label="Roles that may correct",
            hint="Beside admins: dismiss, edit and take back",
            kind=FieldKind.ROLES,
            chosen=settings.correct_roles,
        ),
    )


def _answers(settings: ChannelSettings) -> tuple[Field, ...]:
    return (
        Field(
            name="length",
            label="How much to say",
            hint="In answers, briefs and digests",
            kind=FieldKind.CHOICE,
            chosen=(settings.length,),
            options=(("line", "One line"), ("short", "A short answer"), ("full", "Everything")),
        ),
        Field(
            name="language",
            label="Language of answers",
            hint="Where a language model writes; quotes stay as printed",
            kind=FieldKind.CHOICE,
            chosen=(settings.language,),
            options=(
                ("auto", "As each question is asked"),
                ("en", "English"),
                ("de", "German"),
                ("fr", "French"),
                ("es", "Spanish"),
            ),
        ),
        Field(
            name="outlets",
            label="Only from these outlets or feeds",
            hint="By name, parted by semicolons; empty for all",
            kind=FieldKind.WORDS,
            chosen=(line_of(settings.outlets),),
        ),
        Field(
            name="topics",
            label="Only about these topics",
            hint="Beside those outlets, articles that name one of these, parted by semicolons; empty for all",
            kind=FieldKind.WORDS,
            chosen=(line_of(settings.topics),),
        ),
        Field(
            name="commands",
            label="Commands allowed here",
            hint="None chosen: all of them",
            kind=FieldKind.SEVERAL,
            chosen=settings.commands,
            options=tuple((name, f"/{name}") for name in COMMANDS),
        ),
    )


def _posts(settings: ChannelSettings) -> tuple[Field, ...]:
    begin, end = settings.quiet_from, settings.quiet_to
    quiet = f"{begin:%H:%M}-{end:%H:%M}" if begin is not None and end is not None else ""
    return (
        Field(
            name="quiet",
            label="Quiet hours",
            hint="Such as 22:00-07:00, by the clock of the digest; empty for none",
            kind=FieldKind.WORDS,
            chosen=(quiet,),
        ),
        Field(
            name="reminders",
            label="Reminders of deadlines",
            hint="How many days ahead, such as 30 7 1; empty for none",
            kind=FieldKind.WORDS,
            chosen=(" ".join(map(str, settings.reminders)),),
        ),
        Field(
            name="digests",
            label="Who may change the digest",
            hint="Its time, days, topics and length, or switch it on and off",
            kind=FieldKind.CHOICE,
            chosen=(settings.digests,),
            options=(("all", "Everybody here"), ("admins", "Admins")),
        ),
        Field(
            name="notes",
            label="When an answer no longer holds",
            hint="Articles change; I can say so in the thread",
            kind=FieldKind.CHOICE,
            chosen=("on" if settings.notes else "off",),
            options=(("on", "Say so"), ("off", "Stay silent")),
        ),
    )


_HOURS = re.compile(r"(\d{1,2}):(\d\d)\s*(?:-|–|to)\s*(\d{1,2}):(\d\d)")


def _values(field: Field, given: tuple[str, ...]) -> dict[str, Any]:
    line = given[0].strip() if given else ""
    match field.name:
        case "quiet":
            return _quiet(line)
        case "reminders":
            days = re.split(r"[\s,/]+", line) if line and line.casefold() != "off" else []
            if not all(day.isdecimal() and int(day[:5]) <= 365 for day in days):
                raise InputError("reminders are days ahead, from 0 to 365, such as 30 7 1")
            return {"reminders": sorted({int(day) for day in days}, reverse=True)}
        case "notes":
            return {"notes": line == "on"}
        case "outlets" | "topics":
            return {field.name: names_in(line)}
        case _ if field.kind is FieldKind.CHOICE:
            return {field.name: line}
        case _:
            return {field.name: list(given)}


def _quiet(line: str) -> dict[str, Any]:
    if not line or line.casefold() == "off":
        return {"quiet_from": None, "quiet_to": None}
    match = _HOURS.fullmatch(line)
    try:
        begin, end = (time(int(match[at]), int(match[at + 1])) for at in (1, 3)) if match else (None, None)
    except ValueError:
        begin = end = None
    if begin is None or end is None:
        raise InputError("quiet hours are such as 22:00-07:00")
    return {"quiet_from": f"{begin:%H:%M}", "quiet_to": f"{end:%H:%M}"}
