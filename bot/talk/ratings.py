"""Ratings, predicates and the words of the rule as people read them; nothing is reckoned here."""

from __future__ import annotations

from kinerja.messages import N_, Message, lines, say, words
from kinerja.models import OrganisationPredicate, Predicate, Rating, RatingOf
from kinerja.regulation import Law
from kinerja.rules.basis import Basis
from kinerja.rules.distribution import Comparison, Condition

RATINGS = {
    Rating.ABOVE: N_("Above expectations"),
    Rating.MEETS: N_("Meets expectations"),
    Rating.BELOW: N_("Below expectations"),
}
PREDICATES = {
    Predicate.VERY_GOOD: N_("Very good"),
    Predicate.GOOD: N_("Good"),
    Predicate.NEEDS_IMPROVEMENT: N_("Needs improvement"),
    Predicate.POOR: N_("Poor/misconduct"),
    Predicate.VERY_POOR: N_("Very poor"),
}
ORGANISATIONS = {
    OrganisationPredicate.OUTSTANDING: N_("Outstanding"),
    OrganisationPredicate.GOOD: N_("Good"),
    OrganisationPredicate.NEEDS_IMPROVEMENT: N_("Needs improvement"),
    OrganisationPredicate.POOR: N_("Poor"),
    OrganisationPredicate.VERY_POOR: N_("Very poor"),
}
_SHARES = {
    Comparison.OVER: N_("{who}: more than {percent}%"),
    Comparison.AT_LEAST: N_("{who}: at least {percent}%"),
    Comparison.AT_MOST: N_("{who}: at most {percent}%"),
    Comparison.EXIST: N_("{who}: there have to be some"),
}


def rating(one: Rating | None) -> Message:
    """Return a rating in words; a dash where none is given yet."""
    return say(RATINGS[one]) if one is not None else say(N_("–"))


def organisation(one: OrganisationPredicate | None) -> Message:
    """Return an organisation's performance in words."""
    return say(ORGANISATIONS[one]) if one is not None else say(N_("not entered yet"))


def condition(one: Condition) -> Message:
    """Return what a guide says of the people with some predicates."""
    first, *more = (say(PREDICATES[name]) for name in one.predicates)
    who = say(N_("{one} or {other}"), one=first, other=more[0]) if more else first
    return say(_SHARES[one.comparison], who=who, percent=one.percent)


def by_agency(basis: Basis) -> Message | None:
    """Say that the agency has settled what the rule leaves open."""
    return say(N_("(according to the agency's setting)")) if basis.by_agency else None


def meanings(law: Law, of: RatingOf) -> Message:
    """Return what each rating means in the words of the rule."""
    return lines(
        *(
            say(
                "<b>{rating}</b>: {text}",
                rating=say(RATINGS[one]),
                text=words(law.ratings[of, one].text),
            )
            for one in Rating
            if law.ratings[of, one].text
        )
    )
