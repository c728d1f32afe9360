"""What people come for, one conversation a file, in the order of the menu."""

from bot.conversations import menu
from bot.talk.conversation import Book

BOOK = Book((menu.CONVERSATION,))
