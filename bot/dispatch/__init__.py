"""From one incoming value to one command, action or form, inside the caller's unit of work."""

from bot.dispatch.routing import Dispatcher, Handled

__all__ = ["Dispatcher", "Handled"]
