"""Commands about the language model: what it costs, and whether it reads articles."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from adapters.terminal.options import Terminal, on_terminal

if TYPE_CHECKING:
    from bot.app import App
    from bot.ports import ModelCall, ModelMonth


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """A month of a workspace. cap: what it may spend, None for no limit. calls: the latest single calls, when asked for."""

    month: str
    spent: Decimal
    cap: Decimal | None
    parts: tuple[ModelMonth, ...]
    calls: tuple[ModelCall, ...] = ()


@click.command(short_help="What the language model cost this month.")
@click.option(
    "--calls", type=click.IntRange(0, 10_000), default=0, help="Also so many of the latest calls, one by one."
)
@on_terminal
def usage(terminal: Terminal, calls: int) -> None:
    """Show the month's calls, tokens and cost of the language model, by purpose, and the cap.

    Prices are those of DATELINE_MODEL_INPUT_PRICE and DATELINE_MODEL_OUTPUT_PRICE at the time of each call.
    """
    found = terminal.run(lambda app: read_spending(app, terminal, calls=calls))
    terminal.show(found, lambda: "\n".join(draw_spending(found)))


async def read_spending(app: App, terminal: Terminal, *, calls: int = 0) -> Spending:
    """The month of now."""
    from datetime import UTC

    parts = await app.spends.month(app.scope.workspace, terminal.now)
    return Spending(
        month=f"{terminal.now.astimezone(UTC):%B %Y}",
        spent=sum((part.cost for part in parts), Decimal(0)),
        cap=app.settings.model_month_cap,
        parts=parts,
        calls=await app.spends.list_calls(app.scope.workspace, limit=calls) if calls else (),
    )


def draw_spending(found: Spending) -> list[str]:
    """A month as lines."""
    cap = "no cap" if found.cap is None else f"cap {found.cap.normalize():f}"
    lines = [f"{found.month}: {_money(found.spent)} spent, {cap}"]
    if found.cap is not None and found.spent >= found.cap:
        lines[0] += "; reached: answers are written without the model until the month ends"
    for part in found.parts:
        used = part.usage
        thought = f", {used.reasoning_tokens:,} of them thinking" if used.reasoning_tokens else ""
        counted = f"; {part.estimated} not counted by the endpoint but estimated" if part.estimated else ""
        lines.append(
            f"  {part.purpose.value:8} {part.model}: {part.calls:,} calls, {used.input_tokens:,} tokens in, "
            f"{used.output_tokens:,} out{thought}: {_money(part.cost)}{counted}"
        )
    lines += [
        f"  {call.at:%Y-%m-%d %H:%M} {call.purpose.value:8} {call.about}: {call.usage.input_tokens:,} in, "
        f"{call.usage.output_tokens:,} out: {_money(call.cost)}"
        for call in found.calls
    ]
    return lines


def _money(amount: Decimal) -> str:
    return f"{amount:.4f}"


@click.command("model-facts", short_help="Whether the language model also reads articles.")
@click.argument("choice", type=click.Choice(["on", "off", "default"]), required=False)
@on_terminal
def model_facts(terminal: Terminal, choice: str | None) -> None:
    """Show or choose whether articles of this workspace are also read by the language model when they come in, beside the
    rules: one call each, every fact through the same check. `default` leaves it to DATELINE_MODEL_FACTS.
    """
    from bot.chosen import choose_reading, reads_by_model

    async def work(app: App) -> bool:
        workspace = app.scope.workspace
        if choice is not None:
            await choose_reading(app.posts, workspace, None if choice == "default" else choice == "on")
        return await reads_by_model(app.posts, workspace, default=app.settings.model_facts)

    wanted = terminal.run(work)
    reads = "rules and the language model" if wanted else "rules"
    if wanted and terminal.settings.model is None:
        reads = "rules, and by the language model once one is set (DATELINE_MODEL)"
    terminal.show({"model_facts": wanted}, lambda: f"articles are read by {reads}")


COMMANDS = [usage, model_facts]
