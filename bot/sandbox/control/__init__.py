"""Let the page, and robots, see and act through JSON.

People are named by id or handle ("U0ANA", "ana"), channels by id or name ("C0CHECKOUT", "#checkout"; "@Payoff" is the
person's direct messages with the app). POST bodies are JSON and say so. What cannot be done is answered 4xx with
`{"ok": false, "error": words, "on_screen": [labels]}`.

GET /sandbox/state?as=ana     everything on Ana's screen (`show.state`)
GET /sandbox/events           server-sent `change` events: `{"version", "calls", "now"}`; a higher version is new
POST /sandbox/act             `{"as": "ana", "do": …}`; one function of `act` for each word:
    type (channel, text, thread_ts?), click (label, near?, nth?), choose (label, option), fill (label, text, enter?),
    submit, close (all?), shortcut (name), message_shortcut (name, channel, ts), open_home (tab?), go (channel),
    upload (name, content as base64, channel?, comment?), react (channel, ts, emoji), delete (channel, ts),
    set and suggest (block_id, action_id, value or query).
    click, choose, fill, set and suggest may say where: view_id, or channel and ts. click and set also take ids instead
    of a label; click, set and submit take `values`, {block_id: {action_id: value}}, of fields not sent before.
    A value is text, an option's value, an id, "YYYY-MM-DD", "HH:MM", unix seconds, or a list of those.
    The answer says what came of it: `{"ok", "version", "new": messages, "modal", "dialog", "errors", "notice", "url",
    "file"}`.
GET, POST /sandbox/clock      `{"days": 7}`, `{"hours": 2}`, `{"to": ISO}` or `{"next": "monday 09:00"}`; only forward
GET, POST /sandbox/faults     `{"kind", "method"?, "channel"?, "times"?, "seconds"?, "code"?, "says"?}`,
                              `{"remove": id}`, `{"clear": true}`; the kinds are in `bot.sandbox.faults`
GET /sandbox/calls?since=0    what went over the wire in both directions, without tokens
GET /sandbox/files/F…         a file
"""
