"""Who acts, reads and assists on a day, written slowly from the words of docs/rights.en.md.

It shares nothing with the assistant: it knows no spans and no rows, and asks one day after the other who it is.
"""

from dataclasses import dataclass, field

MONTH = 31


@dataclass(frozen=True)
class Post:
    """A post with its first rater, if any; days are numbers, ``first`` and ``last`` may be open."""

    key: int
    holder: int
    rater: int | None
    first: int = -9999
    last: int = 9999


@dataclass(frozen=True)
class Deed:
    """Somebody stands in, follows or helps; ``above`` takes the post of whoever acts."""

    away: int
    acting: int
    first: int
    last: int = 9999
    limited: bool = False
    above: int | None = None
    post: int | None = None

    def holds(self, day: int) -> bool:
        return self.first <= day <= self.last


@dataclass
class Facts:
    """What was entered and confirmed, in its order."""

    posts: dict[int, Post] = field(default_factory=dict)
    covers: list[Deed] = field(default_factory=list)
    moves: list[Deed] = field(default_factory=list)
    helps: list[Deed] = field(default_factory=list)
    leaders: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    administrator: int = 0

    def owner(self, post: Post, day: int) -> int | None:
        """Return who rates a post on a day when nobody is away."""
        if day < post.first:
            return None
        who, since = post.rater, post.first
        for move in sorted(self.moves, key=lambda one: one.first):
            if who == move.away and since < move.first <= day:
                who = move.above if move.acting == post.holder else move.acting
                since = move.first
        return who

    def acting(self, post: Post, day: int) -> tuple[int | None, bool]:
        """Return who acts for a post on a day, and whether without plans and ratings."""
        who, limited = self.owner(post, day), False
        seen = {who}
        while who is not None:
            chosen = None
            for cover in self.covers:
                if cover.away != who or not cover.holds(day) or cover.post not in (None, post.key):
                    continue
                to = cover.above if cover.acting == post.holder else cover.acting
                if to is None or to in seen:
                    continue
                if chosen is None or (cover.post is not None) >= (chosen[0].post is not None):
                    chosen = cover, to
            if chosen is None:
                break
            limited = limited or chosen[0].limited
            who = chosen[1]
            seen.add(who)
        return who, limited

    def held(self, person: int, day: int) -> list[Post]:
        return [p for p in self.posts.values() if p.holder == person and p.first <= day <= p.last]

    def above(self, person: int, day: int) -> set[int]:
        """Return who acts for somebody's present posts, and so on upwards."""
        found: set[int] = set()
        level = {person}
        while level:
            level = {
                who
                for one in level
                for post in self.held(one, day)
                if (who := self.acting(post, day)[0]) is not None
            } - found
            found |= level
        return found

    def relations(self, actor: int, post: Post, day: int, during: tuple[int, int]) -> set[str]:
        """Return how somebody stands to a post on a day."""
        found = set()
        if actor == self.administrator and self.held(post.holder, day):
            found.add("admin")
        if actor == post.holder:
            return found | {"self"}
        owner = self.owner(post, day)
        acting, limited = self.acting(post, day)
        if acting == actor:
            found.add("deputy" if limited else "rater")
        elif owner == actor:
            found.add("keeper" if limited else "reader")
        if any(h.acting == actor and h.away == acting and h.holds(day) for h in self.helps):
            found.add("assistant")
        if self._has_moved_on(actor, post, day, during):
            found.add("former")
        if self.leads(actor, post, day):
            found.add("leader")
        if post in self.held(post.holder, day) and (
            acting == actor or (acting is not None and actor in self.above(acting, day))
        ):
            found.add("superior")
        return found

    def leads(self, actor: int, post: Post, day: int) -> bool:
        leader, first, last = self.leaders.get(post.key, (0, 0, -1))
        return leader == actor != post.holder and first <= day <= last

    def _has_moved_on(self, actor: int, post: Post, day: int, during: tuple[int, int]) -> bool:
        owned = [one for one in range(-60, 400) if self.owner(post, one) == actor]
        return (
            bool(owned)
            and day - MONTH <= owned[-1] < day
            and any(during[0] <= one <= during[1] for one in owned)
        )
