"""Names for the shapes that travel as JSON."""

from typing import Any, TypeAlias

Value: TypeAlias = Any
Json: TypeAlias = dict[str, Any]
