"""A local stand-in for Telegram: Bot API server, control side and chat page.

It stands outside the assistant on purpose: it imports nothing of it and is reached over HTTP only.
"""
