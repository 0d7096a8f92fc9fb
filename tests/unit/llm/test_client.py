"""The model client against a scripted server: every way of failing becomes one of our errors."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import openai
import pytest

from bot.errors import BotError, ModelRefusedError, ModelReplyError, ModelUnavailableError
from bot.llm.breaker import Breaker
from bot.llm.client import Endpoint, OpenAIModel
from bot.llm.dialect import Dialect
from bot.llm.faults import as_our_error
from bot.ports import ModelRequest, Piece
from bot.testing.model_server import Fails, ModelServer, Raw, Says, Script, Stalls, open_model_server

REQUEST = ModelRequest(system="Rephrase.", user="Card 1", schema={"type": "object"})


Leap = Callable[[float], None]


async def play(
    script: Sequence[Script], leap: Leap = lambda seconds: None, **options: object
) -> tuple[str, list[Piece], ModelServer]:
    """One request against the script: the text, the pieces, the server. leap: makes the time limit run out."""
    async with open_model_server(script, stalled=lambda: leap(3600)) as server:
        model = await OpenAIModel.open(Endpoint(model="m", url=server.url, retries=0, **options))  # type: ignore[arg-type]
        try:
            async with contextlib.aclosing(model.stream(REQUEST)) as stream:
                pieces = [piece async for piece in stream]
        finally:
            await model.close()
    return "".join(piece.text for piece in pieces), pieces, server


async def test_a_reply_arrives_in_pieces_and_ends_with_its_usage() -> None:
    """Sentences are shown as they come, and every answer is accounted for."""
    text, pieces, server = await play([Says(text='{"sentences": ["one", "two"]}')])

    assert text == '{"sentences": ["one", "two"]}'
    assert pieces[-1].usage is not None
    assert (pieces[-1].usage.input_tokens, pieces[-1].usage.output_tokens) == (11, 7)
    assert server.requests[0]["response_format"]["type"] == "json_schema"


async def test_a_library_that_cannot_go_over_aiohttp_goes_its_own_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Releases before 3 want one more package for the faster way."""

    def missing() -> None:
        raise RuntimeError("install the extra")

    monkeypatch.setattr(openai, "DefaultAioHttpClient", missing)
    text, _, _ = await play([Says(text='{"sentences": []}')])

    assert text == '{"sentences": []}'


async def test_usage_is_estimated_where_the_server_does_not_count() -> None:
    """A cap on cost must hold for servers that count nothing, too."""
    _, pieces, _ = await play([Says(text="x" * 400, usage=False)])

    assert pieces[-1].usage is not None
    assert pieces[-1].usage.estimated
    assert pieces[-1].usage.output_tokens == 100


@pytest.mark.parametrize(
    ("complaints", "gone"),
    [
        (["Unsupported value: 'temperature' does not support 0"], "temperature"),
        (["'max_tokens' is not supported. Use 'max_completion_tokens' instead."], "max_tokens"),
        (["unknown field stream_options"], "stream_options"),
        (["response_format is not supported", "response_format is not supported"], "response_format"),
    ],
)
async def test_the_dialect_steps_down_by_what_the_server_complains_about(
    complaints: list[str], gone: str
) -> None:
    """Reasoning models and local servers each lack something; none of it may cost an answer."""
    text, _, server = await play(
        [*(Fails(status=400, message=words) for words in complaints), Says(text="{}")]
    )

    assert text == "{}"
    assert gone in server.requests[0]
    assert gone not in server.requests[-1]


async def test_the_dialect_is_remembered() -> None:
    """The price of finding out is paid once."""
    async with open_model_server([Fails(status=400, message="temperature"), Says(text="{}")]) as server:
        model = await OpenAIModel.open(Endpoint(model="m", url=server.url, retries=0))
        for _ in range(2):
            async for _ in model.stream(REQUEST):
                pass
        await model.close()

    assert ["temperature" in body for body in server.requests] == [True, False, False]


