"""What the core needs from outside, as Protocols. Every promise here is a test in tests/contracts/."""

from bot.ports.archive import FactEntry, FactQuery, PassageQuery, RecordQuery, Store, Writer
from bot.ports.chats import LiveAnswer, LivePlatform, Platform, PostStore
from bot.ports.models import (
    CHARS_PER_TOKEN,
    Accounts,
    ChatModel,
    ModelCall,
    ModelMonth,
    ModelRequest,
    Piece,
    Purpose,
    SpendStore,
    Usage,
)
from bot.ports.work import JobStore, SourceStore

__all__ = [
    "CHARS_PER_TOKEN",
    "Accounts",
    "ChatModel",
    "FactEntry",
    "FactQuery",
    "JobStore",
    "LiveAnswer",
    "LivePlatform",
    "ModelCall",
    "ModelMonth",
    "ModelRequest",
    "PassageQuery",
    "Piece",
    "Platform",
    "PostStore",
    "Purpose",
    "RecordQuery",
    "SourceStore",
    "SpendStore",
    "Store",
    "Usage",
    "Writer",
]
