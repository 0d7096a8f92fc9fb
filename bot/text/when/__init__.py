"""Time expressions: what news and official texts say about when, as calendar days."""

from bot.text.when.calendars import business_days_after, check_calendar
from bot.text.when.lengths import add_duration
from bot.text.when.tagger import read_phrase, tag

__all__ = ["add_duration", "business_days_after", "check_calendar", "read_phrase", "tag"]
