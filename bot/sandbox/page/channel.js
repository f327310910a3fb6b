// Show a channel or a direct message: its name, its messages, and where one writes.

import { h, put } from "./dom.js";
import { share } from "./elements/files.js";
import { icon } from "./icons.js";
import { app, avatar, channel as channelOf, channelName, personName } from "./names.js";
import { addressOf } from "./route.js";
import { Composer } from "./composer.js";
import { Log } from "./log.js";
import { act, world } from "./world.js";

export class ChannelView {
  constructor(channel) {
    this.id = channel?.id;
    this.title = channel ? channelName(this.id) : "No channel";
    this.head = h("header", { class: "place-head" });
    this.headDrawn = "";
    this.log = new Log({ label: `Messages in ${this.title}`, newFrom: firstUnread(channel) });
    this.composer = new Composer({
      key: `${world.me}/${this.id}`,
      label: `Message ${this.title}`,
      commands: true,
      send: (text) => act({ do: "type", channel: this.id, text }),
      share: (file, comment) => share(file, { channel: this.id }, comment),
    });
    this.note = h("p", { class: "place-note" });
    this.node = h("div", { class: "place-view" }, this.head, this.log.node, this.composer.node, this.note);
  }

  update() {
    const one = channelOf(this.id);
    if (!one) return;
    const now = JSON.stringify([one.name, one.topic, one.purpose, one.members?.length, one.app_is_member, one.is_archived]);
    if (now !== this.headDrawn) {
      this.headDrawn = now;
      put(this.head, headOf(one));
      const closed = whyClosed(one);
      this.composer.node.hidden = Boolean(closed);
      this.note.hidden = !closed;
      this.note.textContent = closed;
    }
    this.log.update(world.state.messages[this.id] ?? [], startOf(one));
    this.composer.update();
  }
}

/** Why one cannot write here; empty if one can. */
function whyClosed(one) {
  if (one.is_archived) return `${channelName(one.id)} is archived.`;
  if (one.kind === "im" && one.with === app()?.user_id && app().is_read_only) return `${app().name} only speaks here. It listens to commands and mentions in channels.`;
  return "";
}

/** The moment from which on messages are new to this person, if any are. */
function firstUnread(one) {
  if (!one?.unread) return null;
  const others = (world.state.messages[one.id] ?? []).filter((message) => message.user !== world.state.me && !message.ephemeral);
  return others[Math.max(0, others.length - one.unread)]?.ts ?? null;
}

function headOf(one) {
  if (one.kind === "im") {
    return [
      h("h1", { class: "place-title" }, avatar(one.with, 24), personName(one.with)),
      one.with === app()?.user_id && app().has_home && tabs("messages"),
    ];
  }
  const members = one.members?.length ?? 0;
  return [
    h("h1", { class: "place-title" }, icon(one.kind === "private" ? "lock" : "hash"), one.name),
    h("p", { class: "place-topic" }, one.topic || one.purpose),
    h("span", { class: "place-members", title: (one.members ?? []).map(personName).join(", ") }, icon("at"), `${members} ${members === 1 ? "member" : "members"}`),
  ];
}

/** The tabs of the app's own place. */
export function tabs(current) {
  const tab = (name, slug, words) => h("a", { class: "tab", href: addressOf(slug), "aria-current": current === name ? "page" : null }, words);
  return h("nav", { class: "tabs", "aria-label": app().name }, tab("home", "home", "Home"), tab("messages", "payoff", "Messages"));
}

function startOf(one) {
  if (one.kind === "im") return ["This is the beginning of your messages with ", h("strong", {}, personName(one.with)), "."];
  return ["This is the beginning of ", h("strong", {}, channelName(one.id)), one.purpose ? `: ${one.purpose.replace(/\.$/, "")}.` : "."];
}
