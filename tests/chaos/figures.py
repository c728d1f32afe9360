"""What came of a fault run: counted from the database and from the ledger of the other side."""

from collections import Counter

from sqlmodel import col, select

from kinerja.models import AuditEntry, InboxStatus, InboxUpdate, OutboxMessage, OutboxStatus
from tests.chaos.process import ACTION
from tests.chaos.run import Run

LOST = (OutboxStatus.PENDING, OutboxStatus.SENDING, OutboxStatus.FAILED, OutboxStatus.CANCELLED)


def inbox_figures(run: Run) -> dict[str, int]:
    """Count updates that were lost, had their effect twice or out of order."""
    with run.database.reading() as session:
        effects = session.exec(
            select(AuditEntry.subject_id, AuditEntry.detail)
            .where(col(AuditEntry.action) == ACTION)
            .order_by(col(AuditEntry.id))
        ).all()
        unfinished = session.exec(
            select(InboxUpdate.update_id).where(col(InboxUpdate.status) != InboxStatus.DONE)
        ).all()
    times = Counter(number for number, _detail in effects)
    newest: dict[int, int] = {}
    out_of_order = 0
    for number, detail in effects:
        out_of_order += number < newest.get(detail["chat"], 0)
        newest[detail["chat"]] = number
    return {
        "updates": run.plan.updates,
        "updates delivered twice": run.telegram.ledger.duplicates,
        "updates lost": run.plan.updates - len(times),
        "updates not finished": len(unfinished),
        "effects twice": sum(count > 1 for count in times.values()),
        "effects out of order in a chat": out_of_order,
    }


def outbox_figures(run: Run) -> dict[str, int]:
    """Count messages that were lost, claimed or doubled."""
    ledger = run.telegram.ledger
    reached = Counter(text for _chat, _number, text in ledger.reached)
    with run.database.reading() as session:
        rows = session.exec(select(OutboxMessage.key, OutboxMessage.status)).all()
    outcome = {_text_of(key): status for key, status in rows}
    wanted = [f"R{number}" for number in range(1, run.plan.updates + 1)]
    if run.plan.notices:
        wanted += [f"N{number}" for number in range(1, run.plan.updates + 1)]
    return {
        "messages": len(wanted),
        "messages refused (429)": ledger.refused,
        "answers lost after the effect": len(ledger.answers_lost),
        "server errors without effect": ledger.without_effect,
        "in flight at the kills": run.in_flight,
        "messages lost": sum(outcome.get(t) in (None, *LOST) for t in wanted),
        "replies held": sum(outcome.get(t) is OutboxStatus.UNKNOWN for t in wanted if t[0] == "R"),
        "notices held": sum(outcome.get(t) is OutboxStatus.UNKNOWN for t in wanted if t[0] == "N"),
        "marked sent, never delivered": sum(
            outcome.get(t) is OutboxStatus.SENT and not reached[t] for t in wanted
        ),
        "replies twice": _again(reached, "R"),
        "notices twice": _again(reached, "N"),
        "replies out of order in a chat": _out_of_order(ledger.reached),
    }


def _text_of(key: str) -> str:
    """Return the text of the row: replies are keyed `u<update>.0`, notices `chaos.<update>`."""
    number = key.removeprefix("chaos.").removeprefix("u").removesuffix(".0")
    return f"N{number}" if key.startswith("chaos.") else f"R{number}"


def _again(reached: Counter, letter: str) -> int:
    return sum(count - 1 for text, count in reached.items() if text.startswith(letter))


def _out_of_order(reached: list) -> int:
    """Count replies that first came after a later one of their chat."""
    newest: dict[int, int] = {}
    seen = set()
    wrong = 0
    for chat, _number, text in reached:
        if not text.startswith("R") or text in seen:
            continue
        seen.add(text)
        wrong += int(text[1:]) < newest.get(chat, 0)
        newest[chat] = max(newest.get(chat, 0), int(text[1:]))
    return wrong


def table(title: str, run: Run, figures: dict[str, int]) -> str:
    """Write the figures of a run as a table."""
    head = f"{title}: {run.plan.kills} kills, {run.plan.processes} process(es), {run.seconds:.0f} s"
    width = max(map(len, figures))
    return "\n".join([head, *(f"  {name:<{width}}  {value:>7}" for name, value in figures.items())])
