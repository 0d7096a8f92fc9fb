"""All settings in one frozen value, read once at start from the environment and an optional `.env` file.

Every setting has a default that works on a laptop. `docs/settings.md` is generated from this module.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator

from bot.errors import ConfigError
from bot.values import fault_words, hide_password

PREFIX = "DATELINE_"


class Settings(BaseModel):
    """What an operator can choose. Names in the environment are `DATELINE_` and the setting in capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    database_url: str = Field(
        "sqlite:///dateline.sqlite3",
        description="Where everything is stored: `sqlite:///FILE` (no server) or `postgresql://USER:PASSWORD@HOST/NAME`.",
    )
    workspace: str = Field("default", min_length=1, description="Workspace that the terminal works on.")
    zone: str = Field(
        "UTC", description="IANA zone in which the terminal counts `today`, such as `Europe/Brussels`."
    )
    calendar: str | None = Field(
        None,
        description="Whose holidays are no working days when an article says `within ten working days`: a country "
        "(`DE`), a part of one (`DE-BY`, `US-NY`) or a market (`ECB`, `NYSE`); none: only Saturdays and Sundays are "
        "free. A workspace can choose for itself with `dateline working-days`.",
    )
    max_article_chars: int = Field(
        2_000_000,
        ge=1_000,
        le=50_000_000,
        description="Longest article taken in, in characters; longer ones are refused.",
    )
    max_file_bytes: int = Field(
        20_000_000,
        ge=10_000,
        le=500_000_000,
        description="Largest file or page taken in, in bytes; larger ones are refused.",
    )
    model: str | None = Field(
        None,
        description="Language model that may rephrase answers, as its endpoint names it; none: extractive answers.",
    )
    model_url: str | None = Field(
        None, description="Base address of an OpenAI-compatible endpoint, such as `http://localhost:8000/v1`."
    )
    model_key: SecretStr | None = Field(None, description="Key of the endpoint; local servers need none.")
    model_timeout_s: float = Field(
        30.0,
        ge=1,
        le=600,
        description="Longest wait for a whole answer of the model, in seconds; then ours stands.",
    )
    model_headers: SecretStr | None = Field(
        None, description="Headers sent to the endpoint with every request, as a JSON object of strings."
    )
    model_parallel: int = Field(8, ge=1, le=1_000, description="Calls of the model at once; others wait.")
    model_input_price: Decimal = Field(
        Decimal(0), ge=0, description="Price of a million tokens sent to the model, in any currency."
    )
    model_output_price: Decimal = Field(
        Decimal(0), ge=0, description="Price of a million tokens the model writes, thinking included."
    )
    model_month_cap: Decimal | None = Field(
        None,
        ge=0,
        description="What a workspace may spend on the model in a month (UTC), in that currency; then answers are "
        "written and articles read without it until the next. None: no limit.",
    )
    model_facts: bool = Field(
        False,
        description="Whether the model also reads articles, one call each, beside the rules; a workspace can choose "
        "for itself with `dateline model-facts`.",
    )
    fetch: bool = Field(True, description="Whether addresses that people give are fetched from the open web.")
    proxy: str | None = Field(
        None,
        description="Egress proxy for fetching, such as `http://proxy.example:3128`; it must refuse private addresses itself.",
    )
    keep_articles_days: int = Field(
        0,
        ge=0,
        le=36_500,
        description="Days after which articles are erased with all that they told, counted from their latest text; 0 keeps them.",
    )
    keep_posts_days: int = Field(
        400,
        ge=30,
        le=36_500,
        description="Days after which posted answers, digests, the log of both and the single calls of a model are erased.",
    )
    keep_jobs_days: int = Field(
        30, ge=3, le=3_650, description="Days after which finished work and known events are erased."
    )
    read_ahead: int = Field(
        2_000,
        ge=0,
        le=2_000,
        description="The latest articles that `dateline serve` reads ahead of questions, so that answers come sooner; 2,000 take some 150 MB, 0 reads none.",
    )
    questions_per_member: int = Field(
        60,
        ge=0,
        le=100_000,
        description="Questions that one member may ask within an hour; 0 for any number.",
    )
    questions_per_workspace: int = Field(
        1_000,
        ge=0,
        le=1_000_000,
        description="Questions that a whole workspace may ask within an hour; 0 for any number.",
    )
    host: str = Field(
        "127.0.0.1", description="Address that `dateline serve` listens on for health and chat callbacks."
    )
    port: int = Field(8080, ge=0, le=65_535, description="Port for it; 0 takes a free one.")
    public_url: str | None = Field(
        None,
        description="Address under which the outside reaches that port, such as `https://dateline.example.org`.",
    )
    slack_bot_token: SecretStr | None = Field(
        None, description="Slack bot token, `xoxb-…`, of one workspace."
    )
    slack_app_token: SecretStr | None = Field(
        None, description="Slack app-level token, `xapp-…`, for Socket Mode."
    )
    slack_signing_secret: SecretStr | None = Field(None, description="Slack signing secret, for HTTP mode.")
    slack_client_id: str | None = Field(
        None, description="Slack client id, for installing into many workspaces."
    )
    slack_client_secret: SecretStr | None = Field(None, description="Slack client secret, for the same.")
    secrets_key: SecretStr | None = Field(
        None,
        description="Key that encrypts stored tokens: 32 bytes in URL-safe base64, as `dateline slack key` prints.",
    )
    discord_token: SecretStr | None = Field(None, description="Discord bot token.")
    discord_message_content: bool = Field(
        False,
        description="Whether Discord granted the MESSAGE_CONTENT intent: follow-ups in threads without a mention.",
    )
    discord_shards: int | None = Field(
        None,
        ge=0,
        le=1_000,
        description="Gateway connections; none or 0 for as many as Discord recommends.",
    )
    discord_home_server: int | None = Field(
        None, description="Id of the server whose articles its members may ask about in direct messages."
    )
    discord_plain: bool = Field(False, description="Write plain text to Discord instead of components.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "WARNING", description="How much is logged. The text of messages and articles never is."
    )

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: str) -> str:
        if not re.match(r"(?:sqlite:///|postgresql(?:\+asyncpg)?://).", value):
            raise ValueError("must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
        return value

    @field_validator("model_url", "proxy", "public_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is not None and not re.match(r"https?://[^\s/]", value):
            raise ValueError("must be an address that begins with http:// or https://")
        return value

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _is_of_its_kind(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        kinds = ("xapp-",) if info.field_name == "slack_app_token" else ("xoxb-", "xoxe.xoxb-")
        if value is not None and not value.get_secret_value().startswith(kinds):
            raise ValueError(f"must be a token that begins with {kinds[0]}")
        return value

    @field_validator("secrets_key")
    @classmethod
    def _are_keys(cls, value: SecretStr | None) -> SecretStr | None:
        for key in value.get_secret_value().split(",") if value is not None else ():
            if re.fullmatch(r"[\w-]{43}=", key.strip(), re.ASCII) is None:
                raise ValueError(
                    "must be one or more keys as `dateline slack key` prints, with commas between"
                )
        return value

    @field_validator("model_headers")
    @classmethod
    def _are_headers(cls, value: SecretStr | None) -> SecretStr | None:
        try:
            given = json.loads(value.get_secret_value()) if value is not None else {}
        except ValueError:
            given = None
        if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
            raise ValueError('must be a JSON object of strings such as {"X-Team": "desk"}')
        return value

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError("must be an IANA zone name such as Europe/Brussels") from None
        return value

    def with_database(self, where: str) -> Self:
        """The same settings on another database: a URL, or the path of a SQLite file. Raises ConfigError for another URL."""
        url = where if "://" in where else f"sqlite:///{where}"
        return self._checked({**self.model_dump(), "database_url": url})

    @classmethod
    def read(cls, env_file: Path | None = None) -> Self:
        """Settings from the environment, completed by `env_file` where that exists.

        Raises ConfigError naming the setting, what it got and what it takes, also for a name that does not exist.
        """
        kept = dotenv_values(env_file) if env_file else {}
        unknown = sorted(
            name
            for name in {*os.environ, *kept}
            if name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() not in cls.model_fields
        )
        if unknown:
            raise ConfigError(f"there is no setting {unknown[0]}{_meant(unknown[0])}")
        return cls._checked({**_given(kept), **_given(os.environ)})

    @classmethod
    def _checked(cls, values: Mapping[str, Any]) -> Self:
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0]) if first["loc"] else "settings"
            shown = name.upper() if name.upper().startswith(PREFIX) else PREFIX + name.upper()
            given = "" if _is_secret(name) else f", got {hide_password(str(first['input']))!r}"
            raise ConfigError(f"{shown} {fault_words(first)}{given}") from None


def _meant(name: str) -> str:
    """Which setting may be meant by one that does not exist, as the rest of a sentence."""
    known = [PREFIX + field.upper() for field in Settings.model_fields]
    near = get_close_matches(name, known, n=1, cutoff=0.8)
    return f"; perhaps meant: {near[0]}" if near else "; docs/settings.md lists those that exist"


def _given(values: Mapping[str, str | None]) -> dict[str, str]:
    """Our settings among environment variables; an empty one counts as not given."""
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in values.items()
        if value and name.startswith(PREFIX)
    }


def _is_secret(name: str) -> bool:
    field = Settings.model_fields.get(name)
    return field is not None and SecretStr in (field.annotation, *getattr(field.annotation, "__args__", ()))
