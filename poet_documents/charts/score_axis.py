"""The 0–10 axis that every score is drawn on, with the two lines of the findings rule."""

from __future__ import annotations

from dataclasses import dataclass

from poet_documents.charts import drawing as draw
from poet_documents.charts.palette import FAINT, INK, LINE, QUIET
from poet_method.partnership_health.result import Estimate, HealthRules


@dataclass(frozen=True, slots=True)
class ScoreAxis:
    """A horizontal scale from 0 at ``left`` to 10 at ``right``."""

    left: float
    right: float

    def x(self, score: float) -> float:
        """Where a score lies."""
        return self.left + (self.right - self.left) * score / 10

    def heading(self, y: float, rules: HealthRules) -> list[str]:
        """The figures of the scale with the words of its two lines, from ``y - 18`` to ``y``."""
        low, high = rules.develop_line, rules.celebrate_line
        shapes = [
            draw.text(self.x(low) - 4, y - 18, "Develop below", size=12, fill=QUIET, anchor="end"),
            draw.text(self.x(high) + 4, y - 18, "Celebrate above", size=12, fill=QUIET),
        ]
        for score in (0, low, high, 10):
            anchor = "start" if score == 0 else "end" if score == 10 else "middle"
            shapes.append(draw.text(self.x(score), y, f"{score:g}", size=13, anchor=anchor))
        return shapes

    def lines(self, top: float, bottom: float, rules: HealthRules) -> list[str]:
        """The two lines, drawn faintly, and the ends of the scale more faintly still."""
        ends = [draw.line(self.x(s), top, self.x(s), bottom, stroke=FAINT, width=0.75) for s in (0, 10)]
        middle = [
            draw.line(self.x(s), top, self.x(s), bottom, stroke=LINE, width=0.75, dashes="3 3")
            for s in (rules.develop_line, rules.celebrate_line)
        ]
        return ends + middle

    def estimate(self, estimate: Estimate, y: float, *, colour: str = INK, mark: str) -> list[str]:
        """A dot with its interval."""
        low, high = self.x(estimate.low), self.x(estimate.high)
        return [
            draw.interval_bar(low, high, y, stroke=colour, mark=f"interval {mark}"),
            draw.circle(self.x(estimate.mean), y, 6, fill=colour, stroke="#ffffff", mark=f"score {mark}"),
        ]


def spread_apart(positions: list[float], gap: float) -> list[float]:
    """Label positions at least ``gap`` apart, in the same order, near to ``positions``.

    Each cluster of labels that would touch is centred on the mean of its members.
    """
    clusters: list[list[float]] = []
    for wanted in sorted(positions):
        clusters.append([wanted])
        while len(clusters) > 1 and _start(clusters[-1], gap) < _end(clusters[-2], gap) + gap:
            clusters[-2].extend(clusters.pop())
    placed = [_start(cluster, gap) + i * gap for cluster in clusters for i in range(len(cluster))]
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    result = [0.0] * len(positions)
    for place, index in zip(placed, order, strict=True):
        result[index] = place
    return result


def _start(cluster: list[float], gap: float) -> float:
    return sum(cluster) / len(cluster) - gap * (len(cluster) - 1) / 2


def _end(cluster: list[float], gap: float) -> float:
    return _start(cluster, gap) + gap * (len(cluster) - 1)
