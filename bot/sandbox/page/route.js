// Keep where one is in the address: `#/ana/checkout`, `#/ana/home`, `#/ana/checkout/1772528400.000100` (a thread).

import { app, channels, colleagues } from "./names.js";
import { world } from "./world.js";

/** What the address says, in the words of its parts. */
export function asked() {
  const [, handle = "", slug = "", thread = ""] = decodeURIComponent(location.hash).split("/");
  return { handle: handle.startsWith("#") ? "" : handle, slug, thread };
}

/** The part of an address for a channel: its name, "payoff" for the messages with the app. */
export function slugOf(one) {
  if (one.kind === "im" && one.with === app()?.user_id) return "payoff";
  return one.kind === "im" ? `@${one.with}` : one.name || one.id;
}

/** Where one is: `{kind: "home"}` or `{kind: "channel", channel, thread}`. */
export function here() {
  const { slug, thread } = asked();
  if (slug === "home") return { kind: "home", channel: null, thread: "" };
  const all = channels();
  const found = all.find((one) => one.id === slug || slugOf(one) === slug) ?? all.find((one) => one.name === "checkout") ?? all[0];
  return { kind: "channel", channel: found ?? null, thread };
}

const myHandle = () => colleagues().find((one) => one.id === world.state?.me)?.handle ?? asked().handle;

export const addressOf = (slug, thread = "", handle = myHandle()) => `#/${handle}/${slug}${thread ? `/${thread}` : ""}`;

export function goTo(slug, thread = "") {
  location.hash = addressOf(slug, thread);
}

/** The same place in another colleague's eyes. */
export function goAs(handle) {
  const { slug, thread } = asked();
  location.hash = addressOf(slug || "checkout", thread, handle);
}
