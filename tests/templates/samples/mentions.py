"""What is said to a question that Payoff does not understand."""

from bot.value.questions import Question

EXAMPLES = ["how is One-page checkout doing?", "Checkout conversion last 30 days"]

SAMPLES = {
    "mentions/not_understood": [
        {"question": Question(unknown="the moon"), "examples": EXAMPLES},
        {"question": Question(period="last 30 days"), "examples": EXAMPLES},
        {"question": Question(), "examples": EXAMPLES},
    ]
}
