"""Documents: what is drawn or written from tables and records."""
