"""What people of the play do in the chat, by the buttons they see."""

from collections.abc import Callable, Iterable, Mapping

from bot.demo import labels
from bot.demo.moments import Timeline
from bot.demo.phone import Phone
from bot.demo.report_deeds import complete, report
from bot.demo.script import Act, Role
from bot.demo.shapes import Json

GETTING_IN = 40.0
"""Seconds somebody waits at most for the first answer: the bot may still be starting."""


class Guest:
    """Somebody of the cast with a phone."""

    def __init__(
        self, base_url: str, role: Role, timeline: Timeline, names: Mapping[str, str]
    ) -> None:
        self.role, self.timeline, self.names = role, timeline, names
        self.phone = Phone(base_url, role.user_id)
        self._deeds: dict[str, Callable[[Act], None]] = {
            "join": self._join,
            "return": self._return,
            "log": self._log,
            "report": self._report,
            "completion": self._complete,
            "review": self._review,
            "reading": self._read,
        }

    def does(self, act: Act) -> None:
        """Do one thing of the script."""
        self._deeds[act.kind](act)

    def _join(self, act: Act) -> None:
        self.phone.writes(f"/start {act.details['token']}")
        self.phone.presses(*labels.AGREE, patience=GETTING_IN)
        self.phone.sees(*labels.CANCEL)
        self.phone.writes(self.role.nip)
        self.phone.presses(*labels.THAT_IS_ME)
        self.phone.sees(*labels.TOUR)

    def _return(self, act: Act) -> None:
        self.phone.writes("/menu")

    def _log(self, act: Act) -> None:
        result = act.details["result"]
        self.phone.writes(f"/catat {act.details['text']}")
        self.phone.presses(*((f"{result}",) if result else labels.OUTSIDE_PLAN))
        self.phone.sees(*labels.DELETE)

    def _report(self, act: Act) -> None:
        report(self.phone, self._months(act), act.details["lines"])

    def _complete(self, act: Act) -> None:
        complete(self.phone, self._months(act), act.details["lines"])

    def _months(self, act: Act) -> tuple[str, ...]:
        month = self.timeline.month_of(act.when.month)
        return labels.month_names(month.year, month.month)

    def _review(self, act: Act) -> None:
        name = self.names[act.details["of"]]
        # A long name stands on a button without the titles behind it.
        names = (name, name.partition(",")[0])
        wanted = tuple(f"{one}, {month}" for one in names for month in self._months(act))
        self.phone.writes("/tinjau")
        self._open_waiting(wanted)
        if "returned" in act.details:
            self._give_back(act.details["returned"])
        else:
            self._accept(act.details)

    def _open_waiting(self, wanted: tuple[str, ...]) -> None:
        """Open a report from the inbox: by its name, or where there are many, by its number."""
        while True:
            screen = self.phone.sees(*wanted, *labels.MORE)
            if screen.offered in wanted:
                self.phone.press_on(screen)
                return
            lines = screen.text.splitlines()
            number = next((n for n, _, rest in _numbered(lines) if rest.startswith(wanted)), None)
            if number is not None:
                self.phone.presses(number)
                return
            self.phone.presses(*labels.NEXT_PAGES)

    def _give_back(self, reason: str) -> None:
        self.phone.presses(*labels.RETURN)
        self.phone.sees(*labels.CANCEL)
        self.phone.writes(reason)
        self.phone.presses(*labels.RETURN_IT)
        self.phone.sees(*labels.GIVE_FEEDBACK)

    def _accept(self, details: Json) -> None:
        self.phone.presses(*labels.ACCEPT)
        self.phone.presses(*labels.GIVE_FEEDBACK)
        for part in ("good", "improve", "next"):
            self.phone.sees(*labels.CANCEL)
            self.phone.writes(details[part])
        self._ticks((f"{number}. ",) for number in details.get("about", []))
        self._ticks(map(labels.either, details["values"]))
        self._ticks(())
        self._ticks(())
        progress = details.get("progress", True)
        self.phone.presses(*(labels.PROGRESS if progress else labels.NO_PROGRESS))
        self._ticks(map(labels.either, details["outcome"]))
        self.phone.presses(*labels.SEND)
        self.phone.sees(*labels.TO_REVIEW, *labels.NEXT_REPORT)

    def _ticks(self, wanted: Iterable[tuple[str, ...]]) -> None:
        for label in wanted:
            self.phone.presses(*label)
        self.phone.presses(*labels.DONE)

    def _read(self, act: Act) -> None:
        self.phone.writes("/umpanbalik")
        self.phone.presses(*labels.NEW_FEEDBACK)
        self.phone.presses(*labels.READ)
        if "answer" in act.details:
            self.phone.presses(*labels.ANSWER)
            self.phone.sees(*labels.CANCEL)
            self.phone.writes(act.details["answer"])
            self.phone.presses(*labels.SEND)
        self.phone.sees(*labels.FEEDBACK)


def _numbered(lines: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    """Yield the parts of lines such as "3. Budi Santoso, Januari 2026: …"."""
    return (parts for line in lines if (parts := line.partition(". "))[0].isdigit())
