"""An announcement as a TOML file describes it, for the command line."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.settings import load_settings
from kinerja.errors import Refused
from kinerja.messages import N_

if TYPE_CHECKING:
    from sqlmodel import Session

    from kinerja.rules.access import Actor
    from kinerja.rules.broadcast_audience import Audience
    from kinerja.rules.broadcasts import Ways
    from kinerja.services.broadcasting import BroadcastFile

_PICTURES = ("image/jpeg", "image/png")


class Announcement(BaseModel):
    """An announcement as a TOML file describes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    english: str = ""
    file: Path | None = None
    units: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    not_reported: str = ""
    nips: tuple[str, ...] = ()
    at: str = ""
    urgent: bool = False
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command works with."""

    session: Session
    actor: Actor
    ways: Ways
    now: datetime
    today: date

    @property
    def moment(self) -> dict[str, Any]:
        """The moment and day that services take."""
        return {"now": self.now, "today": self.today}


def write(desk: Desk, wanted: Announcement, folder: Path) -> int:
    """Write an announcement as a file describes it; return its number."""
    from kinerja.services import broadcasting as services  # noqa: PLC0415 - slow to import

    session, actor = desk.session, desk.actor
    number = services.open_broadcast(session, actor, **desk.moment)
    if wanted.file is not None:
        kept = _kept(folder / wanted.file)
        services.attach_to_broadcast(session, actor, number, kept, **desk.moment)
    texts = {"id": wanted.text, "en": wanted.english}
    services.write_broadcast(session, actor, number, texts, **desk.moment)
    audience = _audience(desk, wanted)
    services.address_broadcast(session, actor, number, audience, **desk.moment)
    if wanted.nips:
        missing = services.list_people(session, actor, number, wanted.nips, **desk.moment)
        if missing:
            raise Refused(N_("Nobody has these NIPs: {nips}"), nips=", ".join(missing))
    services.set_up_broadcast(
        session,
        actor,
        number,
        starts_local=wanted.at,
        urgent=wanted.urgent,
        receipt=wanted.confirm,
        **desk.moment,
    )
    return number


def _audience(desk: Desk, wanted: Announcement) -> Audience:
    from kinerja.models import EmploymentKind  # noqa: PLC0415 - slow to import
    from kinerja.reports.broadcast_choices import (  # noqa: PLC0415 - as above
        groups_to_choose,
        units_to_choose,
    )
    from kinerja.rules.broadcast_audience import Audience, Part  # noqa: PLC0415 - as above

    known = {one.name: one.id for one in units_to_choose(desk.session, desk.actor, desk.today)}
    for name in wanted.units:
        if name not in known:
            raise Refused(N_("There is no unit called {name}."), name=name)
    groups = {one.name: one.id for one in groups_to_choose(desk.session, desk.actor, desk.today)}
    for name in wanted.groups:
        if name not in groups:
            raise Refused(N_("There is no group called {name} with anybody in it."), name=name)
    try:
        month = wanted.not_reported
        return Audience(
            units=tuple(known[name] for name in wanted.units),
            groups=tuple(groups[name] for name in wanted.groups),
            parts=tuple(Part(name) for name in wanted.roles),
            kinds=tuple(EmploymentKind(name) for name in wanted.kinds),
            unreported=date.fromisoformat(f"{month}-01") if month else None,
        )
    except ValueError as wrong:
        raise Refused(
            N_("The file has a value that cannot be used: {value}"), value=str(wrong)
        ) from None


def _kept(file: Path) -> BroadcastFile:
    """Keep a file in the evidence store, as one that comes by chat."""
    from kinerja.evidence_store import EvidenceStore  # noqa: PLC0415 - slow to import
    from kinerja.models import EvidenceKind  # noqa: PLC0415 - as above
    from kinerja.services.broadcasting import BroadcastFile  # noqa: PLC0415 - as above

    try:
        content = file.read_bytes()
    except OSError:
        raise Refused(N_("The file {name} cannot be read."), name=file.name) from None
    kept = EvidenceStore(load_settings().files.path).keep(content, file.name)
    kind = EvidenceKind.PHOTO if kept.media_type in _PICTURES else EvidenceKind.DOCUMENT
    return BroadcastFile(kind, kept.sha256, None, file.name)


def read(file: Path) -> Announcement:
    """Read an announcement; refused where the file says something else."""
    try:
        return Announcement(**tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError:
        raise Refused(N_("The file {name} cannot be read."), name=file.name) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Refused(N_("The file {name} is not valid TOML."), name=file.name) from None
    except ValidationError as wrong:
        names = ", ".join(sorted({str(error["loc"][0]) for error in wrong.errors()}))
        raise Refused(
            N_("The file {name} is wrong in: {names}"), name=file.name, names=names
        ) from None
