"""Furnish the workspace: a web shop's five colleagues and four channels."""

from bot.sandbox.state import BOT_USER, SLACKBOT, Channel, Member, World

PEOPLE = [
    Member("U0ANA", "ana", "Ana Ruiz", "Product", color="b5443c"),
    Member("U0BEN", "ben", "Ben Okafor", "Delivery lead", color="2f6f8f"),
    Member("U0CHLOE", "chloe", "Chloe Martin", "Support", color="8a6d1f"),
    Member("U0DEV", "dev", "Dev Patel", "Engineer", color="4d7a3a"),
    Member("U0EVA", "eva", "Eva Lind", "Stakeholder, finance", color="6d4a8c"),
]

CHANNELS = [
    ("C0CHECKOUT", "checkout", "channel", "The way from basket to paid order"),
    ("C0GROWTH", "growth", "channel", "Sign-ups, campaigns and trials"),
    ("C0PLATFORM", "platform", "channel", "What everything else runs on"),
    ("C0LEADERSHIP", "leadership", "private", "Plans and numbers"),
]

WORKSPACE = {"id": "T0PAYOFF", "name": "Northwind Outfitters", "domain": "northwind"}


def furnish(world: World, app_name: str) -> None:
    """Put the people and channels into an empty workspace."""
    for person in PEOPLE:
        # A copy: a test may make a person leave.
        world.members[person.id] = Member(**vars(person))
    world.members[SLACKBOT] = Member(SLACKBOT, "slackbot", "Slackbot", is_bot=True)
    world.members[BOT_USER] = Member(BOT_USER, app_name.casefold(), app_name, is_bot=True)
    for id_, name, kind, purpose in CHANNELS:
        members = [p.id for p in PEOPLE if name != "leadership" or p.handle != "chloe"]
        if name != "leadership":
            members.append(BOT_USER)
        world.channels[id_] = Channel(
            id_, name, kind, purpose=purpose, members=members, created=world.seconds - 86_400 * 400, creator="U0ANA"
        )
    for person in PEOPLE:
        world.direct(person.id, BOT_USER)
