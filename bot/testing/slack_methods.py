"""What the methods of the fake Slack's Web API do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.testing.slack_streams import BOT_ID, BOT_USER, IN_PROGRESS, TEAM, Streams

if TYPE_CHECKING:
    from bot.testing.fake_slack import FakeSlack


class Methods:
    """Every method that Dateline calls; each takes the body and returns what goes beside "ok", or an error."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack
        self._streams = Streams(slack)

    def answer(self, method: str, token: str, body: dict[str, Any]) -> dict[str, Any]:
        if method == "apps.connections.open":
            return {"ok": True, "url": self._slack.url.replace("http", "ws", 1) + "/socket"}
        if method == "oauth.v2.access":
            return self._oauth(body)
        if self._slack.revoked:
            return {"ok": False, "error": "token_revoked"}
        if not token.startswith("xoxb-"):
            return {"ok": False, "error": "invalid_auth"}
        answer = getattr(self, "_" + method.replace(".", "_").lower(), None)
        if answer is None:
            return {"ok": False, "error": "unknown_method"}
        result: dict[str, Any] = answer(body)
        return {"ok": True, **result} if "error" not in result else {"ok": False, **result}

    def _oauth(self, body: dict[str, Any]) -> dict[str, Any]:
        """An installation, or a renewed token."""
        renewed = body.get("grant_type") == "refresh_token"
        name = "rotated" if renewed else "installed"
        more = {"refresh_token": "xoxe-rotated", "expires_in": 43_200} if renewed else {}
        return {
            "ok": True,
            "app_id": "A0DATELINE",
            "access_token": f"xoxb-{name}",
            "token_type": "bot",
            "scope": "chat:write",
            "bot_user_id": BOT_USER,
            "team": {"id": TEAM, "name": "home"},
            "enterprise": None,
            "authed_user": {"id": "U0ANNA"},
            "is_enterprise_install": False,
            **more,
        }

    def _auth_test(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT_ID, "team": "home", "user": "dateline"}

    def _room(self, channel: str) -> dict[str, Any] | None:
        """The error that posting to a channel meets, or None."""
        info = self._slack.channels.get(channel)
        if info is None:
            return {"error": "channel_not_found"} if channel.startswith("C0GONE") else None
        if info.get("is_archived"):
            return {"error": "is_archived"}
        if info.get("is_member") is False:
            return {"error": "not_in_channel"}
        return None

    def _chat_postmessage(self, body: dict[str, Any]) -> dict[str, Any]:
        channel = str(body["channel"])
        if error := self._room(channel):
            return error
        ts = self._slack.next_ts()
        message = {**body, "type": "message", "ts": ts, "bot_id": BOT_ID, "user": BOT_USER}
        self._slack.messages[channel].append(message)
        return {"channel": channel, "ts": ts, "message": message}

    def _chat_postephemeral(self, body: dict[str, Any]) -> dict[str, Any]:
        if error := self._room(str(body["channel"])):
            return error
        self._slack.ephemerals.append(body)
        return {"message_ts": self._slack.next_ts()}

    def _find(self, body: dict[str, Any]) -> dict[str, Any] | None:
        return next((m for m in self._slack.messages[str(body["channel"])] if m["ts"] == body["ts"]), None)

    def _chat_update(self, body: dict[str, Any]) -> dict[str, Any]:
        message = self._find(body)
        if message is None:
            return {"error": "message_not_found"}
        if message.get("bot_id") != BOT_ID:
            return {"error": "cant_update_message"}
        if message.get("streaming_state") == IN_PROGRESS:
            return {"error": "streaming_state_conflict"}
        message.update(body)
        return {"channel": body["channel"], "ts": body["ts"]}

    def _chat_delete(self, body: dict[str, Any]) -> dict[str, Any]:
        message = self._find(body)
        if message is None:
            return {"error": "message_not_found"}
        self._slack.messages[str(body["channel"])].remove(message)
        return {}

    def _conversations_history(self, body: dict[str, Any]) -> dict[str, Any]:
        rows = [
            m for m in self._slack.messages[str(body["channel"])] if m.get("thread_ts") in {None, m["ts"]}
        ]
        return self._page(rows[::-1], body)

    def _conversations_replies(self, body: dict[str, Any]) -> dict[str, Any]:
        rows = self._slack.messages[str(body["channel"])]
        return self._page([m for m in rows if body["ts"] in {m.get("thread_ts"), m["ts"]}], body)

    def _page(self, rows: list[dict[str, Any]], body: dict[str, Any]) -> dict[str, Any]:
        start, limit = int(body.get("cursor") or 0), int(body.get("limit") or 100)
        shown = [dict(row) for row in rows[start : start + limit]]
        if str(body.get("include_all_metadata")) not in {"1", "True", "true"}:
            for row in shown:
                row.pop("metadata", None)
        following = str(start + limit) if start + limit < len(rows) else ""
        return {"messages": shown, "response_metadata": {"next_cursor": following}}

    def _conversations_info(self, body: dict[str, Any]) -> dict[str, Any]:
        channel = str(body["channel"])
        if channel not in self._slack.channels:
            return {"error": "channel_not_found"}
        return {"channel": {"id": channel, **self._slack.channels[channel]}}

    def _conversations_open(self, body: dict[str, Any]) -> dict[str, Any]:
        user = str(body["users"])
        if self._slack.users.get(user, {}).get("deleted"):
            return {"error": "user_disabled"}
        return {"channel": {"id": f"D{user}"}}

    def _users_info(self, body: dict[str, Any]) -> dict[str, Any]:
        user = str(body["user"])
        if user not in self._slack.users:
            return {"error": "user_not_found"}
        return {"user": {"id": user, **self._slack.users[user]}}

    def _views_open(self, body: dict[str, Any]) -> dict[str, Any]:
        self._slack.views.append({"how": "open", **body})
        return {"view": {"id": f"V{next(self._slack.count)}", "hash": "h1"}}

    def _views_update(self, body: dict[str, Any]) -> dict[str, Any]:
        self._slack.views.append({"how": "update", **body})
        return {"view": {"id": body.get("view_id"), "hash": "h2"}}

    def _views_publish(self, body: dict[str, Any]) -> dict[str, Any]:
        self._slack.views.append({"how": "publish", **body})
        return {"view": {"id": f"V{next(self._slack.count)}", "hash": "h1"}}

    def _assistant_threads_setstatus(self, body: dict[str, Any]) -> dict[str, Any]:
        self._slack.statuses.append(body)
        return {}

    def _assistant_threads_setsuggestedprompts(self, body: dict[str, Any]) -> dict[str, Any]:
        return {}

    def _agents_sessions_setstatus(self, body: dict[str, Any]) -> dict[str, Any]:
        where = (str(body["channel_id"]), str(body.get("thread_ts") or ""))
        self._slack.sessions[where] = str(body["status"])
        if body.get("title"):
            self._slack.titles.setdefault(where, str(body["title"]))
        return {}

    def _chat_startstream(self, body: dict[str, Any]) -> dict[str, Any]:
        return self._room(str(body["channel"])) or self._streams.start(body)

    def _chat_appendstream(self, body: dict[str, Any]) -> dict[str, Any]:
        return self._streams.append(body)

    def _chat_stopstream(self, body: dict[str, Any]) -> dict[str, Any]:
        return self._streams.stop(body)

    def _files_getuploadurlexternal(self, body: dict[str, Any]) -> dict[str, Any]:
        name = f"F{next(self._slack.count)}"
        self._slack.pending[name] = (str(body["filename"]), b"")
        return {"upload_url": f"{self._slack.url}/upload/{name}", "file_id": name}

    def _files_completeuploadexternal(self, body: dict[str, Any]) -> dict[str, Any]:
        for one in body["files"]:
            self._slack.files.append(self._slack.pending.pop(one["id"]))
        return {"files": [{"id": one["id"]} for one in body["files"]]}
