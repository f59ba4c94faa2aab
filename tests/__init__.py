"""POET's tests: `python -m pytest`. What each folder is for is in TESTING.md."""
