"""What the Slack adapter has, and why it lacks the rest."""

from __future__ import annotations

from bot.desk.capabilities import Capability, Declared

_APP, _PRESS, _ADMIN = "test_app.py::", "test_presses.py::", "test_admin.py::"
_STREAM = "test_streaming.py::"
_TRANSLATE, _RENDER, _PLATFORM, _ONCE = (
    "test_translate.py::",
    "test_render.py::",
    "test_platform.py::",
    "test_once.py::",
)

SLACK = Declared(
    platform="slack",
    has={
        Capability.ASK_BY_MENTION: _APP + "test_a_question_over_the_socket_is_answered_in_its_thread",
        Capability.ASK_BY_REPLY: _APP + "test_a_follow_up_in_a_thread_needs_no_mention",
        Capability.ASK_DIRECTLY: _TRANSLATE + "test_a_direct_message_needs_no_mention",
        Capability.COMMANDS: _PRESS + "test_every_command_of_the_desk_works_in_words",
        Capability.MESSAGE_MENU: _PRESS + "test_shortcuts_and_the_modal_ask_too",
        Capability.CONVERSATION: _APP + "test_a_follow_up_in_a_thread_needs_no_mention",
        Capability.EDITS: _APP + "test_an_edited_question_has_its_answer_replaced",
        Capability.DELETIONS: _APP + "test_a_deleted_question_takes_its_answer_along",
        Capability.LINKS: _TRANSLATE + "test_a_link_among_other_words_is_offered",
        Capability.STATUS: _APP + "test_a_sign_of_life_comes_at_once",
        Capability.STREAMING: _STREAM + "test_an_answer_streams_into_its_thread",
        Capability.PRIVATE_ANSWERS: _PRESS + "test_a_command_is_thanked_in_words_and_answered_in_private",
        Capability.SHARE: _PRESS + "test_sharing_posts_for_everybody",
        Capability.SOURCES: _PRESS + "test_sources_open_in_place",
        Capability.QUOTE: _TRANSLATE + "test_every_button_drawn_is_understood_when_pressed",
        Capability.WHY: _TRANSLATE + "test_every_button_drawn_is_understood_when_pressed",
        Capability.REMIND: _TRANSLATE + "test_every_button_drawn_is_understood_when_pressed",
        Capability.CALENDAR: _PLATFORM + "test_a_calendar_goes_with_its_message",
        Capability.FEEDBACK: _TRANSLATE + "test_every_button_drawn_is_understood_when_pressed",
        Capability.FEEDBACK_REASON: _PRESS + "test_not_right_asks_why_and_keeps_the_reason",
        Capability.LONG_ANSWERS: _RENDER + "test_no_sentence_receipt_or_button_is_lost",
        Capability.PAGING: "test_paging.py::test_a_long_list_is_leafed_through_in_its_message",
        Capability.THREADS: _APP + "test_a_question_over_the_socket_is_answered_in_its_thread",
        Capability.PLAIN_TEXT: _RENDER + "test_the_fallback_text_carries_the_whole_answer",
        Capability.PRIVATE_CHANNELS: _APP + "test_a_private_channels_article_stays_there",
        Capability.GUESTS: _APP + "test_guests_of_a_shared_channel_see_nothing_of_ours",
        Capability.ADMIN_RIGHTS: _ADMIN + "test_members_cannot_save_settings",
        Capability.ROLES: _ADMIN + "test_chosen_members_may_add_articles_and_others_may_not",
        Capability.SETTINGS_FORM: _ADMIN + "test_what_an_admin_saves_holds_and_is_noted",
        Capability.HOME: _ADMIN + "test_the_home_tab_has_what_is_ones_own",
        Capability.LOCAL_TIMES: _PRESS + "test_days_are_counted_in_the_askers_own_zone",
        Capability.ONCE: _ONCE + "test_a_process_that_dies_anywhere_leaves_exactly_one_answer",
    },
    lacks={
        Capability.COMPLETION: "Slack completes nothing behind a slash command; names are matched when it is sent",
        Capability.READER_TIMES: "a deadline is a day and is told with its countdown; Slack would make a moment of it",
        Capability.LANGUAGES: "an app has one manifest for all members; Slack keeps no names in other languages",
    },
)
