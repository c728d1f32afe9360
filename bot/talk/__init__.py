"""How the assistant talks: turns, forms, and sentences in the reader's language; it knows no Telegram."""
