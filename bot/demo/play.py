"""Plays the script: moves the clock from scene to scene and lets people act at the same time."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from bot.demo import people
from bot.demo.control_client import Refused
from bot.demo.deeds import Guest
from bot.demo.moments import Timeline, When
from bot.demo.player import NotSeen
from bot.demo.script import Act, Role, cast, scenes
from bot.demo.server import LocalTelegram

LEFT_TO_THE_VISITOR = "intan"
"""Who is not linked, and has an invitation at hand."""
_QUIET = 0.12
"""Seconds without a new message after which a scene is over, so that no notice comes on a later day."""


class Teller(Protocol):
    """Says a sentence of `bot.demo.words`."""

    def __call__(self, name: str, **values: object) -> None:
        """Say it where whoever started the demonstration reads it."""
        ...


class Play:
    """The people of the script on one stand-in."""

    def __init__(self, telegram: LocalTelegram, timeline: Timeline, tell: Teller) -> None:
        self.telegram, self.timeline, self.tell = telegram, timeline, tell
        self.roles = {role.key: role for role in cast()}
        self._guests: dict[str, Guest] = {}
        self._threads = ThreadPoolExecutor(len(self.roles), thread_name_prefix="play")

    def __enter__(self) -> Self:
        names = {role.key: role.full_name for role in self.roles.values()}
        for role in self.roles.values():
            people.create_user(self.telegram.world, _account(role))
            self._guests[role.key] = Guest(self.telegram.url, role, self.timeline, names)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def move_clock(self, moment: datetime | None) -> None:
        """Move the demonstration's clock to a moment; without one it shows the real time."""
        clock = self.telegram.world.clock
        if moment is None:
            clock.set_offset(0)
        else:
            clock.to_moment(moment.isoformat())
        self.telegram.world.hub.publish("clock", **clock.as_json())

    async def run(self, tokens: dict[str, str]) -> None:
        """Let people get in, and play the scenes up to the present."""
        joining = [role for role in self.roles.values() if role.key != LEFT_TO_THE_VISITOR]
        self.tell("joining", count=len(joining))
        await self._together(
            Act("join", role.key, When(), {"token": tokens[role.nip]}) for role in joining
        )
        month = 0
        for scene in scenes(self.timeline):
            if scene[0].when.month > month:
                month = scene[0].when.month
                self.tell("month", month=f"{self.timeline.month_of(month):%m/%Y}")
            self.move_clock(self.timeline.moment(scene[0].when))
            await self._together(scene)

    async def come_back(self, uninvited: Iterable[str]) -> None:
        """Let everybody who is linked open the chat again; what was said before is gone."""
        known = [role.key for role in self.roles.values() if role.nip not in set(uninvited)]
        await self._together(Act("return", key, When(), {}) for key in known)

    def hand_over_invitation(self, tokens: dict[str, str], sentence: str) -> None:
        """Put the invitation into the chat of the person who is left to the visitor."""
        world, role = self.telegram.world, self.roles[LEFT_TO_THE_VISITOR]
        if role.nip not in tokens:
            return
        link = f"https://t.me/{world.bot['username']}?start={tokens[role.nip]}"
        user = world.users[role.user_id]
        words = sentence.format(name=role.name, link=link, nip=role.nip)
        world.post(world.chats[user.id], user.as_json(), people.text(words))

    async def _together(self, acts: Iterable[Act]) -> None:
        """Let everybody do what is theirs in order, all people at the same time."""
        theirs: dict[str, list[Act]] = {}
        for act in acts:
            theirs.setdefault(act.who, []).append(act)
        loop = asyncio.get_running_loop()
        await asyncio.gather(
            *(
                loop.run_in_executor(self._threads, self._let, self._guests[who], todo)
                for who, todo in theirs.items()
            )
        )
        await self._until_quiet()

    async def _until_quiet(self) -> None:
        chats = self.telegram.world.chats.values()
        before, now = -1, sum(chat.version for chat in chats)
        while now != before:
            await asyncio.sleep(_QUIET)
            before, now = now, sum(chat.version for chat in chats)

    def _let(self, guest: Guest, todo: list[Act]) -> None:
        for act in todo:
            try:
                guest.does(act)
            except (NotSeen, Refused, OSError) as trouble:
                self.tell(
                    "missed",
                    who=guest.role.name,
                    kind=act.kind,
                    reason=str(trouble).partition("\n")[0],
                )


def _account(role: Role) -> dict[str, object]:
    return {
        "id": role.user_id,
        "first_name": role.first_name,
        "last_name": role.last_name,
        "language_code": role.language,
        "note": role.note,
    }