@pytest.mark.parametrize(
    ("script", "error"),
    [
        (Fails(status=429), ModelUnavailableError),
        (Fails(status=500), ModelUnavailableError),
        (Fails(status=503), ModelUnavailableError),
        (Fails(status=401), ModelUnavailableError),
        (Fails(status=404), ModelUnavailableError),
        (Fails(status=400, message="flagged", code="content_filter"), ModelRefusedError),
        (Stalls(), ModelUnavailableError),
        (Says(text="x" * 200, pieces=1, delay_s=3600), ModelUnavailableError),
        (Says(text="half an answer", cut_after=1), ModelUnavailableError),
        (Says(text="", refusal="I cannot help with that"), ModelRefusedError),
        (Says(text="   "), ModelReplyError),
        (Says(text="half", finish="length"), ModelReplyError),
        (Says(text="half", finish="content_filter"), ModelRefusedError),
        (Raw(body=b"data: {not json\n\n"), ModelUnavailableError),
        (Raw(body=b"<html>502</html>"), ModelReplyError),
        (Says(text="x" * 10_000_000, pieces=500_000), ModelReplyError),
    ],
)
async def test_every_failure_is_one_of_ours(script: Script, error: type[BotError], leap: Leap) -> None:
    """Whatever goes wrong, the answer falls back; nothing of the library leaks out."""
    late = isinstance(script, Says) and script.delay_s > 0
    with pytest.raises(error):
        await play([script], leap, timeout_s=0.5 if late else 600.0)


async def test_an_endpoint_that_keeps_failing_is_left_alone() -> None:
    """Nobody should wait for a model that has been down for a minute."""
    async with open_model_server([Fails(status=500)]) as server:
        model = await OpenAIModel.open(Endpoint(model="m", url=server.url, retries=0))
        for _ in range(5):
            with pytest.raises(ModelUnavailableError):
                async for _ in model.stream(REQUEST):
                    pass
        await model.close()

    assert len(server.requests) == 3


def test_a_breaker_lets_one_call_through_after_its_rest() -> None:
    """It must notice by itself that the endpoint is back."""
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0], failures=2, rest_s=30)
    breaker.failed()
    breaker.failed()

    assert not breaker.allows()
    now[0] = 31.0
    assert breaker.allows()
    assert not breaker.allows()
    breaker.succeeded()
    assert breaker.allows()


def _errors_of(parent: type[Exception]) -> list[type[Exception]]:
    return [parent, *(error for child in parent.__subclasses__() for error in _errors_of(child))]


def _import_all_errors() -> None:
    """Import every module of the installed library that defines an error, so that none is missed."""
    root = Path(openai.__file__).parent
    for file in root.rglob("*.py"):
        if re.search(
            r"^class \w+\((?:\w+\.)*\w*(?:Error|Exception)\b", file.read_text("utf-8"), re.MULTILINE
        ):
            parts = file.relative_to(root.parent).with_suffix("").parts
            with contextlib.suppress(ImportError):  # parts of it that want further libraries
                importlib.import_module(".".join(parts))


_import_all_errors()


@pytest.mark.parametrize("kind", _errors_of(openai.OpenAIError), ids=lambda kind: kind.__name__)
def test_no_error_of_the_library_is_missed(kind: type[Exception]) -> None:
    """A new class in a new release must still end in an extractive answer."""
    error = kind.__new__(kind)
    error.__dict__.update(status_code=418, code=None, message="m", args=("m",))

    assert isinstance(as_our_error(error, "m"), BotError)  # type: ignore[arg-type]


@pytest.mark.parametrize("complaint", ["no", "max_tokens", "max_completion_tokens and temperature"])
def test_a_dialect_gives_up_in_the_end(complaint: str) -> None:
    """An endpoint that refuses everything must not be asked for ever."""
    dialect: Dialect | None = Dialect()
    steps = 0
    while dialect is not None:
        dialect = dialect.step_down(complaint)
        steps += 1

    assert steps <= 8


def test_too_long_a_prompt_is_not_asked_again_in_plainer_words() -> None:
    """No dialect makes a prompt shorter, and what was learned before stays."""
    assert Dialect().step_down("This model's maximum context length is 4096 tokens.") is None


async def test_thinking_is_counted_as_output_and_never_read() -> None:
    """A reasoning model is paid for its thinking; what it thinks is not what it says."""
    text, pieces, _ = await play([Says(text="{}", thinking="Let me see. " * 100, usage=False)])

    assert text == "{}"
    assert pieces[-1].usage is not None
    assert pieces[-1].usage.reasoning_tokens == 300
    assert pieces[-1].usage.output_tokens >= 300


@pytest.mark.parametrize(
    ("script", "costs"),
    [
        (Says(text="half an answer", cut_after=1), True),
        (Says(text="half", finish="length"), True),
        (Stalls(), True),
        (Fails(status=500), False),
        (Fails(status=429), False),
    ],
    ids=["cut", "too long", "stalled", "500", "429"],
)
async def test_a_call_that_fails_after_it_began_is_counted(script: Script, costs: bool, leap: Leap) -> None:
    """A cap that only counted what went well would not hold."""
    counted: list[Piece] = []
    async with open_model_server([script], stalled=lambda: leap(3600)) as server:
        endpoint = Endpoint(model="m", url=server.url, retries=0, timeout_s=600)
        model = await OpenAIModel.open(endpoint)
        with contextlib.suppress(BotError):
            async for piece in model.stream(REQUEST):
                counted.append(piece)
        await model.close()

    assert any(piece.usage is not None for piece in counted) is costs


