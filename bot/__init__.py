"""The assistant: its talk, its Telegram side and its engine room."""

import os

# python-telegram-bot gives durations as timedelta and warns without this; it reads it when imported.
os.environ.setdefault("PTB_TIMEDELTA", "1")
