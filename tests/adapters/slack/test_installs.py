"""Tokens of many workspaces: sealed where they lie, renewed in time, forgotten when a workspace leaves."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from aiohttp.test_utils import TestClient, TestServer
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.slack.app import open_slack
from adapters.slack.config import Mode, SlackConfig
from adapters.slack.installs import InstalledTokens, SealedStore, open_installations
from adapters.slack.manifest import BOT_SCOPES
from bot.errors import ConfigError, DeliveryRefusedError
from bot.model.ids import WorkspaceId
from bot.storage.store import SqlStore
from bot.testing.fake_slack import Fails, FakeSlack
from tests.adapters.slack.conftest import START, House, Rests

KEY = Fernet.generate_key().decode()
SECRET = "xoxb-1-very-secret"


def config(fake: FakeSlack | None = None, key: str = KEY) -> SlackConfig:
    return SlackConfig(
        mode=Mode.HTTP,
        signing_secret="signing-test",
        client_id="1.2",
        client_secret="s",
        encryption_key=key,
        public_url="https://dateline.example",
        api_url=fake.api_url if fake else "http://127.0.0.1:1/api/",
    )


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    made = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'installs.sqlite3'}")
    yield made
    await made.dispose()


def installed(team: str | None = "T1", enterprise: str | None = None, **more: Any) -> Installation:
    return Installation(
        app_id="A1",
        enterprise_id=enterprise,
        team_id=team,
        bot_token=more.pop("token", SECRET),
        bot_id="B1",
        bot_user_id="U1",
        bot_scopes=["chat:write"],
        user_id="U2",
        is_enterprise_install=team is None,
        **more,
    )


async def test_tokens_lie_sealed(engine: AsyncEngine, tmp_path: Path) -> None:
    """Who copies the database has no token."""
    store, _ = await open_installations(engine, config())
    await store.async_save(installed(bot_refresh_token="xoxe-1-very-secret", user_token="xoxp-1-very-secret"))

    with sqlite3.connect(tmp_path / "installs.sqlite3") as rows:
        dump = "\n".join(rows.iterdump())
    rows.close()

    assert "very-secret" not in dump
    found = await store.async_find_bot(enterprise_id=None, team_id="T1")
    assert found is not None
    assert (found.bot_token, found.bot_refresh_token) == (SECRET, "xoxe-1-very-secret")


async def test_a_new_key_opens_what_the_old_one_sealed(engine: AsyncEngine) -> None:
    """Keys are changed without every workspace installing again."""
    old, _ = await open_installations(engine, config())
    await old.async_save(installed())
    fresh = Fernet.generate_key().decode()

    both, _ = await open_installations(engine, config(key=f"{fresh},{KEY}"))
    alone, _ = await open_installations(engine, config(key=fresh))

    found = await both.async_find_bot(enterprise_id=None, team_id="T1")
    assert found is not None
    assert found.bot_token == SECRET
    with pytest.raises(ConfigError, match="secrets_key"):
        await alone.async_find_bot(enterprise_id=None, team_id="T1")


def test_a_key_that_is_none_is_told_to_the_operator() -> None:
    """Before anything is stored."""
    with pytest.raises(ConfigError, match="secrets_key"):
        SealedStore(None, "not a key")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("enterprise", "team", "workspace"),
    [(None, "T1", "T1"), ("E1", "T1", "E1.T1"), ("E1", None, "E1")],
)
async def test_every_kind_of_installation_is_found(
    engine: AsyncEngine, enterprise: str | None, team: str | None, workspace: str
) -> None:
    """A workspace, a workspace of an organisation, and a whole organisation, which has no team."""
    store, _ = await open_installations(engine, config())
    await store.async_save(installed(team, enterprise))
    tokens = InstalledTokens(store, config())

    assert await tokens.token_of(WorkspaceId(workspace)) == SECRET
    with pytest.raises(DeliveryRefusedError):
        await tokens.token_of(WorkspaceId("T9"))


async def test_tokens_of_two_workspaces_are_never_mixed_up(engine: AsyncEngine) -> None:
    """An answer posted with another's token would be a leak."""
    store, _ = await open_installations(engine, config())
    for team in ("T1", "T2"):
        await store.async_save(installed(team, token=f"xoxb-{team}"))
    tokens = InstalledTokens(store, config())

    assert [await tokens.token_of(WorkspaceId(team)) for team in ("T1", "T2", "T1")] == [
        "xoxb-T1",
        "xoxb-T2",
        "xoxb-T1",
    ]


