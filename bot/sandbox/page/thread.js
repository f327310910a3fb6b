// Show one thread beside its channel.

import { h, put } from "./dom.js";
import { Composer } from "./composer.js";
import { share } from "./elements/files.js";
import { icon } from "./icons.js";
import { Log } from "./log.js";
import { channelName } from "./names.js";
import { goTo, here, slugOf } from "./route.js";
import { act, world } from "./world.js";

let shown = "";
let log = null;
let composer = null;

export function drawThread(part) {
  const { channel, thread } = world.state ? here() : {};
  const key = channel && thread ? `${world.me}/${channel.id}/${thread}` : "";
  if (key !== shown) {
    const fresh = Boolean(key);
    shown = key;
    part.hidden = !key;
    document.body.classList.toggle("thread-open", fresh);
    if (fresh) open(part, channel, thread);
    else put(part);
  }
  if (!key) return;
  const parent = (world.state.messages[channel.id] ?? []).find((one) => one.ts === thread);
  const replies = world.state.threads?.[channel.id]?.[thread] ?? [];
  log.update([...(parent ? [parent] : []), ...replies]);
  composer.update();
}

function open(part, channel, thread) {
  const close = () => {
    goTo(slugOf(channel));
    document.querySelector(`[data-key="thread/${thread}"]`)?.focus();
  };
  log = new Log({ label: "Thread", inThread: true });
  composer = new Composer({
    key: shown,
    label: "Reply",
    commands: false,
    send: (text) => act({ do: "type", channel: channel.id, text, thread_ts: thread }),
    share: (file, comment) => share(file, { channel: channel.id, thread_ts: thread }, comment),
  });
  put(
    part,
    h(
      "header",
      { class: "pane-head" },
      h("h2", {}, "Thread"),
      h("span", { class: "pane-where" }, channelName(channel.id)),
      h("button", { type: "button", class: "plain-icon", "aria-label": "Close thread", on: { click: close } }, icon("close")),
    ),
    log.node,
    composer.node,
  );
  part.onkeydown = (event) => event.key === "Escape" && !event.defaultPrevented && close();
  composer.focus();
}
