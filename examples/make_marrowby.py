"""Write the invented borough's files: the same answers as the demonstration's."""

from __future__ import annotations

from pathlib import Path

from poet.demo.borough import answers_csv, staff_counts_csv

MARROWBY = Path(__file__).parent / "marrowby"

if __name__ == "__main__":
    MARROWBY.mkdir(exist_ok=True)
    (MARROWBY / "answers.csv").write_bytes(answers_csv())
    (MARROWBY / "staff-counts.csv").write_bytes(staff_counts_csv())
