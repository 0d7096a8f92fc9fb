"""What the Discord adapter has, and why it lacks the rest."""

from __future__ import annotations

from bot.desk.capabilities import Capability, Declared

_RENDER, _PLATFORM, _ONCE = "test_render.py::", "test_platform.py::", "test_once.py::"
_ASK, _PRESS = "test_asking.py::", "test_presses.py::"
_GATE, _SEEN = "test_gateway.py::", "test_audiences.py::"
_TALK, _FORMS = "test_conversations.py::", "test_forms.py::"

DISCORD = Declared(
    platform="discord",
    has={
        Capability.ASK_BY_MENTION: _ASK + "test_a_mention_is_answered_below_the_question",
        Capability.ASK_BY_REPLY: _ASK + "test_with_message_content_our_threads_go_on_and_links_are_seen",
        Capability.ASK_DIRECTLY: _SEEN + "test_direct_messages_see_the_home_server_only_for_its_members",
        Capability.COMMANDS: _ASK + "test_every_command_reaches_the_desk_in_its_words",
        Capability.COMPLETION: _ASK + "test_autocomplete_offers_names_of_the_ledger",
        Capability.MESSAGE_MENU: _ASK + "test_a_context_menu_asks_about_the_message",
        Capability.CONVERSATION: _TALK + "test_a_reply_to_us_goes_on_with_the_conversation",
        Capability.EDITS: _TALK + "test_an_edited_question_and_a_deleted_one_reach_the_desk",
        Capability.DELETIONS: _TALK + "test_a_question_deleted_after_a_restart_is_still_known",
        Capability.LINKS: _ASK + "test_with_message_content_our_threads_go_on_and_links_are_seen",
        Capability.STATUS: _PLATFORM + "test_the_sign_of_life_is_typing_and_never_an_error",
        Capability.STREAMING: "test_live.py::test_checked_sentences_appear_one_by_one",
        Capability.PRIVATE_ANSWERS: _SEEN + "test_in_a_busy_channel_answers_are_for_the_asker",
        Capability.SHARE: _PRESS + "test_share_leaves_nothing_waiting",
        Capability.SOURCES: _PRESS + "test_sources_open_in_the_message_itself",
        Capability.QUOTE: _PRESS + "test_buttons_work_after_a_restart",
        Capability.WHY: _RENDER + "test_no_button_is_lost",
        Capability.REMIND: _RENDER + "test_no_button_is_lost",
        Capability.CALENDAR: _PLATFORM + "test_a_calendar_goes_along_as_a_file",
        Capability.FEEDBACK: _RENDER + "test_no_button_is_lost",
        Capability.FEEDBACK_REASON: _PRESS + "test_not_right_asks_why_and_the_form_may_be_older_than_we_are",
        Capability.LONG_ANSWERS: _PLATFORM + "test_parts_of_a_long_answer_are_completed_and_not_repeated",
        Capability.PAGING: _FORMS + "test_a_long_list_is_leafed_through_in_its_message",
        Capability.SETTINGS_FORM: _FORMS + "test_a_sent_form_changes_the_channel",
        Capability.ROLES: _FORMS + "test_a_chosen_role_may_add_articles",
        Capability.READER_TIMES: _RENDER + "test_a_deadline_is_told_by_each_readers_own_clock",
        Capability.THREADS: _TALK + "test_a_long_conversation_goes_on_in_a_thread",
        Capability.PLAIN_TEXT: _PLATFORM + "test_a_form_that_discord_does_not_take_goes_as_plain_text",
        Capability.PRIVATE_CHANNELS: _SEEN + "test_a_private_channel_is_an_audience_of_its_own",
        Capability.GUESTS: _SEEN + "test_a_server_that_did_not_install_us_gives_and_gets_nothing",
        Capability.ADMIN_RIGHTS: _SEEN + "test_who_manages_the_server_is_an_admin",
        Capability.LANGUAGES: _GATE + "test_commands_have_names_in_several_languages_and_say_where_they_work",
        Capability.ONCE: _ONCE + "test_a_process_that_dies_anywhere_leaves_exactly_one_answer",
    },
    lacks={
        Capability.HOME: "Discord has no page of a bot's own; /deadlines for oneself alone stands in",
        Capability.LOCAL_TIMES: "Discord tells no member's zone; the setting of the server's zone counts for all",
    },
)
