"""How one endpoint wants to be spoken to: found by trying the best way first and stepping down on its refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urlsplit

from bot.ports import ModelRequest

Limit = Literal["max_completion_tokens", "max_tokens"]

# OpenAI wants the new name of the limit; Ollama and LM Studio ignore it in silence and would write without end.
_NEW_NAME_HOSTS = ("openai.com", "azure.com")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Which features an endpoint has.

    schema: how a reply's shape can be asked for; `none` leaves it to the prompt.
    tokens: names of the limit on output still to try, the one in use first; empty: the endpoint takes none.
    temperature: whether it may be set; reasoning models refuse it.
    usage: whether a stream may be asked to count its tokens.
    """

    schema: Literal["json_schema", "json_object", "none"] = "json_schema"
    tokens: tuple[Limit, ...] = ("max_completion_tokens", "max_tokens")
    temperature: bool = True
    usage: bool = True

    def arguments(self, request: ModelRequest) -> dict[str, Any]:
        """The arguments of a streamed chat completion in this dialect."""
        given: dict[str, Any] = {
            "messages": [
                {"role": "system", "content": request.system},
                {"role": "user", "content": request.user},
            ],
            "stream": True,
        }
        if self.tokens:
            given[self.tokens[0]] = request.max_output_tokens
        if self.temperature:
            given["temperature"] = 0
        if self.usage:
            given["stream_options"] = {"include_usage": True}
        if request.schema is not None and self.schema != "none":
            given["response_format"] = _response_format(self.schema, request.schema)
        return given

    def step_down(self, complaint: str) -> Dialect | None:
        """A plainer dialect without what the endpoint complained about; None when nothing is left to give up.

        complaint: the text of its refusal, which names the argument in every server we know of; where it names
        none, the newest feature goes first.
        """
        words = complaint.lower()
        if "context" in words or "too long" in words:  # too many words; no other way of speaking helps
            return None
        if self.temperature and "temperature" in words:
            return replace(self, temperature=False)
        if self.usage and ("stream_options" in words or "include_usage" in words):
            return replace(self, usage=False)
        if self.tokens and self.tokens[0] in words and "response_format" not in words:
            return replace(self, tokens=self.tokens[1:])
        if self.schema != "none":
            return replace(self, schema=_plainer_schema(self.schema))
        if self.usage:
            return replace(self, usage=False)
        if self.tokens:
            return replace(self, tokens=self.tokens[1:])
        if self.temperature:
            return replace(self, temperature=False)
        return None


def dialect_of(url: str | None) -> Dialect:
    """The dialect to begin with at the endpoint `url` (None: OpenAI's own)."""
    host = urlsplit(url or "https://api.openai.com").hostname or ""
    new = any(host == name or host.endswith(f".{name}") for name in _NEW_NAME_HOSTS)
    return Dialect() if new else Dialect(tokens=("max_tokens", "max_completion_tokens"))


def _plainer_schema(schema: Literal["json_schema", "json_object"]) -> Literal["json_object", "none"]:
    return "json_object" if schema == "json_schema" else "none"


def _response_format(kind: str, schema: Mapping[str, object]) -> dict[str, Any]:
    if kind == "json_object":
        return {"type": "json_object"}
    return {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": dict(schema)}}
