// Order faults from this Slack, and take them back.

import { freshId, h, put } from "../dom.js";
import { postFault, readFaults } from "../api.js";
import { channels } from "../names.js";
import { attempt, toast } from "../toasts.js";

const NAMES = {
  ratelimited: "Too many requests (429)",
  server_error: "Server error (500)",
  hang_up: "Does it, then hangs up",
  refuse: "Hangs up without doing it",
  slow: "Does it, answers late",
  lag: "History lags behind",
  error: "Answers an error code",
  no_charts: "Knows no charts",
  revoked: "Token revoked",
  archived: "Channel archived",
  kicked: "App removed from the channel",
  deaf: "Deliveries to the app time out",
};

const METHODS = ["chat.postMessage", "chat.update", "chat.postEphemeral", "views.open", "views.publish", "conversations.history", "files.getUploadURLExternal"];

const FIELDS = {
  method: () => ["Method", text("chat.postMessage", METHODS)],
  channel: () => ["Channel", choice([["", "Any"], ...channels().filter((one) => one.name).map((one) => [one.id, `#${one.name}`])])],
  times: () => ["How often", text("until removed")],
  seconds: () => ["Seconds", text("30")],
  code: () => ["Error code", text("channel_not_found")],
  says: () => ["Retry-After", text("as the seconds say")],
};

function text(placeholder, offers = []) {
  const list = offers.length ? freshId("offers") : null;
  const field = h("input", { type: "text", class: "field", placeholder, list, autocomplete: "off" });
  return { field, more: list && h("datalist", { id: list }, offers.map((one) => h("option", { value: one }))) };
}

const choice = (options) => ({ field: h("select", { class: "field" }, options.map(([value, words]) => h("option", { value }, words))) });

export class Faults {
  constructor() {
    this.kinds = [];
    this.standing = h("ul", { class: "faults" });
    this.says = h("p", { class: "hint" });
    this.fields = h("div", { class: "fault-fields" });
    this.kind = h("select", { class: "field", id: freshId("kind"), on: { change: () => this.drawFields() } });
    this.node = h(
      "div",
      { class: "fault-page" },
      h("p", {}, "A true Slack fails now and then. Order a fault here and watch what the app makes of it: nothing may be lost, nothing said twice."),
      h("h2", {}, "In force"),
      this.standing,
      h("h2", {}, "Order one"),
      h(
        "form",
        {
          on: {
            submit: (event) => {
              event.preventDefault();
              this.order();
            },
          },
        },
        h("label", { class: "label", for: this.kind.id }, "What happens"),
        this.kind,
        this.says,
        this.fields,
        h("button", { type: "submit", class: "button button-primary" }, "Order the fault"),
      ),
    );
  }

  async update() {
    const answer = await attempt(readFaults());
    if (!answer) return;
    if (!this.kinds.length) {
      this.kinds = answer.kinds;
      put(this.kind, answer.kinds.map((one) => h("option", { value: one.kind }, NAMES[one.kind] ?? one.kind)));
      this.drawFields();
    }
    const clear = h("button", { type: "button", class: "link-button", on: { click: () => this.change({ clear: true }) } }, "Remove all");
    put(
      this.standing,
      answer.faults.length ? answer.faults.map((fault) => this.line(fault)) : h("li", { class: "hint" }, "None: this Slack behaves."),
      answer.faults.length > 1 && h("li", {}, clear),
    );
  }

  line(fault) {
    const name = NAMES[fault.kind] ?? fault.kind;
    const room = channels().find((one) => one.id === fault.channel);
    const left = fault.left === null || fault.left === undefined ? "until removed" : `${fault.left} left`;
    const more = [fault.method, room ? `#${room.name}` : fault.channel, fault.seconds && `${fault.seconds} s`, fault.code, left];
    return h(
      "li",
      { class: "fault" },
      h("span", {}, h("strong", {}, name), h("span", { class: "hint" }, more.filter(Boolean).join(" · "))),
      h("button", { type: "button", class: "button button-small", "aria-label": `Remove: ${name}`, on: { click: () => this.change({ remove: fault.id }) } }, "Remove"),
    );
  }

  drawFields() {
    const kind = this.kinds.find((one) => one.kind === this.kind.value);
    this.says.textContent = kind?.says ?? "";
    this.asked = {};
    put(
      this.fields,
      (kind?.takes ?? []).filter((name) => FIELDS[name]).map((name) => {
        const [words, { field, more }] = FIELDS[name]();
        field.id = freshId(name);
        this.asked[name] = field;
        return h("div", {}, h("label", { class: "label", for: field.id }, words), field, more);
      }),
    );
  }

  async order() {
    const body = { kind: this.kind.value };
    for (const [name, field] of Object.entries(this.asked)) {
      const value = field.value.trim();
      if (!value) continue;
      const wantsNumber = name === "times" || name === "seconds";
      if (wantsNumber && !(Number(value) > 0)) {
        toast(`“${value}” is not a number above 0.`, { trouble: true });
        field.focus();
        return;
      }
      body[name] = wantsNumber ? Number(value) : value;
    }
    await this.change(body);
  }

  async change(body) {
    await attempt(postFault(body));
    await this.update();
  }
}
