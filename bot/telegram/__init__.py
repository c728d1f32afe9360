"""Everything that speaks the Bot API: updates come in, messages go out."""
