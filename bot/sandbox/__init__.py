"""Be a Slack of our own, for demos and tests.

    async with Slack.open(clock=Clock(start), manifest=manifest) as slack:
        slack.deliver_to("http://127.0.0.1:3000/slack/events")   # or let the app open a socket
        ana = slack.as_("ana")
        (answer,) = await ana.type("#checkout", "/release plan One-page checkout")
        await ana.fill("Outcome", "Fewer drop-offs")
        await ana.submit()

`server.Slack` is opened and closed; `person.Person` is one colleague's hands and eyes; `control` is the same as JSON,
for the page and for robots. It knows nothing of the app: what the app sends is judged by tables of its own (`checks`).
Real time measures patience (triggers, acknowledgements, retries); the sandbox's clock measures everything else.
"""
