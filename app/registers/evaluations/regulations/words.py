"""How an evaluation regulation speaks Polish."""


def mean_text(hundredths: int) -> str:
    """A mean as it is written: 408 gives ``4,08``."""
    return f"{hundredths // 100},{hundredths % 100:02d}"
