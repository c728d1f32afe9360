"""What is asked about somebody, how often it is seen, and how an answer is given, in words."""

from __future__ import annotations

from kinerja.messages import N_
from kinerja.models import Circle
from kinerja.rules.betraying_words import Sign
from kinerja.rules.peer_feedback import Question, Seen

QUESTIONS = {
    Question.COLLABORATES: N_("Is easy to work with"),
    Question.KEEPS_WORD: N_("Keeps promises and times"),
    Question.SHARES: N_("Shares what others need to know"),
    Question.LISTENS: N_("Listens to ideas and objections"),
    Question.CLEAR: N_("Says clearly what is expected"),
    Question.RESPECTS: N_("Treats everybody with respect"),
}
SEEN = {
    Seen.OFTEN: N_("Often seen"),
    Seen.SOMETIMES: N_("Sometimes"),
    Seen.SELDOM: N_("Seldom yet"),
    Seen.CANNOT_SAY: N_("I cannot say"),
}
CIRCLES = {
    Circle.PICKED: N_("people chosen by name, with their names"),
    Circle.UNIT: N_("colleagues of the unit, without names"),
    Circle.BELOW: N_("the people led, without names"),
}
SIGNS = {
    Sign.NAME: N_("a name"),
    Sign.NUMBER: N_("a number or an address"),
    Sign.ROLE: N_("your task or post"),
    Sign.ONLY: N_("something that only you can say"),
    Sign.BETWEEN_US: N_("something that happened between you two"),
    Sign.MOMENT: N_("a day or an hour"),
    Sign.PLACE: N_("a place"),
    Sign.LONG: N_("many words, by which your style is known"),
}