async def test_no_variable_of_the_library_redirects_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prompts hold words of articles; where they go is told by our settings alone."""
    monkeypatch.setenv("OPENAI_BASE_URL", "http://elsewhere.example/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody")
    model = await OpenAIModel.open(Endpoint(model="m"))

    assert str(model._client.base_url).startswith("https://api.openai.com/")
    assert model._client.api_key == "none"
    await model.close()


async def test_a_failure_before_the_first_piece_is_tried_again() -> None:
    """A short outage need not cost an answer; what the server asks us to wait is waited."""
    async with open_model_server([Fails(status=500, retry_after_s=0.01), Says(text="{}")]) as server:
        model = await OpenAIModel.open(Endpoint(model="m", url=server.url, retries=1))
        text = "".join([piece.text async for piece in model.stream(REQUEST)])
        await model.close()

    assert (text, len(server.requests)) == ("{}", 2)


async def test_no_more_calls_at_once_than_allowed() -> None:
    """A local server that is asked for too much at once is slow for everybody."""
    async with open_model_server([Says(text="one piece and another")]) as server:
        model = await OpenAIModel.open(Endpoint(model="m", url=server.url, retries=0, parallel=1))
        async with contextlib.aclosing(model.stream(REQUEST)) as first:
            await anext(first)
            second = model.stream(REQUEST)
            waiting = asyncio.ensure_future(anext(second))
            for _ in range(20):
                await asyncio.sleep(0)
            assert (len(server.requests), waiting.done()) == (1, False)
        assert (await waiting).text
        await second.aclose()  # type: ignore[attr-defined]
        await model.close()

    assert len(server.requests) == 2


async def test_a_slow_reader_is_never_interrupted_by_the_models_time_limit(leap: Leap) -> None:
    """Only waiting for the model counts: a chat platform may take its time over what has arrived."""
    async with open_model_server([Says(text="a" * 40, pieces=1)]) as server:
        model = await OpenAIModel.open(Endpoint(model="m", url=server.url, retries=0, timeout_s=60))
        text = ""
        async for piece in model.stream(REQUEST):
            if not text:
                leap(3600)
            text += piece.text
        await model.close()

    assert text == "a" * 40


async def test_a_request_may_be_given_less_time_than_the_endpoint(leap: Leap) -> None:
    """What is left of the time for an answer bounds its second call."""
    async with open_model_server([Stalls()], stalled=lambda: leap(700)) as server:
        model = await OpenAIModel.open(
            Endpoint(model="m", url=server.url, retries=0, timeout_s=1000, first_s=1000)
        )
        with pytest.raises(ModelUnavailableError, match="in time"):
            async for _ in model.stream(replace(REQUEST, timeout_s=600)):
                pass
        await model.close()


async def test_no_noise_leaks_an_error_of_the_library() -> None:
    """Whatever stands behind the address, the reader gets an answer."""
    draw = random.Random(3)
    alphabet = [
        '"',
        "{",
        "}",
        "[",
        "]",
        "data: ",
        "\n",
        "\n\n",
        "choices",
        "delta",
        "null",
        "1",
        ":",
        ",",
        "\x00",
    ]
    bodies = ["".join(draw.choices(alphabet, k=60)).encode() for _ in range(40)]
    odd = [
        '"words"', "[]", "17", "null", '{"choices": "no"}', '{"choices": [1]}', '{"choices": [{"delta": 5}]}',
        '{"choices": [{"delta": {"content": 5}}]}', '{"choices": [], "usage": "many"}', '{"error": "boom"}',
        '{"choices": [{"delta": {"content": ["a"]}}], "usage": {"prompt_tokens": -4}}', "[" * 50_000,
    ]  # fmt: skip
    bodies += [f"data: {line}\n\n".encode() for line in odd]
    script = [Raw(body=body) for body in bodies]
    async with open_model_server(script) as server:
        model = await OpenAIModel.open(Endpoint(model="m", url=server.url, retries=0, timeout_s=60))
        for _ in bodies:
            model._breaker.succeeded()
            with contextlib.suppress(BotError):
                async for _piece in model.stream(REQUEST):
                    pass
        await model.close()

    assert len(server.requests) == len(bodies)
