"""What a piece of a streamed reply says, whoever wrote it: servers leave out, rename and mistype whatever they like."""

from __future__ import annotations

from typing import Any, NamedTuple

from bot.ports import Usage


class Delta(NamedTuple):
    """What one chunk adds: words of the reply, words of thinking (counted, never read), words of a refusal, why it ended."""

    text: str = ""
    thinking: str = ""
    refusal: str = ""
    ended: str | None = None


def read_delta(chunk: Any) -> Delta:
    """What `chunk`, as JSON gave it, adds; nothing for a chunk that only counts tokens."""
    choices = _field(chunk, "choices")
    if not isinstance(choices, list) or not choices:
        return Delta()
    choice = choices[0]
    delta = _field(choice, "delta")
    return Delta(
        text=_words(delta, "content"),
        # `reasoning_content` by llama.cpp, LM Studio and older vLLM; `reasoning` by Ollama and newer vLLM
        thinking=_words(delta, "reasoning_content") or _words(delta, "reasoning"),
        refusal=_words(delta, "refusal"),
        ended=_words(choice, "finish_reason") or None,
    )


def read_usage(chunk: Any) -> Usage | None:
    """The tokens that `chunk` counts, or None. Where a server counts thinking apart from the output, it is added."""
    usage = _field(chunk, "usage")
    if usage is None:
        return None
    asked, written = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
    details = _field(usage, "completion_tokens_details")
    total = _count(usage, "total_tokens")
    return Usage(
        input_tokens=asked,
        output_tokens=max(written, total - asked),
        reasoning_tokens=_count(details, "reasoning_tokens"),
    )


def _words(holder: Any, name: str) -> str:
    value = _field(holder, name)
    return value if isinstance(value, str) else ""


def _count(holder: Any, name: str) -> int:
    value = _field(holder, name)
    return value if isinstance(value, int) and value > 0 else 0


def _field(holder: Any, name: str) -> Any:
    return holder.get(name) if isinstance(holder, dict) else None
