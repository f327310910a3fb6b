// Draw the left side: a rail of places and tools, and the list of channels, people and the app.

import { h, keepingFocus, put } from "./dom.js";
import { icon } from "./icons.js";
import { app, avatar, channels, initials, person, personName } from "./names.js";
import { addressOf, here, slugOf } from "./route.js";
import { nextTheme, theme } from "./theme.js";
import { openDrawer } from "./tools/drawer.js";
import { onChange, redraw, world } from "./world.js";

export function mountSidebar(part) {
  const [rail, list] = [h("div", { class: "rail" }), h("div", { class: "places" })];
  part.append(rail, list);
  // On a phone the sidebar is a drawer over the page; a press beside it closes it.
  const shade = h("div", { class: "shade", on: { click: () => showSidebar(false) } });
  part.after(shade);
  part.addEventListener("keydown", (event) => event.key === "Escape" && showSidebar(false));
  part.addEventListener("click", (event) => event.target.closest("a") && showSidebar(false));
  let drawn = "";
  onChange(() => {
    if (!world.state) return;
    const now = JSON.stringify([world.me, channels(), here(), world.state.workspace, app(), theme(), world.calls > 0]);
    if (now === drawn) return;
    drawn = now;
    keepingFocus(part, () => {
      put(rail, railParts());
      put(list, listParts());
    });
  });
}

export function showSidebar(open) {
  document.body.classList.toggle("sidebar-open", open);
  const button = document.querySelector("#topbar .menu-open");
  button?.setAttribute("aria-expanded", String(open));
  if (open) document.querySelector("#sidebar a, #sidebar button")?.focus();
  else if (document.getElementById("sidebar").contains(document.activeElement)) button?.focus();
}

function railParts() {
  const { workspace } = world.state;
  const place = here();
  const look = { light: "sun", dark: "moon", system: "screen" }[theme()];
  return [
    h("div", { class: "workspace", title: workspace.name, "aria-hidden": "true" }, initials(workspace.name)),
    railLink("Channels", "hash", addressOf("checkout"), place.kind === "channel" && place.channel?.kind !== "im"),
    app()?.has_home && railLink("Home", "home", addressOf("home"), place.kind === "home"),
    h("span", { class: "rail-space" }),
    tool("Calls", "calls", "Every call between Slack and the app", () => openDrawer("calls")),
    tool("Faults", "fault", "Let Slack misbehave", () => openDrawer("faults")),
    tool("Look", look, `Look: ${theme()}. Change it`, () => {
      nextTheme();
      redraw();
    }),
  ];
}

const railLink = (label, mark, href, current) =>
  h("a", { class: "rail-item", href, "aria-current": current ? "true" : null, data: { key: `rail/${label}` } }, h("span", { class: "rail-mark" }, icon(mark)), label);

const tool = (label, mark, says, run) =>
  h("button", { type: "button", class: "rail-item", title: says, data: { key: `rail/${label}` }, on: { click: run } }, h("span", { class: "rail-mark" }, icon(mark)), label);

function listParts() {
  const mine = channels().filter((one) => one.is_member || one.kind === "im" || one.kind === "mpim");
  const rooms = mine.filter((one) => ["channel", "private"].includes(one.kind) && !one.is_archived);
  const talks = mine.filter((one) => ["im", "mpim"].includes(one.kind) && one.with !== app()?.user_id);
  const appTalk = mine.find((one) => one.kind === "im" && one.with === app()?.user_id);
  return [
    h("div", { class: "places-head" }, h("span", { class: "workspace-name" }, world.state.workspace.name)),
    group("Channels", rooms.map((one) => line(one, icon(one.kind === "private" ? "lock" : "hash"), one.name))),
    talks.length > 0 && group("Direct messages", talks.map((one) => line(one, avatar(one.with, 20), personName(one.with)))),
    app() && group("Apps", [
      appTalk && line(appTalk, avatar(app().user_id, 20), app().name),
      app().has_home && homeLine(),
    ]),
    !app()?.connected && h("p", { class: "places-note" }, "The app is not connected."),
  ];
}

const group = (title, lines) => h("section", { class: "places-group" }, h("h2", {}, title), h("ul", {}, lines.filter(Boolean).map((one) => h("li", {}, one))));

function line(one, mark, name) {
  const current = here().channel?.id === one.id && here().kind === "channel";
  const unread = one.unread > 0 && !current;
  const talk = one.kind === "im" || one.kind === "mpim";
  const count = talk ? one.unread : one.mentions;
  return h(
    "a",
    { class: `place${unread ? " unread" : ""}`, href: addressOf(slugOf(one)), "aria-current": current ? "page" : null, data: { key: `place/${one.id}` } },
    mark,
    h("span", { class: "place-name" }, name),
    person(one.with)?.is_bot && h("span", { class: "badge" }, "App"),
    unread && h("span", { class: "unseen" }, count > 0 ? `unread, ${count} ${talk ? "messages" : "mentions"}` : "unread"),
    unread && count > 0 && h("span", { class: "count", "aria-hidden": "true" }, String(count)),
  );
}

function homeLine() {
  const current = here().kind === "home";
  return h(
    "a",
    { class: "place place-under", href: addressOf("home"), "aria-current": current ? "page" : null, data: { key: "place/home" } },
    icon("home"),
    h("span", { class: "place-name" }, `${app().name} Home`),
  );
}
