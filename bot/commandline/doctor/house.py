"""Check what Payoff brings along: time zones, templates and the manifest."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo, available_timezones

from jinja2 import TemplateError

from bot.commandline.doctor.finding import Finding
from bot.commandline.registered import declared, registered
from bot.slack import manifest, render
from bot.slack.blockkit.limits import TemplateFault


def findings() -> Iterator[Finding]:
    """All that can be told without anyone else."""
    yield check_zones()
    yield check_templates()
    yield check_manifest()


def check_zones() -> Finding:
    """Whether the time zones are there."""
    zones = available_timezones()
    if "Europe/Berlin" not in zones or ZoneInfo("Europe/Berlin").key != "Europe/Berlin":
        return Finding("Time zones", "there are none.", "Install Python's tzdata: pip install -r requirements.lock.")
    return Finding("Time zones", f"{len(zones)} known")


def check_templates() -> Finding:
    """Whether all templates can be read."""
    try:
        render.prepare()
    except (TemplateError, TemplateFault, OSError) as error:
        return Finding("Templates", f"{error}", "Restore the folder templates/ as it came with this version.")
    return Finding("Templates", f"{len(render.names())} ready")


def check_manifest() -> Finding:
    """Whether the manifest announces what the code listens to."""
    try:
        announced, heard = declared(manifest.manifest()), registered()
    except (OSError, KeyError, ValueError) as error:
        return Finding(
            "Manifest", f"cannot be read: {error}.", "Restore app_manifest.yml as it came with this version."
        )
    differing = sorted(name for kind in announced for name in announced[kind] ^ heard[kind])
    if differing:
        return Finding(
            "Manifest",
            f"app_manifest.yml and the code differ in {', '.join(differing)}.",
            "Restore app_manifest.yml as it came with this version.",
        )
    return Finding("Manifest", "announces what the code listens to")
