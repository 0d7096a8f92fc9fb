"""How one endpoint wants to be spoken to: found by trying the best way first and stepping down on its refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.ports import ModelRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Which features an endpoint has.

    schema: how a reply's shape can be asked for; `none` leaves it to the prompt.
    tokens: the name of the limit on output; older servers know only `max_tokens`.
    temperature: whether it may be set; reasoning models refuse it.
    usage: whether a stream may be asked to count its tokens.
    """

    schema: Literal["json_schema", "json_object", "none"] = "json_schema"
    tokens: Literal["max_completion_tokens", "max_tokens"] = "max_completion_tokens"
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
            self.tokens: request.max_output_tokens,
        }
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
        if self.temperature and "temperature" in words:
            return replace(self, temperature=False)
        if self.usage and ("stream_options" in words or "include_usage" in words):
            return replace(self, usage=False)
        if self.tokens == "max_completion_tokens" and "max_completion_tokens" in words:
            return replace(self, tokens="max_tokens")
        if self.tokens == "max_tokens" and "max_tokens" in words and "max_completion_tokens" in words:
            return None
        if self.schema == "json_schema":
            return replace(self, schema="json_object")
        if self.schema == "json_object":
            return replace(self, schema="none")
        if self.usage:
            return replace(self, usage=False)
        if self.tokens == "max_completion_tokens":
            return replace(self, tokens="max_tokens")
        if self.temperature:
            return replace(self, temperature=False)
        return None


def _response_format(kind: str, schema: Mapping[str, object]) -> dict[str, Any]:
    if kind == "json_object":
        return {"type": "json_object"}
    return {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": dict(schema)}}
