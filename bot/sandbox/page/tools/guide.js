// Lead a newcomer through the story in a corner of the page, until it is done or sent away.

import { h, put } from "../dom.js";
import { icon } from "../icons.js";
import { prefill } from "../composer.js";
import { goTo, here } from "../route.js";
import { onAct, onChange, world } from "../world.js";
import { STORY } from "./story.js";
import { onJourney } from "./timemachine.js";

const node = h("section", { class: "guide", "aria-label": "The story in five steps" });
const KEY = "story";
let memory = { done: [], state: innerWidth < 720 ? "small" : "open", now: 0, days: 0 };

export function mountGuide() {
  try {
    memory = { ...memory, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    // A story begun anew is no harm.
  }
  document.body.append(node);
  onAct((body, answer) => {
    STORY.forEach((step, index) => step.done?.(body, answer) && tick(index));
  });
  onJourney((from, to) => {
    memory.days += (to - from) / 86400;
    STORY.forEach((step, index) => step.travelled?.(memory.days) && memory.done.includes(index - 1) && tick(index));
    draw();
  });
  onChange(() => {
    if (!world.state) return;
    const now = Date.parse(world.state.now);
    // Time went back: a new sandbox, and a new story.
    if (now < memory.now) memory = { ...memory, done: [], days: 0, state: memory.state === "gone" ? "gone" : "open" };
    memory.now = now;
    draw();
  });
}

function tick(index) {
  if (memory.done.includes(index)) return;
  memory.done.push(index);
  // Days count from the step before.
  memory.days = 0;
  draw();
}

function set(state) {
  memory.state = state;
  draw();
  node.querySelector("button")?.focus();
}

let drawn = "";

function draw() {
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // Then it is told again at the next visit.
  }
  const next = STORY.findIndex((step, index) => !memory.done.includes(index));
  const now = JSON.stringify([memory.done, memory.state, next]);
  if (now === drawn) return;
  drawn = now;
  node.hidden = memory.state === "gone";
  const count = `${memory.done.length} of ${STORY.length}`;
  if (memory.state === "small") {
    node.className = "guide guide-small";
    put(node, h("button", { type: "button", class: "guide-open", "aria-expanded": "false", on: { click: () => set("open") } }, ring(), "The story", h("span", { class: "unseen" }, `, ${count} steps done`)));
    return;
  }
  node.className = "guide";
  put(
    node,
    h(
      "header",
      {},
      ring(),
      h("h2", {}, next < 0 ? "That was the whole loop" : "Two minutes, five steps"),
      h("button", { type: "button", class: "plain-icon", "aria-label": "Make small", on: { click: () => set("small") } }, icon("chevron")),
      h("button", { type: "button", class: "plain-icon", "aria-label": "Dismiss the story", on: { click: () => set("gone") } }, icon("close")),
    ),
    h("ol", {}, STORY.map((step, index) => line(step, index, index === next))),
    next < 0 && h("p", { class: "guide-end" }, "From the question before the date to a verdict with its evidence. The other releases of this company have stories of their own: try /value last quarter."),
  );
}

function line(step, index, current) {
  const done = memory.done.includes(index);
  return h(
    "li",
    { class: `step${done ? " step-done" : ""}${current ? " step-now" : ""}`, "aria-current": current ? "step" : null },
    h("span", { class: "step-mark" }, done ? icon("check") : String(index + 1)),
    h(
      "div",
      {},
      h("div", { class: "step-title" }, step.title, done && h("span", { class: "unseen" }, " (done)")),
      current && h("p", {}, step.says),
      current && step.types && h("button", { type: "button", class: "step-type", title: "Put it into the composer", on: { click: () => write(step.types) } }, h("code", {}, step.types), icon("forward")),
    ),
  );
}

/** Put the command into #checkout's composer; sending it stays the newcomer's own act. */
function write(words) {
  if (here().channel?.name === "checkout") {
    prefill(words);
    return;
  }
  goTo("checkout");
  addEventListener("hashchange", () => setTimeout(() => prefill(words)), { once: true });
}

function ring() {
  return h("span", { class: "guide-ring", "aria-hidden": "true" }, `${memory.done.length}/${STORY.length}`);
}
