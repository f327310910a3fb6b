// Say who and what an id stands for, and draw people.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { world } from "./world.js";

export const people = () => world.state?.people ?? [];
export const channels = () => world.state?.channels ?? [];
export const person = (id) => people().find((one) => one.id === id) ?? null;
export const channel = (id) => channels().find((one) => one.id === id) ?? null;
export const myself = () => person(world.state?.me);
export const app = () => world.state?.app ?? null;

/** The colleagues one can be: neither apps nor people who left. */
export const colleagues = () => people().filter((one) => !one.is_bot && !one.deleted && one.id !== "USLACKBOT");

export function personName(id) {
  const found = person(id);
  return found ? found.display_name || found.real_name || found.handle : (id ?? "someone");
}

/** A channel's name as people say it: "#checkout", or whom a direct message is with. */
export function channelName(id) {
  const found = channel(id);
  if (!found) return id;
  if (found.kind === "im") return personName(found.with);
  return `#${found.name}`;
}

/** The zone in which this person reads times. */
export const zone = () => myself()?.zone ?? world.state?.zone ?? "UTC";

export function initials(name) {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  return (words.length > 1 ? words[0][0] + words[words.length - 1][0] : name.slice(0, 2)).toUpperCase();
}

/** A square with the app's mark or a person's initials; purely decorative, the name stands beside it. */
export function avatar(id, size = 36) {
  const found = person(id);
  const isApp = id === app()?.user_id;
  const face = h("span", { class: `avatar avatar-${size}`, "aria-hidden": "true" });
  if (isApp) {
    face.classList.add("avatar-app");
    face.append(icon("app"));
  } else {
    // Through the CSSOM: an inline style attribute would need 'unsafe-inline'.
    if (found?.color) face.style.backgroundColor = found.color.startsWith("#") ? found.color : `#${found.color}`;
    // Drawn by the style sheet: to a screen reader, and to whoever searches the page, they are no words.
    face.dataset.initials = initials(personName(id));
  }
  return face;
}

/** "@Ana Ruiz" as it stands in a message. */
export function mention(id) {
  const mine = id === world.state?.me ? " mention-me" : "";
  return h("span", { class: `mention${mine}` }, `@${personName(id)}`);
}

/** "#checkout" as a way there; a channel that this person may not see stays without its name. */
export function channelLink(id, label) {
  const found = channel(id);
  if (!found) return h("span", { class: "mention" }, label ? `#${label}` : "a private channel");
  return h("a", { class: "mention", href: `#/${myself()?.handle}/${found.name || found.id}` }, `#${found.name}`);
}
