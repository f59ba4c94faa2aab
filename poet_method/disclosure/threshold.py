"""The reporting threshold: how many answers anything shown must rest on."""

LOWEST_THRESHOLD = 5
"""No threshold under five answers is accepted: with fewer, colleagues recognise one another."""


def check_threshold(threshold: int) -> None:
    """Raise ``ValueError`` for a threshold under :data:`LOWEST_THRESHOLD`."""
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(
            f"the reporting threshold is {threshold} answers; it may not be under {LOWEST_THRESHOLD}"
        )
