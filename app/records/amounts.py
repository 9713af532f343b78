"""Which columns of a record hold amounts of money: for those who read records without knowing their register."""

from functools import cache
from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.orm import RelationshipDirection, class_mapper
from sqlalchemy.sql.elements import NamedColumn


def holds_money(column: NamedColumn[Any]) -> bool:
    """Amounts in grosze are the only large integers that are kept."""
    return isinstance(column.type, BigInteger)


@cache
def amounts_of(row_class: Any) -> frozenset[str]:
    """Names of the amounts of a record, those of its lists as ``costs.amount``."""
    mapper = class_mapper(row_class)
    found = {each.key for each in mapper.column_attrs if holds_money(each.columns[0])}
    for relationship in mapper.relationships:
        if relationship.direction is RelationshipDirection.ONETOMANY:
            lines = relationship.mapper.column_attrs
            found |= {f"{relationship.key}.{each.key}" for each in lines if holds_money(each.columns[0])}
    return frozenset(found)
