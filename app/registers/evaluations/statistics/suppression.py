"""Which groups may be shown, so that none smaller than the threshold can be worked out, also by subtraction. Pure.

The numbers of a criterion in a period form a tree: a total and its units. Whoever knows the total and the shown
units knows their difference: the people of all hidden units together. Every number that can be derived from such a
tree is a sum of shown units and of that difference (they are disjoint, so they are a basis of all that is known).
So no small group can be derived if each shown unit and the difference have at least ``fewest`` people, or none.
Where the difference is smaller, the smallest shown units are hidden, too, until it is not.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def shown(sizes: Mapping[K, int], fewest: int, hidden: Collection[K] = ()) -> frozenset[K] | None:
    """The groups that may be shown beside their total; None where not even the total may be.

    ``sizes`` are numbers of people, ``hidden`` groups that stay hidden whatever their size.
    """
    total = sum(sizes.values())
    if total < fewest:
        return None
    keep = {key for key, size in sizes.items() if size >= fewest and key not in hidden}
    difference = total - sum(sizes[key] for key in keep)
    # ties in the order of ``sizes``, so that the same data always hide the same groups
    for key in sorted((key for key in sizes if key in keep), key=lambda key: sizes[key]):
        if difference == 0 or difference >= fewest:
            break
        keep.discard(key)
        difference += sizes[key]
    return frozenset(keep)
