"""``python -m tests.bench``: the assistant beside a stock python-telegram-bot, in turn, on this machine.

Figures are printed, never asserted: machines are noisy, ratios within one run are what counts.
"""

import argparse
import contextlib
import itertools
import statistics
import time
from collections.abc import Iterator

from tests.bench.agency import recorded, steps
from tests.bench.databases import Engines, Place
from tests.bench.measure import Cost, ours, stock
from tests.bench.specificity import table as specificity
from tests.chaos.run import command
from tests.chaos.standin import StandIn

ROUND_TRIP = 0.05
STOCK = "stock echo"


def numbers() -> Iterator[int]:
    return itertools.count(int(time.time()) % 10**6)


def take(source: Iterator[dict], count: int) -> list[dict]:
    return list(itertools.islice(source, count))


def echoes(people: int) -> Iterator[dict]:
    for number in numbers():
        yield command(number, 10_000 + number % people, f"halo {number}")


class Bench:
    def __init__(self, arguments: argparse.Namespace, engines: Engines) -> None:
        self.updates, self.people = arguments.updates, arguments.people
        self.rounds, self.engines = arguments.rounds, engines
        self.costs: dict[str, list[Cost]] = {}
        self.starts: dict[str, list[float]] = {}
        self.memory: dict[str, list[float]] = {}
        self.flow: dict[str, list[float]] = {}

    def run(self) -> None:
        for _ in range(self.rounds):
            with StandIn() as telegram:
                self._stock(telegram)
            for engine in self.engines.names:
                with StandIn() as telegram, self.engines.place(engine, self.people) as place:
                    self._ours(engine, telegram, place)
        for _ in range(self.rounds):
            self._flow()

    def _stock(self, telegram: StandIn) -> None:
        source = echoes(self.people)
        with stock(telegram) as subject:
            self._note(STOCK, subject, source)

    def _ours(self, engine: str, telegram: StandIn, place: Place) -> None:
        source = steps(place.people, numbers())
        with ours(telegram, place.url) as subject:
            self._note(engine, subject, source)
        print(f"  {engine}: {recorded(place.database)}")

    def _note(self, name: str, subject, source: Iterator[dict]) -> None:
        time.sleep(1.5)
        self.starts.setdefault(name, []).append(subject.started_in)
        self.memory.setdefault(name, []).append(subject.memory())
        subject.cost_of(take(source, self.people))
        cost = subject.cost_of(take(source, self.updates))
        self.costs.setdefault(name, []).append(cost)
        print(f"  {name}: {cost.cpu_each * 1000:.2f} ms CPU an update, {cost.each_second:.0f}/s")

    def _flow(self) -> None:
        with StandIn(delay=ROUND_TRIP) as telegram, stock(telegram) as subject:
            cost = subject.cost_of(take(echoes(self.people), 60))
            self.flow.setdefault(STOCK, []).append(cost.each_second)
        for engine in self.engines.names:
            with (
                StandIn(delay=ROUND_TRIP) as telegram,
                self.engines.place(engine, self.people) as place,
                ours(telegram, place.url) as subject,
            ):
                source = steps(place.people, numbers())
                subject.cost_of(take(source, self.people))
                cost = subject.cost_of(take(source, self.updates))
                self.flow.setdefault(engine, []).append(cost.each_second)

    def table(self) -> str:
        def row(name: str, values: dict[str, list[float]], unit: str, goal: str) -> list[str]:
            base = statistics.median(values[STOCK])
            return [
                f"{name:<34}{who:<12}{(m := statistics.median(found)):>10.2f} {unit:<5}"
                f"{m / base:>7.2f} x   {goal if who != STOCK else ''}"
                for who, found in values.items()
            ]

        cpu = {n: [c.cpu_each * 1000 for c in found] for n, found in self.costs.items()}
        calls = {n: [c.calls / c.updates for c in found] for n, found in self.costs.items()}
        starts = {n: [s * 1000 for s in found] for n, found in self.starts.items()}
        return "\n".join(
            [
                *row("CPU an update (ours: report step)", cpu, "ms", "goal <= 3 x"),
                *row("calls of the Bot API an update", calls, "", ""),
                *row("updates a second at 50 ms", self.flow, "/s", "goal >= 10 x"),
                *row("start to first getUpdates", starts, "ms", "goal <= 2.2 x"),
                *row("idle memory", self.memory, "MB", "goal <= 110 MB"),
            ]
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--updates", type=int, default=1000, help="measured updates a round")
    parser.add_argument("--people", type=int, default=200, help="chats they come from")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    print(specificity())
    with contextlib.ExitStack() as stack:
        bench = Bench(arguments, Engines(stack))
        bench.run()
        print(bench.table())


if __name__ == "__main__":
    main()
