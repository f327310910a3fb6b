"""Say what stands behind what Payoff itself costs: its messages, and the answers that they brought."""

from bot.flows.attention.noise import WINDOW, Score
from bot.value.amounts import format_amount
from bot.value.figure import Figure, counted, few


def figures_of_noise(score: Score) -> list[Figure]:
    """What stands behind the messages for each useful answer."""
    per_answer = score.whole.per_answer
    return [
        Figure(
            label="messages for each useful answer",
            value=format_amount(per_answer) if per_answer is not None else "–",
            formula=f"messages sent of its own accord ÷ check-ins answered after they were asked, over {WINDOW.days} "
            "days; an answer counts for what asked last before it",
            rows_in=few(
                [
                    f"{each.kind.replace('_', ' ')}: {counted(each.messages, 'message')}, "
                    f"{counted(each.answers, 'answer')}"
                    for each in score.kinds
                ]
            ),
            rows_out=(
                "answers to commands, cards and what stands in their threads",
                "answers that nobody had asked for",
            ),
        )
    ]
