"""Reading CSV and XLSX files that people send, in a process of its own with limits."""

from kinerja.spreadsheets.reading import CHAT, COMMAND_LINE, Limits, read_sheets

__all__ = ["CHAT", "COMMAND_LINE", "Limits", "read_sheets"]
