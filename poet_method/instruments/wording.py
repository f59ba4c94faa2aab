"""What a survey methodologist would query in the wording of one English item or question.

The rules are old and widely taught: ask one thing, avoid negations, absolutes and leading words, be short
(Payne, *The Art of Asking Questions*, 1951; Bradburn, Sudman & Wansink, *Asking Questions*, 2004). They look
for words, so they sometimes query a good sentence; turns of phrase known to be harmless are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_WORDS = 20
"""A text with more words is called long."""

# Pairs that name one thing between them, so that their "and" or "or" asks nothing twice.
_ONE_THING = re.compile(
    r"\b(health (and|or) (social )?care|(service )?users? (and|or) (their )?carers?|"
    r"people (and|or) (their )?carers|"
    r"roles? and responsibilit(y|ies)|terms and conditions|and/or|one or more|two or more|more or less|"
    r"whether or not|sooner or later|now and (then|again)|again and again|more and more|up and running|"
    r"men and women|women and men|children and young people|give and take|pros and cons|day and night|"
    r"don[’']t know,? or not)\b"
)
_TWO_THINGS = re.compile(r"\b(and|or|as well as)\b|&")
_HARMLESS_NO = re.compile(r"\b(whether or not|not only|no matter|yes or no)\b")
_NEGATION = re.compile(r"\b(not|cannot|no|neither|nor|hardly)\b|\w+n[’']t\b")
_NOT_ABSOLUTE = re.compile(
    r"(\b(not|hardly|almost|nearly)|n[’']t) (\w+ )?"
    r"(always|everyone|everybody|everything|completely|totally|entirely)\b"
)
_ABSOLUTE = re.compile(
    r"\b(always|never|everyone|everybody|everything|nobody|no one|nothing|none|"
    r"completely|totally|entirely|absolutely|all of|every single)\b"
)
_LEADING = re.compile(
    r"^(clearly|naturally|surely|obviously)\b|"
    r"\b(of course|needless to say|as everyone knows|do you agree|don[’']t you|wouldn[’']t you|isn[’']t it|"
    r"excellent|outstanding|wonderful|terrible|appalling|disastrous)\b"
)


def wording_doubts(text: str, *, statement: bool) -> Iterator[str]:
    """The reasons to look at an English text again, each one sentence without its full stop.

    Absolutes and negations are hard only in a ``statement`` that people agree or disagree with.
    """
    words = len(text.split())
    if words > MOST_WORDS:
        yield f"it has {words} words; up to {MOST_WORDS} are easier to answer"
    plain = text.casefold()
    if found := _TWO_THINGS.search(_ONE_THING.sub("", plain)):
        yield f'"{found[0]}" may join two things, which people cannot answer apart'
    if statement:
        yield from _hard_to_agree_with(plain)
    if found := _LEADING.search(plain):
        yield f'"{found[0]}" may lead people to an answer'


def _hard_to_agree_with(plain: str) -> Iterator[str]:
    if found := _ABSOLUTE.search(_NOT_ABSOLUTE.sub("", plain)):
        yield f'"{found[0]}" is absolute; few people can say it is so without exception'
    # "No one" has been queried as absolute already.
    if found := _NEGATION.search(_HARMLESS_NO.sub("", plain.replace("no one", ""))):
        yield f'"{found[0]}" is a negation; to disagree with it is a double negative'
