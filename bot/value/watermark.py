"""Say how long what is read of a metric is still being filled up: younger readings are left out of what is measured."""

from datetime import timedelta

from bot.value.figure import counted

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# No reading is filled up for longer than a quarter.
MOST_HOURS = 90 * 24


def spoken(watermark: timedelta) -> str:
    """A watermark of whole hours for people: "2 days", "36 hours"."""
    if watermark % DAY:
        return counted(watermark // HOUR, "hour")
    return counted(watermark // DAY, "day")


def too_young(watermark: timedelta) -> tuple[str, ...]:
    """What a metric's watermark leaves out, for those who ask why; nothing where readings are complete at once."""
    return (f"readings under {spoken(watermark)} old, which are still being filled up",) if watermark else ()
