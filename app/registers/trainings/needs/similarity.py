"""Near-equal topics brought together: the same training asked for in slightly different words."""

from collections import Counter
from collections.abc import Sequence

from app.core.polish import fold, sort_key
from app.registers.trainings.needs.domain import Candidate, TopicGroup

NEAR = 84.0
"""Per cent of rapidfuzz's ``token_sort_ratio`` from which two topics are offered as one. The person at work decides."""
_SMALL = frozenset(
    {"i", "w", "z", "o", "do", "na", "od", "po", "dla", "oraz", "ze", "we", "szkolenie", "kurs", "zakresu"}
)


def grouped(candidates: Sequence[Candidate]) -> tuple[TopicGroup, ...]:
    """Candidates by topic: groups with a need before those of goals only, then the largest; people by their names."""
    groups: list[list[Candidate]] = []
    keys: list[str] = []
    for candidate in sorted(candidates, key=lambda each: (sort_key(each.topic), sort_key(each.person), each.origin)):
        key = compared(candidate.topic)
        place = nearest(key, keys)
        if place is None:
            keys.append(key)
            groups.append([candidate])
        else:
            groups[place].append(candidate)
    made = [TopicGroup(_usual(group), tuple(sorted(group, key=lambda each: sort_key(each.person)))) for group in groups]
    return tuple(sorted(made, key=_weight))


def _weight(group: TopicGroup) -> tuple[bool, int, str]:
    return not any(each.likely for each in group.candidates), -len(group.candidates), sort_key(group.topic)


def compared(topic: str) -> str:
    """What of a topic is compared: folded words without the small ones; all of them where nothing else is left."""
    words = ["".join(filter(str.isalnum, word)) for word in fold(topic).split()]
    telling = [word for word in words if word and word not in _SMALL]
    return " ".join(telling or filter(None, words))


def nearest(key: str, keys: Sequence[str]) -> int | None:
    """The place of the key that is near enough, the nearest one; None where there is none."""
    from rapidfuzz import fuzz, process

    # words in another order are the same topic; a short topic inside a longer one is not
    found = process.extractOne(key, keys, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR)
    return None if found is None else int(found[2])


def _usual(group: Sequence[Candidate]) -> str:
    counts = Counter(candidate.topic for candidate in group)
    return min(counts, key=lambda topic: (-counts[topic], len(topic), sort_key(topic)))
