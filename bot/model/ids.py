"""Names of things, as types, so that a channel cannot be passed where a workspace is meant."""

from __future__ import annotations

import hashlib
from typing import NewType

WorkspaceId = NewType("WorkspaceId", str)
ChannelId = NewType("ChannelId", str)
MemberId = NewType("MemberId", str)
ArticleId = NewType("ArticleId", str)
RevisionId = NewType("RevisionId", str)
FactId = NewType("FactId", str)
RecordId = NewType("RecordId", str)
CorrectionId = NewType("CorrectionId", str)
PostId = NewType("PostId", str)


def content_id(prefix: str, *parts: str) -> str:
    """A short stable name made of what is named: the same parts give the same name on every machine.

    80 bits of SHA-256; a million things in one workspace collide with a chance below 1e-12.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}_{digest[:20]}"
