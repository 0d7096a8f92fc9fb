"""Quirks of known servers, on replies written by hand after their documentation and their users' reports; none run live.

`docs/models.md` lists them; a row there without a test here would be a guess.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from typing import Any

import pytest

from bot.errors import BotError, ModelReplyError, ModelUnavailableError
from bot.llm.client import Endpoint, OpenAIModel
from bot.llm.dialect import dialect_of
from bot.ports import ModelRequest, Usage
from bot.testing.model_server import ModelServer, Raw, Script, open_model_server

REQUEST = ModelRequest(system="Rephrase.", user="Card 1", schema={"type": "object"})
REPLY = '{"sentences": []}'


def stream(*chunks: dict[str, Any] | str) -> Raw:
    """A stream of these chunks; words are sent as they are."""
    lines = [f"data: {json.dumps(chunk)}" if isinstance(chunk, dict) else chunk for chunk in chunks]
    return Raw(body="".join(f"{line}\n\n" for line in lines).encode())


def chunk(delta: dict[str, Any], finish: Any = None, **more: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": [choice],
        **more,
    }


def refusal(status: int, body: dict[str, Any]) -> Raw:
    return Raw(body=json.dumps(body).encode(), status=status, content_type="application/json")


async def ask(*script: Script) -> tuple[str, Usage | None, ModelServer]:
    """The reply, its usage and the server."""
    async with open_model_server(script) as server:
        model = await OpenAIModel.open(Endpoint(model="m", url=server.url, retries=0, timeout_s=60))
        text, usage = "", None
        try:
            async with contextlib.aclosing(model.stream(REQUEST)) as pieces:
                async for piece in pieces:
                    text, usage = text + piece.text, piece.usage or usage
        finally:
            await model.close()
    return text, usage, server


async def complaint(*script: Script) -> BotError:
    """The error that the reply ends in."""
    with pytest.raises(BotError) as caught:
        await ask(*script)
    return caught.value


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (None, "max_completion_tokens"),
        ("https://api.openai.com/v1", "max_completion_tokens"),
        ("https://desk.openai.azure.com/openai/v1", "max_completion_tokens"),
        ("http://localhost:11434/v1", "max_tokens"),
        ("https://notopenai.com/v1", "max_tokens"),
    ],
)
def test_the_limit_is_named_as_the_endpoint_knows_it(url: str | None, name: str) -> None:
    """Ollama takes the new name in silence and then writes to the end of its context."""
    assert name in dialect_of(url).arguments(REQUEST)


async def test_openai_reasoning_models_refuse_a_temperature_and_count_their_thinking() -> None:
    """Told by the documented error, then by `completion_tokens_details`."""
    error = {
        "message": "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
        "type": "invalid_request_error", "param": "temperature", "code": "unsupported_value",
    }  # fmt: skip
    usage = {
        "prompt_tokens": 50, "completion_tokens": 340, "total_tokens": 390,
        "completion_tokens_details": {"reasoning_tokens": 320},
    }  # fmt: skip
    good = stream(
        chunk({"role": "assistant", "content": "", "refusal": None}),
        chunk({"content": REPLY}),
        chunk({}, "stop"),
        {**chunk({}), "choices": [], "usage": usage},
        "data: [DONE]",
    )
    text, counted, server = await ask(refusal(400, {"error": error}), good)

    assert text == REPLY
    assert counted == Usage(input_tokens=50, output_tokens=340, reasoning_tokens=320)
    assert ["temperature" in body for body in server.requests] == [True, False]


@pytest.mark.parametrize("field", ["reasoning", "reasoning_content"])
async def test_vllm_thinks_under_either_name_and_counts_in_every_chunk(field: str) -> None:
    """The field was renamed; with continuous usage the last count is the one that holds."""
    counts = [{"prompt_tokens": 9, "completion_tokens": n, "total_tokens": 9 + n} for n in (1, 5, 8)]
    text, usage, _ = await ask(
        stream(
            chunk({"role": "assistant", "content": ""}, usage=counts[0]),
            chunk({field: '{"sentences": [{"text": "not yet"'}, usage=counts[1]),
            chunk({"content": REPLY}, usage=counts[2]),
            chunk({}, "stop", stop_reason=None),
            "data: [DONE]",
        )
    )

    assert text == REPLY
    assert usage is not None
    assert (usage.input_tokens, usage.output_tokens) == (9, 8)


async def test_vllm_may_end_without_saying_why() -> None:
    """A stream without a last finish_reason is still a reply; whether it is whole, its JSON tells."""
    text, _, _ = await ask(stream(chunk({"content": REPLY}), "data: [DONE]"))

    assert text == REPLY


async def test_vllm_names_an_unknown_model_in_a_body_of_its_own() -> None:
    """Older versions put no `error` around it."""
    body = {
        "object": "error",
        "message": "The model `m` does not exist.",
        "type": "NotFoundError",
        "code": 404,
    }
    error = await complaint(refusal(404, body))

    assert isinstance(error, ModelUnavailableError)
    assert "DATELINE_MODEL" in str(error)


async def test_too_long_a_prompt_is_asked_once() -> None:
    """Every server words it its own way; asking again in plainer words would only cost time."""
    message = "This model's maximum context length is 4096 tokens. However, you requested 5200 tokens."
    async with open_model_server([refusal(400, {"error": {"message": message, "code": 400}})]) as server:
        model = await OpenAIModel.open(Endpoint(model="m", url=server.url, retries=0))
        with pytest.raises(ModelReplyError, match="maximum context length"):
            async for _ in model.stream(REQUEST):
                pass
        await model.close()

    assert len(server.requests) == 1


async def test_llama_cpp_counts_unasked_and_adds_its_timings() -> None:
    """A last chunk without choices, with fields nobody else has."""
    last = {"choices": [], "usage": {"completion_tokens": 31, "prompt_tokens": 75, "total_tokens": 106}, "timings": {"prompt_n": 75}}  # fmt: skip
    text, usage, _ = await ask(
        stream(
            chunk({"role": "assistant", "content": None}),
            chunk({"content": REPLY}),
            chunk({}, "stop"),
            last,
            "data: [DONE]",
        )
    )

    assert (text, usage) == (REPLY, Usage(input_tokens=75, output_tokens=31))


async def test_llama_cpp_loading_its_model_is_an_outage() -> None:
    """Its error code is a number, and trying again later helps."""
    error = await complaint(
        refusal(503, {"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}})
    )

    assert isinstance(error, ModelUnavailableError)


async def test_llama_cpp_that_takes_no_schema_is_asked_without() -> None:
    """A grammar given on its command line excludes one in the request."""
    error = {"code": 400, "message": 'Either "json_schema" or "grammar" can be specified, but not both', "type": "invalid_request_error"}  # fmt: skip
    text, _, server = await ask(
        refusal(400, {"error": error}),
        refusal(400, {"error": error}),
        stream(chunk({"content": REPLY}, "stop")),
    )

    assert text == REPLY
    assert [body.get("response_format", {}).get("type") for body in server.requests] == [
        "json_schema",
        "json_object",
        None,
    ]


async def test_ollama_thinks_in_a_field_of_its_own_beside_empty_words() -> None:
    """`reasoning` beside `content: ""`, an empty finish_reason in older versions."""
    text, _, _ = await ask(
        stream(
            chunk({"role": "assistant", "content": "", "reasoning": "The user"}, ""),
            chunk({"role": "assistant", "content": REPLY}, ""),
            chunk({"role": "assistant", "content": ""}, "stop"),
            "data: [DONE]",
        )
    )

    assert text == REPLY


async def test_ollama_without_the_model_tells_the_operator() -> None:
    """A name that was never pulled is a 404."""
    error = await complaint(
        refusal(
            404,
            {
                "error": {
                    "message": 'model "m" not found, try pulling it first',
                    "type": "api_error",
                    "param": None,
                    "code": None,
                }
            },
        )
    )

    assert "DATELINE_MODEL" in str(error)


async def test_lm_studio_complains_in_a_bare_string() -> None:
    """It takes a schema or text, no `json_object`; its `error` is no object."""
    strict = refusal(400, {"error": "'response_format.type' must be 'json_schema' or 'text'"})
    text, usage, server = await ask(
        strict, strict, stream(chunk({"content": REPLY}), chunk({}, "stop"), "data: [DONE]")
    )

    assert text == REPLY
    assert "response_format" not in server.requests[-1]
    assert usage is not None
    assert usage.estimated  # nor does it count the tokens of a stream


async def test_lm_studio_tells_an_error_inside_a_stream_that_began_well() -> None:
    """Status 200, then an error frame."""
    frame = 'event: error\ndata: {"error": {"message": "Context size has been exceeded."}, "message": "Context size has been exceeded."}'
    error = await complaint(stream(frame))

    assert isinstance(error, ModelReplyError)


async def test_lm_studio_overflowing_its_context_says_nothing_at_all() -> None:
    """Status 200 and a stream without words must not pass for an answer."""
    assert isinstance(await complaint(stream(chunk({}, "stop"), "data: [DONE]")), ModelReplyError)


async def test_lm_studio_files_a_structured_reply_under_thinking() -> None:
    """Some reasoning models leave the content empty; the reply is read all the same, and checked like any."""
    text, _, _ = await ask(
        stream(
            chunk({"role": "assistant", "reasoning_content": REPLY}),
            chunk({"content": ""}, "stop"),
            "data: [DONE]",
        )
    )

    assert text == REPLY


async def test_a_proxy_that_does_not_stream_is_an_error_in_our_words() -> None:
    """A whole completion where a stream was asked for."""
    whole = {"choices": [{"message": {"content": REPLY}, "finish_reason": "stop"}]}
    body = Raw(body=json.dumps(whole).encode(), content_type="application/json")

    assert isinstance(await complaint(body), ModelReplyError)


@pytest.mark.parametrize("ending", [("data: [DONE]",), ()], ids=["done", "no done"])
async def test_a_stream_may_lack_its_last_mark(ending: Sequence[str]) -> None:
    """`[DONE]` is a courtesy; the connection's end is an end."""
    text, _, _ = await ask(stream(chunk({"content": REPLY}), chunk({}, "stop"), *ending))

    assert text == REPLY
