"""The key of the audit chain: from the settings, or from a file that is made when the first entry is sealed."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pydantic import Field, SecretStr, field_validator

from bot.section import Section
from kinerja.errors import Refused
from kinerja.messages import N_

SHORTEST = 16


class Audit(Section):
    """The key that seals the audit trail; without one, a file keeps it."""

    key: SecretStr = SecretStr("")
    key_file: Path = Field(default=Path("audit.key"))

    @field_validator("key")
    @classmethod
    def _long_enough(cls, key: SecretStr) -> SecretStr:
        if 0 < len(key.get_secret_value()) < SHORTEST:
            raise ValueError(f"at least {SHORTEST} characters")
        return key


def known_key(settings: Audit) -> bytes | None:
    """Return the key; None where there is none yet."""
    configured = settings.key.get_secret_value()
    if configured:
        return configured.encode()
    try:
        key = settings.key_file.read_bytes().strip()
    except FileNotFoundError:
        return None
    except OSError:
        raise Refused(
            N_(
                "The audit key cannot be read. Please check the settings audit.key and audit.key_file."
            )
        ) from None
    if len(key) < SHORTEST:
        raise Refused(
            N_(
                "The audit key cannot be read. Please check the settings audit.key and audit.key_file."
            )
        )
    return key


def key_to_seal(settings: Audit, *, begun: bool) -> bytes:
    """Return the key; make one where the chain has not ``begun`` and there is none.

    Several processes that make it at once end with the same one.
    """
    key = known_key(settings)
    if key is not None:
        return key
    if begun:
        raise Refused(
            N_(
                "The audit trail was sealed with a key that is not here. Please set audit.key, or put the "
                "file back that audit.key_file names."
            )
        )
    _make(settings.key_file)
    made = known_key(settings)
    if made is None:
        raise Refused(N_("The audit key cannot be kept. Please check the setting audit.key_file."))
    return made


def _make(path: Path) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    except OSError:
        raise Refused(
            N_("The audit key cannot be kept. Please check the setting audit.key_file.")
        ) from None
