"""What screens and documents need to read; each takes its reader and asks for the right."""
