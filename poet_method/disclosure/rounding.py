"""Shares as they are printed."""


def round_share(count: int, *, of: int) -> int:
    """A share in whole per cents, halves up, by exact integers: ``round_share(1, of=8)`` is 13.

    Always print ``of`` beside it. This is for reading, not for hiding: with 100 answers or fewer, the per
    cent and its base give the count back. Raises ``ValueError`` unless 0 ≤ count ≤ of and of ≥ 1.
    """
    if not 0 <= count <= of or of < 1:
        raise ValueError(f"{count} of {of} is no share")
    return (200 * count + of) // (2 * of)
