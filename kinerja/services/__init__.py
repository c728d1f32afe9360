"""The use cases: one a function; each asks for the right, applies rules, changes rows and tells."""
