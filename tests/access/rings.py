"""A database key, a recovery key and the cost of a guess in tests."""

from app.access import recovery
from app.access.envelope import Cost

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
CODE = recovery.written(bytes(range(20)))
OTHER_CODE = recovery.written(bytes(range(1, 21)))
CHEAP = Cost(1, 8, 1)
