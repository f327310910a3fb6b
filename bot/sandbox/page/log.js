// Keep a list of messages on the screen: day dividers, the line before new ones, the place one scrolled to.

import { arrange, h } from "./dom.js";
import { icon } from "./icons.js";
import { drawMessage } from "./messages.js";
import { dayOf, isoDay, nowUnix } from "./text/moments.js";
import { world } from "./world.js";

/** Messages of one author within this many seconds share their head. */
const TOGETHER = 300;

export class Log {
  /** `newFrom`: the ts of the first message that was not read yet; `inThread`: replies have no summary of their own. */
  constructor({ label, newFrom = null, inThread = false }) {
    this.newFrom = newFrom;
    this.inThread = inThread;
    this.nodes = new Map();
    this.pinned = true;
    this.top = 0;
    this.list = h("div", { class: "log-list", role: "log", "aria-label": label, "aria-live": "polite", "aria-relevant": "additions" });
    this.scroll = h("div", { class: "log-scroll", on: { scroll: () => this.scrolled() } }, this.list);
    this.latest = h("button", { type: "button", class: "latest", hidden: true, on: { click: () => this.toBottom() } }, icon("chevron"), "Latest messages");
    this.node = h("div", { class: "log" }, this.scroll, this.latest);
    this.list.addEventListener("keydown", (event) => this.steer(event));
    // Pictures arrive after their message, and would push the newest one out of sight.
    new ResizeObserver(() => this.pinned && this.toBottom()).observe(this.list);
  }

  update(messages, start) {
    const today = isoDay(nowUnix());
    const wanted = [];
    const used = new Set();
    const node = (key, stamp, draw) => {
      const old = this.nodes.get(key);
      const made = old?.stamp === stamp ? old.node : draw();
      this.nodes.set(key, { stamp, node: made });
      used.add(key);
      wanted.push(made);
      return made;
    };
    if (start) node("start", JSON.stringify(start.filter((part) => typeof part === "string")), () => h("p", { class: "log-start" }, start));
    let before = null;
    for (const message of messages) {
      const unix = Number(message.ts);
      const day = isoDay(unix);
      if (!this.inThread && (!before || isoDay(Number(before.ts)) !== day)) {
        node(`day/${day}`, today, () => h("div", { class: "day" }, h("h2", {}, dayOf(unix))));
        before = null;
      }
      if (message.ts === this.newFrom) {
        node("new", "", () => h("div", { class: "new-line", role: "separator", "aria-label": "New messages" }, h("span", {}, "New")));
        before = null;
      }
      const first = this.inThread && message === messages[1];
      if (first) node("replies", String(messages.length), () => repliesLine(messages.length - 1));
      const follows = !first && belongsTo(message, before);
      const key = `${message.ts}/${message.ephemeral}`;
      node(key, JSON.stringify([message, follows, today, world.state.me]), () => drawMessage(message, { follows, inThread: this.inThread }));
      before = message;
    }
    for (const key of [...this.nodes.keys()]) if (!used.has(key)) this.nodes.delete(key);
    arrange(this.list, wanted);
    this.rove();
    if (this.pinned) this.toBottom();
    this.offerLatest();
  }

  get below() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    return scrollHeight - scrollTop - clientHeight;
  }

  scrolled() {
    const { scrollTop } = this.scroll;
    // Only going up lets go of the bottom: what grows below one's feet is to be followed.
    this.pinned = this.below < 40 || (this.pinned && scrollTop >= this.top);
    this.top = scrollTop;
    this.offerLatest();
  }

  offerLatest() {
    this.latest.hidden = this.pinned || this.below < 400;
  }

  toBottom() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  get messages() {
    return [...this.list.querySelectorAll(":scope > .message")];
  }

  /** Tab comes to the newest message (or the one left last); arrows walk from there. */
  rove(to = null) {
    const all = this.messages;
    const stop = to ?? all.find((one) => one === document.activeElement) ?? all[all.length - 1];
    for (const one of all) one.tabIndex = one === stop ? 0 : -1;
  }

  steer(event) {
    const all = this.messages;
    const here = all.indexOf(event.target);
    if (here < 0) return;
    const to = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: all.length - 1 }[event.key];
    const next = to === undefined ? null : all[Math.max(0, Math.min(all.length - 1, to))];
    if (!next) return;
    event.preventDefault();
    this.rove(next);
    next.focus();
  }
}

const repliesLine = (count) => h("p", { class: "replies-line" }, `${count} ${count === 1 ? "reply" : "replies"}`);

function belongsTo(message, before) {
  if (!before || message.subtype || before.subtype) return false;
  const near = Number(message.ts) - Number(before.ts) < TOGETHER;
  return near && message.user === before.user && message.bot_id === before.bot_id && Boolean(message.ephemeral) === Boolean(before.ephemeral);
}
