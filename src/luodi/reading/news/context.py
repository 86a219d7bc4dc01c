"""What a rule sees of one clause."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from luodi.core.quantities import Quantity
from luodi.reading.news.clauses import Clause
from luodi.reading.news.plain import Plain
from luodi.reading.news.story import Story, Subject
from luodi.reading.news.timing import Clock


@dataclass(slots=True)
class Context:
    """One clause in its article: ``subject`` is whom it names as its subject, ``topic`` who is spoken of anyway."""

    plain: Plain
    story: Story
    clock: Clock
    clauses: Sequence[Clause]
    index: int
    subject: Subject | None = None
    topic: Subject | None = None
    clause: Clause = field(init=False)  # the clause that is read

    def __post_init__(self) -> None:
        self.clause = self.clauses[self.index]

    def left(self, number: Quantity) -> str:
        """Give the words before a number, back to the number before it or the clause's start, with the label."""
        clause = self.clause
        start = clause.start
        for other in clause.numbers:
            if other.end <= number.start and other.dimension not in ("none", "time"):
                start = max(start, other.end)
        words = clause.text[start - clause.start : number.start - clause.start]
        return f"{clause.label}：{words}" if clause.label and start == clause.start else words

    def right(self, number: Quantity) -> str:
        """Give the words behind a number, up to the next number or the clause's end."""
        clause = self.clause
        end = clause.end
        for other in clause.numbers:
            if other.start >= number.end and other.dimension not in ("none", "time"):
                end = min(end, other.start)
        return clause.text[number.end - clause.start : end - clause.start]

    def same_sentence(self, index: int) -> bool:
        """Tell whether the clause at ``index`` is in this clause's sentence."""
        return 0 <= index < len(self.clauses) and self.clauses[index].sentence == self.clause.sentence

    def from_subject(self) -> int:
        """Give where a quote of this clause starts."""
        return self.clause.label_start if self.clause.label_start >= 0 else self.clause.start
