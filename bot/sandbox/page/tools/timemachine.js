// Move the sandbox's time forward, and say what was posted on the way.

import { h, put } from "../dom.js";
import { moveClock } from "../api.js";
import { icon } from "../icons.js";
import { channelName, person, zone } from "../names.js";
import { closePopup, isOpen, openPopup } from "../popup.js";
import { addressOf, slugOf } from "../route.js";
import { isoDay, momentOf, nowUnix, unixOf } from "../text/moments.js";
import { announce, attempt } from "../toasts.js";
import { onChange, refresh, world } from "../world.js";

const JUMPS = [
  ["+1 day", { days: 1 }],
  ["+7 days", { days: 7 }],
  ["+30 days", { days: 30 }],
  ["Mon 09:00", { next: "monday 09:00" }, "Next Monday 09:00"],
];

const journeys = [];

/** `heard(from, to)` after each journey; moments as unix seconds. */
export function onJourney(heard) {
  journeys.push(heard);
}

let travelling = false;
let lastReport = null;
let anchor = null;

export function timeMachine() {
  const clock = h(
    "button",
    { type: "button", class: "bar-button clock", "aria-haspopup": "dialog", "aria-expanded": "false", title: "Time machine", on: { click: () => openPanel(clock) } },
    icon("clock"),
  );
  const words = h("span", { class: "clock-words" });
  clock.append(words);
  const bar = h("div", { class: "machine", role: "group", "aria-label": "Time machine" }, clock, h("div", { class: "jumps" }, JUMPS.map(([label, body, name]) => jump(label, body, name))));
  const progress = h("div", { class: "progress", role: "status" });
  bar.append(progress);
  const tell = () => {
    const now = momentOf(nowUnix());
    if (words.textContent === now) return;
    words.textContent = now;
    clock.setAttribute("aria-label", `Time machine: ${now}, ${zone()}`);
  };
  setInterval(() => world.state?.ticking && tell(), 5000);
  onChange(() => {
    if (!world.state) return;
    tell();
    bar.classList.toggle("travelling", travelling);
    for (const button of bar.querySelectorAll(".jump")) button.disabled = travelling;
    put(progress, travelling ? "Time passes…" : []);
  });
  anchor = clock;
  return bar;
}

const jump = (label, body, name) =>
  h("button", { type: "button", class: "bar-button jump", "aria-label": `Move time: ${label}`, title: name ?? `Move time ${label}`, on: { click: () => travel(body) } }, label);

export async function travel(body) {
  if (travelling) return;
  const from = nowUnix();
  const seen = new Set(everything().map((one) => one.key));
  travelling = true;
  closePopup();
  await refreshQuietly();
  const answer = await attempt(moveClock(body));
  travelling = false;
  await refreshQuietly();
  if (!answer) return;
  const posted = everything().filter((one) => !seen.has(one.key));
  lastReport = { from, to: nowUnix(), posted };
  for (const heard of journeys) heard(from, nowUnix());
  announce(`${momentOf(nowUnix())}. ${count(posted)}`);
  openPanel(anchor);
}

const refreshQuietly = () => refresh().catch(() => {});

const count = (posted) => (posted.length ? `${posted.length} ${posted.length === 1 ? "message" : "messages"} on the way` : "Nothing was posted");

/** All messages and replies that this person sees, in order. */
function everything() {
  const { messages = {}, threads = {} } = world.state ?? {};
  const rooms = Object.entries(messages).flatMap(([room, all]) => all.map((message) => ({ room, message })));
  const replies = Object.entries(threads).flatMap(([room, byParent]) => Object.values(byParent).flat().map((message) => ({ room, message })));
  return [...rooms, ...replies]
    .map((one) => ({ ...one, key: `${one.room}/${one.message.ts}` }))
    .sort((a, b) => Number(a.message.ts) - Number(b.message.ts));
}

function openPanel(button) {
  if (button.getAttribute("aria-expanded") === "true") {
    closePopup();
    return;
  }
  let day = isoDay(nowUnix() + 86400);
  let time = "09:00";
  const go = () => travel({ to: new Date(unixOf(day, time) * 1000).toISOString() });
  const panel = h(
    "div",
    { class: "popup machine-panel", role: "dialog", "aria-label": "Time machine" },
    h("h2", {}, "Time machine"),
    h("p", { class: "hint" }, `${momentOf(nowUnix())}, ${zone()}. Time only moves forward; what falls due on the way is posted at its hour.`),
    lastReport && reportOf(lastReport),
    h("div", { class: "machine-jumps" }, JUMPS.map(([label, body, name]) => h("button", { type: "button", class: "button", on: { click: () => travel(body) } }, name ?? label))),
    h("div", { class: "machine-to", role: "group", "aria-label": "Go to a moment" }, dayField(), timeInput(), h("button", { type: "button", class: "button button-primary", on: { click: go } }, "Go")),
  );
  button.setAttribute("aria-expanded", "true");
  openPopup(button, panel, { traps: true, closed: () => button.setAttribute("aria-expanded", "false") });
  if (isOpen(panel)) (panel.querySelector(".report a") ?? panel.querySelector("button")).focus({ preventScroll: true });

  // The calendar would replace this panel: two native fields do.
  function dayField() {
    const field = h("input", { type: "date", class: "field", "aria-label": "Day", min: isoDay(nowUnix()) });
    field.value = day;
    field.addEventListener("change", () => { day = field.value || day; });
    return field;
  }

  function timeInput() {
    const field = h("input", { type: "time", class: "field", "aria-label": "Time" });
    field.value = time;
    field.addEventListener("change", () => { time = field.value || time; });
    return field;
  }
}

function reportOf({ from, to, posted }) {
  const days = Math.round((to - from) / 86400);
  const span = days ? `${days} ${days === 1 ? "day" : "days"} passed` : "Some hours passed";
  return h(
    "div",
    { class: "report" },
    h("h3", {}, `${span}. ${count(posted)}.`),
    posted.length > 0 &&
      h(
        "ol",
        {},
        posted.slice(-12).map(({ room, message }) =>
          h(
            "li",
            {},
            h(
              "a",
              { href: addressTo(room, message), on: { click: () => closePopup() } },
              h("span", { class: "report-when" }, `${momentOf(Number(message.ts)).replace(/ \d{4},/, ",")} · ${channelName(room)}`),
              h("span", { class: "report-what" }, firstWords(message)),
            ),
          ),
        ),
      ),
  );
}

function addressTo(room, message) {
  const found = world.state.channels.find((one) => one.id === room);
  const inThread = message.thread_ts && message.thread_ts !== message.ts;
  return addressOf(found ? slugOf(found) : room, inThread ? message.thread_ts : "");
}

function firstWords(message) {
  const words = (message.words ?? message.text ?? "").split("\n").find((line) => line.trim()) ?? person(message.user)?.real_name ?? "";
  return words.length > 90 ? `${words.slice(0, 88)}…` : words;
}
