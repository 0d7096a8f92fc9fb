"""Commands that set up the chat platforms."""

from __future__ import annotations

import asyncio
import json
import sys

import click

from adapters.serve import need, slack_config
from adapters.terminal.options import load_settings
from bot.errors import ConfigError


@click.group(short_help="Set up Slack: manifest, key, check.")
def slack() -> None:
    """Set up Slack; the four steps are in docs/slack.md."""


@slack.command(short_help="Print the app's manifest.")
@click.option(
    "--mode",
    type=click.Choice(["socket", "http"]),
    default="socket",
    show_default=True,
    help="How Slack reaches us.",
)
@click.option("--public-url", help="The https address that Slack calls; needed for http.")
def manifest(mode: str, public_url: str | None) -> None:
    """Print the manifest to paste at api.slack.com/apps → Create New App → From a manifest."""
    from adapters.slack.config import Mode
    from adapters.slack.manifest import manifest as write_manifest

    click.echo(json.dumps(write_manifest(Mode(mode), public_url), indent=2, ensure_ascii=False))


@slack.command(short_help="Print a fresh key that seals stored tokens.")
def key() -> None:
    """Print a fresh value for DATELINE_SECRETS_KEY."""
    need("cryptography", "slack")
    from cryptography.fernet import Fernet

    click.echo(Fernet.generate_key().decode())


@slack.command(short_help="Ask Slack whether the tokens work, and which scopes are missing.")
def check() -> None:
    """Ask Slack whether the tokens in the settings work, and say which scopes to add. Exit code 2 when something is wrong."""
    need("slack_sdk", "slack")
    from adapters.slack.checkup import check_slack
    from adapters.slack.manifest import BOT_EVENTS

    config = slack_config(load_settings())
    if config is None:
        raise ConfigError("no Slack token is set; docs/slack.md lists the settings")
    findings = asyncio.run(check_slack(config))
    for one in findings:
        click.echo(f"{'ok     ' if one.ok else 'missing'} {one.words}")
    click.echo(f"events  Slack tells no bot which it is sent; subscribed must be: {', '.join(BOT_EVENTS)}")
    if not all(one.ok for one in findings):
        sys.exit(2)


COMMANDS = [slack]
