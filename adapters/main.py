"""The `dateline` command: puts the commands of the adapters together and turns errors into one line and an exit code."""

from __future__ import annotations

import sys

import click

from adapters import platforms
from adapters.garbage import collect_rarely
from adapters.serve import serve
from adapters.terminal import admin, keeping, sources, spending
from adapters.terminal.commands import COMMANDS
from adapters.terminal.demo import demo
from adapters.terminal.evaluate import evaluate
from bot.errors import BotError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dateline")
def dateline() -> None:
    """Cited briefings on meetings and deadlines, from the articles you follow.

    Try it with: dateline demo

    \b
    Exit codes: 0 done, 1 our fault, 2 the input cannot be used, 3 not allowed, 4 not found,
    5 the database cannot be reached, 6 an address cannot be fetched, 7 the model failed,
    8 a post was not delivered, 10 the stored articles do not tell.
    """


@dateline.command(short_help="Print the completion script for your shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for your shell.

    \b
    bash:  dateline completion bash >> ~/.bashrc
    zsh:   dateline completion zsh >> ~/.zshrc
    fish:  dateline completion fish > ~/.config/fish/completions/dateline.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(dateline, {}, "dateline", "_DATELINE_COMPLETE").source())


for command in (
    demo,
    *COMMANDS,
    *admin.COMMANDS,
    *sources.COMMANDS,
    *keeping.COMMANDS,
    *spending.COMMANDS,
    *platforms.COMMANDS,
    serve,
    evaluate,
):
    dateline.add_command(command)


def main() -> None:
    """Run the command line; a BotError becomes one line on standard error and its exit code."""
    collect_rarely()
    try:
        dateline()
    except BotError as error:
        click.echo(f"dateline: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
