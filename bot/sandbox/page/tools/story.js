// Tell a newcomer the two-minute story: five steps, and how to see that one is done.

const said = (answer) => (answer.new ?? []).some((message) => message.ephemeral || message.bot_id);

/** `done(body, answer)` looks at what a person just did; `travelled(days)` at how far time has moved since the step before. */
export const STORY = [
  {
    title: "Plan a release",
    says: "In #checkout, type:",
    types: "/release plan Express returns",
    done: (body, answer) => (body.do === "type" && /^\/(payoff )?release plan/.test(body.text) && !answer.modal && said(answer)) || (body.do === "submit" && body.title?.startsWith("Plan") && !answer.modal),
  },
  {
    title: "Give it a date",
    says: "Payoff asks which outcome it will deliver. Pick one, say how much, and promise:",
    types: "/release schedule Express returns next Tuesday",
    done: (body, answer) => body.do === "submit" && body.title?.startsWith("Before you") && !answer.modal,
  },
  {
    title: "Ship it",
    says: "Press Mark shipped on the release's card.",
    done: (body, answer) => body.do === "click" && body.label === "Mark shipped" && !Object.keys(answer.errors ?? {}).length,
  },
  {
    title: "Let thirty days pass",
    says: "Time machine, at the top: +30 days. The check-in arrives by itself.",
    travelled: (days) => days >= 28,
  },
  {
    title: "See whether it paid off",
    says: "Confirm the verdict with one tap, or ask:",
    types: "/value Express returns",
    done: (body) => (body.do === "click" && body.label?.startsWith("Confirm")) || (body.do === "type" && /^\/(payoff )?value/.test(body.text)),
  },
];
