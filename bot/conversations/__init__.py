"""What people come for, one conversation a file, in the order of the menu."""

from bot.conversations import menu, report, review
from bot.talk.conversation import Book

BOOK = Book((report.CONVERSATION, review.CONVERSATION, menu.CONVERSATION))