async def test_a_workspace_that_left_has_no_token_any_more(engine: AsyncEngine) -> None:
    """At once, not when a cache runs out; and being told twice is no error."""
    store, _ = await open_installations(engine, config())
    await store.async_save(installed())
    tokens = InstalledTokens(store, config())
    await tokens.token_of(WorkspaceId("T1"))

    for _ in range(2):
        await tokens.forget(WorkspaceId("T1"))

    with pytest.raises(DeliveryRefusedError):
        await tokens.token_of(WorkspaceId("T1"))


async def test_the_store_is_asked_once_a_minute(engine: AsyncEngine) -> None:
    """Not for every event."""
    store, _ = await open_installations(engine, config())
    await store.async_save(installed())
    now = [0.0]
    tokens = InstalledTokens(store, config(), clock=lambda: now[0])
    await tokens.token_of(WorkspaceId("T1"))
    await store.async_save(installed(token="xoxb-new"))

    assert await tokens.token_of(WorkspaceId("T1")) == SECRET
    now[0] = 61.0
    assert await tokens.token_of(WorkspaceId("T1")) == "xoxb-new"


@pytest.mark.filterwarnings(
    "ignore:BasicAuth is deprecated:DeprecationWarning"
)  # slack_sdk over aiohttp 3.14
async def test_a_token_is_renewed_before_it_ends(engine: AsyncEngine, slack: FakeSlack) -> None:
    """And while Slack cannot be asked, the old one serves on."""
    store, _ = await open_installations(engine, config(slack))
    await store.async_save(installed(bot_refresh_token="xoxe-1", bot_token_expires_in=600))
    slack.script("oauth.v2.access", Fails(status=500))
    now = [0.0]
    tokens = InstalledTokens(store, config(slack), clock=lambda: now[0])

    assert await tokens.token_of(WorkspaceId("T1")) == SECRET
    now[0] = 61.0
    assert await tokens.token_of(WorkspaceId("T1")) == "xoxb-rotated"
    found = await store.async_find_bot(enterprise_id=None, team_id="T1")
    assert found is not None
    assert found.bot_refresh_token == "xoxe-rotated"


@pytest.mark.filterwarnings(
    "ignore:BasicAuth is deprecated:DeprecationWarning"
)  # slack_sdk over aiohttp 3.14
async def test_a_workspace_installs_itself(house: House, slack: FakeSlack, engine: AsyncEngine) -> None:
    """From the page to a stored token; the same callback a second time is turned away."""
    from aiohttp import web

    opened = open_slack(
        house.desk,
        config(slack),
        posts=house.store.posts,
        clock=lambda: START,
        engine=engine,
        pace=Rests().pace(),
    )
    async with opened as installed_slack:
        app = web.Application()
        app.router.add_routes(installed_slack.routes())
        async with TestClient(TestServer(app, host="127.0.0.1")) as client:
            page = await client.get("/slack/install")
            text = await page.text()
            state = text.partition("state=")[2].partition("&")[0]
            cookies = {name: morsel.value for name, morsel in page.cookies.items()}
            header = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
            callback = f"/slack/oauth_redirect?code=c&state={state}"
            first = await client.get(callback, headers=header)
            again = await client.get(callback, headers=header)

    store, _ = await open_installations(engine, config(slack))
    found = await store.async_find_bot(enterprise_id=None, team_id="T0HOME")
    assert (first.status, again.status) == (200, 401)
    assert found is not None
    assert found.bot_token == "xoxb-installed"
    assert all(scope in unquote(text) for scope in BOT_SCOPES)


async def test_installations_live_in_either_of_our_databases(store: SqlStore) -> None:
    """Beside our own tables, on SQLite and PostgreSQL; a sealed token is longer than the SDK's column."""
    kept, states = await open_installations(store.engines.writer, config())
    long = "xoxe.xoxb-1-" + "a" * 180
    await kept.async_save(installed(token=long, bot_refresh_token="xoxe-1", bot_token_expires_in=43_200))
    state = await states.async_issue()

    tokens = InstalledTokens(kept, config())

    assert await tokens.token_of(WorkspaceId("T1")) == long
    assert [await states.async_consume(state) for _ in range(2)] == [True, False]
    await tokens.forget(WorkspaceId("T1"))
    with pytest.raises(DeliveryRefusedError):
        await tokens.token_of(WorkspaceId("T1"))
