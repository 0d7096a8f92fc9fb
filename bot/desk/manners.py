"""What is said to greetings, thanks and questions about ourselves: no article is looked into for them."""

from __future__ import annotations

import re

ABOUT_ME = (
    "I am Dateline. I read the articles that this workspace follows and answer from them, with the words behind every sentence. "
    "Ask me who met whom, who said what, or which deadline applies; “help” lists everything."
)
_HOW_TO_STOP = "Nothing is being written here. What I post unasked ends with: digest off, unwatch all, settings my reminders off."
_HOW_TO_WATCH = (
    "To be told of news at once: watch NAME, or watch deadlines NAME. To be reminded of a deadline, ask for it and press "
    "“Remind me” under the answer."
)
_MANNERS = (
    (
        r"(?:hi|hello|hey|hallo|moin|servus|bonjour|salut|hola|good (?:morning|afternoon|evening|day)|guten (?:morgen|tag|abend))"
        r"(?: (?:there|all|everyone|team|bot|dateline))?",
        ABOUT_ME,
    ),
    (
        r"(?:who|what) are you|what (?:is|can|do) (?:you|dateline)(?: (?:do|for|know))?|how (?:do|can|should) (?:i|we) (?:use|ask) "
        r"(?:this|you|it|dateline)|how does (?:this|it|dateline) work|was kannst du|wer bist du|que peux-tu faire|qué puedes hacer|"
        r"test|testing|ping",
        ABOUT_ME,
    ),
    (
        r"(?:many )?(?:thanks|thank you|thx|ty|danke|vielen dank|merci|gracias)(?: (?:a lot|very much|so much|all|dateline|bot))?|"
        r"(?:ok|okay|k|great|good|nice|perfect|cool|got it|fine|super|noted)(?:,? (?:thanks|thank you))?",
        "You are welcome.",
    ),
    (r"(?:stop|cancel|abort|halt|quiet|be quiet|shut up|stopp)(?: (?:it|this|that|please))?", _HOW_TO_STOP),
    (
        r"(?:please )?(?:remind|alert|notify|tell) me (?:about|of|when|if|before)\b.*|subscribe(?: me)? to\b.*",
        _HOW_TO_WATCH,
    ),
)
_READ = tuple((re.compile(pattern, re.IGNORECASE | re.DOTALL), words) for pattern, words in _MANNERS)


def answer_to_manners(text: str) -> str | None:
    """What to say to a message that asks for nothing in the articles; None for any other."""
    words = " ".join(text.split()).strip(" .,!?…:;-–—()")
    if not any(c.isalnum() for c in words):
        return ABOUT_ME  # a face, a thumb, a lone mark
    return next((said for pattern, said in _READ if pattern.fullmatch(words)), None)
