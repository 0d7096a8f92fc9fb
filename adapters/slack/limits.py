"""Slack's limits, each with where it comes from; a test compares them with two independent tables.

Sources: "SDK" the classes of slack_sdk.models.blocks, "reference" docs.slack.dev, "seen" observed behaviour.
"""

from __future__ import annotations

MESSAGE_BLOCKS = 50  # reference, chat.postMessage
STREAM_BLOCKS = 50  # reference, chat.stopStream: by chunks
SESSION_TITLE_CHARS = 200  # reference, agents.sessions.setStatus
VIEW_BLOCKS = 100  # reference, surfaces
SECTION_CHARS = 3_000  # SDK, section block
HEADER_CHARS = 150  # SDK, header block
CONTEXT_ELEMENTS = 10  # SDK, context block
ACTIONS_ELEMENTS = 25  # SDK, actions block
CONTEXT_ACTIONS_ELEMENTS = 5  # SDK, context_actions block
BUTTON_CHARS = 75  # SDK, button and feedback button
BUTTON_VALUE_CHARS = 2_000  # SDK, button and feedback button
URL_CHARS = 3_000  # SDK, button; used for every link
BLOCK_ID_CHARS = 255  # SDK
ACTION_ID_CHARS = 255  # SDK
MARKDOWN_CHARS = 12_000  # SDK, markdown block and all of a message's together
VIEW_TITLE_CHARS = 24  # SDK, title, submit and close of a view
PRIVATE_METADATA_CHARS = 3_000  # SDK, view
TEXT_FIELD_CHARS = 4_000  # reference, chat.postMessage: recommended; cut by Slack above 40,000

# Slack refuses whole messages near 13,200 characters of blocks (seen); no reference names that limit.
MESSAGE_CHARS = 9_000  # our own, over all text in a message's blocks
RICH_TEXT_CHARS = SECTION_CHARS  # our own, for one rich_text block: no reference names one
NOTE_CHARS = 2_000  # our own, for one line of small print

# Calls a minute to one workspace by tier, and the methods we call (java-slack-sdk, rate_limit_tiers.json).
TIERS = {"Tier1": 1, "Tier2": 20, "Tier3": 50, "Tier4": 100}
METHOD_TIERS = {
    "chat.startStream": "Tier2",
    "chat.stopStream": "Tier2",
    "chat.appendStream": "Tier4",
    "chat.update": "Tier3",
    "chat.delete": "Tier3",
    "chat.postEphemeral": "Tier4",
    "conversations.history": "Tier3",
    "conversations.replies": "Tier3",
    "conversations.info": "Tier3",
    "conversations.open": "Tier3",
    "users.info": "Tier4",
    "views.open": "Tier4",
    "views.publish": "Tier4",
    "views.update": "Tier4",
    "files.getUploadURLExternal": "Tier4",
    "files.completeUploadExternal": "Tier4",
    "assistant.threads.setSuggestedPrompts": "Tier3",
}
# chat.postMessage: one a second and channel, bursts tolerated; assistant.threads.setStatus: sixty a minute and DM.
PER_CHANNEL_A_MINUTE = {"chat.postMessage": 60, "assistant.threads.setStatus": 60}
