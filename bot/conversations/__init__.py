"""What people come for, one conversation a file, in the order of the menu."""

from bot.conversations import menu, report
from bot.talk.conversation import Book

BOOK = Book((report.CONVERSATION, menu.CONVERSATION))
