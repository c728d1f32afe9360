"""Taking in a file of templates: what the plan of a position usually says, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.models import TemplateRow
from kinerja.rules.access import Action, Actor
from kinerja.rules.plan_content import IndicatorSpec
from kinerja.rules.tables import Problems, Sheet
from kinerja.rules.template_file import TemplateLine, read_templates
from kinerja.services.audit import record
from kinerja.services.authority import authorise_agency
from kinerja.services.importing import Imported, one_at_a_time

_CONTENT = ("approach", "kind", "result", "supports")


@dataclass(frozen=True, slots=True)
class TemplatesPreview:
    """What taking in a file would do: which positions are new or change, and how many stay."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    unused: tuple[str, ...]


def import_templates(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, now: datetime, today: date
) -> Imported:
    """Take in templates; raise ``FileRefused`` with all wrong places, and change nothing.

    The template of a position is replaced by what the file says; positions that are not in it keep theirs.
    """
    templates, unused = _read(session, actor, sheets, today)
    new = changed = 0
    for key, rows in templates.items():
        before = _present(session, key)
        if _same(before, rows):
            continue
        new, changed = (new, changed + 1) if before else (new + 1, changed)
        for row in before:
            session.delete(row)
        session.flush()
        session.add_all(rows)
        session.flush()
        record(
            session,
            actor,
            "import",
            "plan_template",
            rows[0].id,
            person_id=None,
            now=now,
            position=rows[0].title,
        )
    return Imported(new, changed, len(templates) - new - changed, unused)


def preview_templates(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, now: datetime, today: date
) -> TemplatesPreview:
    """Say what taking in a file would do; raise ``FileRefused`` with all wrong places."""
    templates, unused = _read(session, actor, sheets, today)
    new, changed = [], []
    for key, rows in templates.items():
        before = _present(session, key)
        if not before:
            new.append(rows[0].title)
        elif not _same(before, rows):
            changed.append(rows[0].title)
    unchanged = len(templates) - len(new) - len(changed)
    return TemplatesPreview(tuple(new), tuple(changed), unchanged, unused)


def _read(
    session: Session, actor: Actor, sheets: Sequence[Sheet], today: date
) -> tuple[dict[str, list[TemplateRow]], tuple[str, ...]]:
    authorise_agency(session, actor, Action.IMPORT_TEMPLATES, today)
    one_at_a_time(session)
    problems = Problems()
    templates, unused = read_templates(sheets, problems)
    problems.refuse_if_any()
    rows = {
        key: [_row(key, ordinal, line) for ordinal, line in enumerate(found, start=1)]
        for key, found in templates.items()
    }
    return rows, unused


def _present(session: Session, key: str) -> Sequence[TemplateRow]:
    query = select(TemplateRow).where(col(TemplateRow.title_key) == key)
    return session.exec(query.order_by(col(TemplateRow.ordinal))).all()


def _same(before: Sequence[TemplateRow], rows: Sequence[TemplateRow]) -> bool:
    return list(map(_content, before)) == list(map(_content, rows))


def _row(key: str, ordinal: int, line: TemplateLine) -> TemplateRow:
    spec = line.indicator
    return TemplateRow(
        title=line.title,
        title_key=key,
        ordinal=ordinal,
        approach=line.approach,
        kind=line.kind,
        result=line.result,
        supports=line.supports,
        **{name: getattr(spec, name) for name in IndicatorSpec.__dataclass_fields__},
    )


def _content(row: TemplateRow) -> tuple[object, ...]:
    names = (*_CONTENT, *IndicatorSpec.__dataclass_fields__)
    return tuple(getattr(row, name) for name in names)
