// Offer what can be done with a message: react, answer in its thread, the app's message shortcuts, dismiss.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { app, personName } from "./names.js";
import { goTo, here, slugOf } from "./route.js";
import { emoji } from "./text/emoji.js";
import { announce, attempt, toast } from "./toasts.js";
import { act, world } from "./world.js";

const QUICK = ["white_check_mark", "eyes", "+1"];

const react = (message, name) => attempt(act({ do: "react", channel: message.channel, ts: message.ts, emoji: name }));

export function toolbar(message, { inThread }) {
  const key = (name) => ({ key: `tool/${message.ts}/${name}` });
  const tool = (name, label, mark, run) =>
    h("button", { type: "button", class: "tool", "aria-label": label, title: label, data: key(name), on: { click: run } }, mark);
  if (message.ephemeral) {
    return h("div", { class: "message-tools", role: "group", "aria-label": "Message" }, tool("dismiss", "Dismiss message", icon("close"), () => remove(message)));
  }
  return h(
    "div",
    { class: "message-tools", role: "group", "aria-label": "Message" },
    QUICK.map((name) => tool(name, `React with ${name.replaceAll("_", " ")}`, emoji(name), () => react(message, name))),
    !inThread && tool("reply", "Reply in thread", icon("thread"), () => goTo(slugOf(here().channel), message.thread_ts ?? message.ts)),
    menuButton({ class: "tool", "aria-label": "More actions for this message", title: "More actions", data: key("more") }, icon("dots"), () => more(message), {
      label: "More actions for this message",
      align: "end",
    }),
  );
}

function more(message) {
  const shortcuts = (world.state.shortcuts ?? []).filter((one) => one.type === "message");
  return [
    { label: "Copy text", icon: "copy", run: () => copy(message.words ?? message.text ?? "") },
    ...(message.user === world.state.me ? [{ label: "Delete message", icon: "trash", danger: true, run: () => remove(message) }] : []),
    ...(shortcuts.length ? [{ heading: app()?.name ?? "App" }] : []),
    ...shortcuts.map((one) => ({
      label: one.name,
      detail: one.description,
      icon: "bolt",
      run: () => attempt(act({ do: "message_shortcut", callback_id: one.callback_id, channel: message.channel, ts: message.ts })),
    })),
  ];
}

const remove = (message) => attempt(act({ do: "delete", channel: message.channel, ts: message.ts }));

export async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    toast("Copied");
  } catch {
    announce("Not copied: the browser does not allow it.");
  }
}

export function reactions(message) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map((one) => {
      const mine = one.users?.includes(world.state.me);
      return h(
        "button",
        {
          type: "button",
          class: `reaction${mine ? " reaction-mine" : ""}`,
          "aria-pressed": String(Boolean(mine)),
          "aria-label": `${one.name}: ${(one.users ?? []).map(personName).join(", ")}`,
          title: (one.users ?? []).map(personName).join(", "),
          data: { key: `react/${message.ts}/${one.name}` },
          on: { click: () => react(message, one.name) },
        },
        h("span", { class: "emoji" }, emoji(one.name) ?? `:${one.name}:`),
        ` ${one.count}`,
      );
    }),
  );
}
