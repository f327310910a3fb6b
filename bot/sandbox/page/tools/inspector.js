// Show every call between the app and this Slack, newest first, with what was sent and answered.

import { h, put } from "../dom.js";
import { readCalls } from "../api.js";
import { icon } from "../icons.js";
import { copy } from "../messagetools.js";
import { personName } from "../names.js";
import { timeOf } from "../text/moments.js";
import { world } from "../world.js";
import { jsonTree } from "./json.js";

/** More would make the page slow, and nobody reads so far back. */
const KEPT = 400;

export class Inspector {
  constructor() {
    this.calls = [];
    this.next = 0;
    this.reading = false;
    this.rows = new Map();
    this.filter = h("input", { type: "search", class: "field", placeholder: "Filter: method, word, person", "aria-label": "Filter calls", on: { input: () => this.draw() } });
    this.way = h(
      "select",
      { class: "field field-small", "aria-label": "Direction", on: { change: () => this.draw() } },
      h("option", { value: "" }, "Both ways"),
      h("option", { value: "to_slack" }, "App → Slack"),
      h("option", { value: "to_app" }, "Slack → app"),
    );
    this.count = h("p", { class: "calls-count", role: "status" });
    this.list = h("ol", { class: "calls" });
    this.node = h("div", { class: "inspector" }, h("div", { class: "calls-filter" }, this.filter, this.way), this.count, this.list);
  }

  async update() {
    // `world.calls` counts what there is; fetch only what is new.
    if (this.reading || (this.calls.length && world.calls < this.next)) return;
    this.reading = true;
    try {
      for (;;) {
        const { calls, next } = await readCalls(this.next);
        if (next < this.next) this.calls = [];
        this.next = next;
        this.calls.push(...calls);
        if (calls.length < 200) break;
      }
      this.calls = this.calls.slice(-KEPT);
    } catch {
      // Said at the top of the page already.
    } finally {
      this.reading = false;
    }
    this.draw();
  }

  draw() {
    const words = this.filter.value.trim().toLowerCase();
    const fits = (call) =>
      (!this.way.value || call.way === this.way.value) && (!words || searchable(call).includes(words));
    const found = this.calls.filter(fits);
    this.count.textContent = `${found.length} of ${this.calls.length} calls`;
    put(this.list, found.slice(-150).reverse().map((call) => this.row(call)));
  }

  row(call) {
    if (!this.rows.has(call.n)) this.rows.set(call.n, rowOf(call));
    return this.rows.get(call.n);
  }
}

const texts = new WeakMap();

function searchable(call) {
  if (!texts.has(call)) texts.set(call, `${call.name} ${personName(call.user) ?? ""} ${JSON.stringify(call.sent)} ${JSON.stringify(call.answer)}`.toLowerCase());
  return texts.get(call);
}

/** Whether the call went wrong: a status, Slack's `ok: false`, or no answer at all. */
const failed = (call) => call.status === null || call.status >= 400 || call.answer?.ok === false;

function rowOf(call) {
  const toApp = call.way === "to_app";
  const details = h(
    "details",
    { class: `call${failed(call) ? " call-failed" : ""}` },
    h(
      "summary",
      {},
      h("span", { class: `call-way ${toApp ? "call-in" : "call-out"}` }, toApp ? "Slack → app" : "app → Slack"),
      h("span", { class: "call-name" }, call.name),
      h("span", { class: "call-more" }, [timeOf(Date.parse(call.at) / 1000), call.user && personName(call.user), outcome(call), `${Number(call.ms).toFixed(call.ms < 10 ? 1 : 0)} ms`].filter(Boolean).join(" · ")),
    ),
  );
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(part("Sent", call.sent), part("Answered", call.answer));
  });
  return h("li", {}, details);
}

function outcome(call) {
  if (call.status === null) return "no answer";
  if (call.answer?.ok === false) return call.answer.error ?? "refused";
  return String(call.status);
}

function part(title, value) {
  const words = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return h(
    "div",
    { class: "call-part" },
    h("div", { class: "call-part-head" }, title, h("button", { type: "button", class: "link-button", "aria-label": `Copy what was ${title.toLowerCase()}`, on: { click: () => copy(words) } }, icon("copy"), "Copy")),
    h("div", { class: "json-root", tabindex: "0", role: "group", "aria-label": title }, value === null ? h("span", { class: "json-null" }, "nothing") : jsonTree(value)),
  );
}
