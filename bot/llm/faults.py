"""Every error of the `openai` library, as one of ours."""

from __future__ import annotations

import openai

from bot.errors import ConfigError, ModelError, ModelRefusedError, ModelReplyError, ModelUnavailableError


def as_our_error(error: openai.OpenAIError, model: str) -> ModelError | ConfigError:
    """What `error` means to us, saying what the operator can do.

    Most telling class first: the library's subclasses stand before their parents.
    """
    match error:
        case openai.APITimeoutError():
            return ModelUnavailableError(f"{model} did not answer in time")
        case openai.APIConnectionError():
            return ModelUnavailableError(f"{model} cannot be reached; check DATELINE_MODEL_URL")
        case openai.RateLimitError():
            return ModelUnavailableError(f"{model} is over its rate limit or quota")
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return ModelUnavailableError(
                f"{model} refuses our key ({error.status_code}); check DATELINE_MODEL_KEY"
            )
        case openai.NotFoundError():
            return ModelUnavailableError(
                f"{model} is not known at this endpoint; check DATELINE_MODEL and DATELINE_MODEL_URL"
            )
        case openai.InternalServerError() | openai.ConflictError():
            return ModelUnavailableError(f"{model} failed on its side ({error.status_code})")
        case openai.BadRequestError() | openai.UnprocessableEntityError():
            if _is_refusal(error):
                return ModelRefusedError(f"{model} declined by its content rules")
            return ModelReplyError(
                f"{model} does not take our request ({error.status_code}: {_first_line(error)})"
            )
        case openai.APIStatusError():
            return ModelUnavailableError(f"{model} answered {error.status_code}")
        case openai.ContentFilterFinishReasonError():
            return ModelRefusedError(f"{model} declined by its content rules")
        case openai.LengthFinishReasonError():
            return ModelReplyError(f"{model} stopped in the middle; raise DATELINE_MODEL_MAX_TOKENS")
        case openai.APIResponseValidationError():
            return ModelReplyError(f"{model} sent a reply in an unknown form")
        case openai.APIError():
            return ModelReplyError(f"{model} broke off: {_first_line(error)}")
        case _:
            return ModelReplyError(f"{model}: {type(error).__name__}")


def _is_refusal(error: openai.APIStatusError) -> bool:
    return "content_filter" in str(error.code) or "content management policy" in str(error)


def _first_line(error: openai.OpenAIError) -> str:
    return (str(error).splitlines() or [""])[0][:160]
