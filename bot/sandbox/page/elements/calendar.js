// Show a month to pick a day from, by pointing or with the arrow keys.

import { h, put } from "../dom.js";
import { icon } from "../icons.js";
import { isoDay, longDay, nowUnix, weekdayAndDay } from "../text/moments.js";

const DAY = 86400000;
const iso = (moment) => new Date(moment).toISOString().slice(0, 10);
const shifted = (day, days) => iso(Date.parse(day) + days * DAY);

/** The same day some months away; the last of the month where there is no such day. */
function months(day, count) {
  const [year, month, date] = day.split("-").map(Number);
  const length = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return iso(Date.UTC(year, month - 1 + count, Math.min(date, length)));
}

// Monday is 0.
const weekday = (day) => (new Date(day).getUTCDay() + 6) % 7;

const STEPS = {
  ArrowLeft: (day) => shifted(day, -1),
  ArrowRight: (day) => shifted(day, 1),
  ArrowUp: (day) => shifted(day, -7),
  ArrowDown: (day) => shifted(day, 7),
  Home: (day) => shifted(day, -weekday(day)),
  End: (day) => shifted(day, 6 - weekday(day)),
  PageUp: (day, event) => months(day, event.shiftKey ? -12 : -1),
  PageDown: (day, event) => months(day, event.shiftKey ? 12 : 1),
};

/** A calendar around `chosen` (or today); `picked(isoDate)` once. */
export function calendar(chosen, picked) {
  const today = isoDay(nowUnix());
  let here = chosen || today;
  const title = h("div", { class: "calendar-title", "aria-live": "polite" });
  const grid = h("table", { class: "calendar-grid", role: "grid" });
  const turn = (count, label, mark) =>
    h("button", { type: "button", class: "plain-icon", "aria-label": label, on: { click: () => show(months(here, count)) } }, icon(mark));
  const panel = h(
    "div",
    { class: "popup calendar", role: "dialog", "aria-label": "Pick a date" },
    h("div", { class: "calendar-head" }, turn(-1, "Previous month", "back"), title, turn(1, "Next month", "forward")),
    grid,
    h("div", { class: "calendar-foot" }, h("button", { type: "button", class: "link-button", on: { click: () => picked(today) } }, "Today")),
  );
  grid.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    show(step(here, event));
    focus();
  });
  show(here);
  return { panel, focus };

  function focus() {
    grid.querySelector('[tabindex="0"]')?.focus();
  }

  function show(day) {
    here = day;
    title.textContent = longDay(`${day.slice(0, 7)}-01`).replace(/^1 /, "");
    const first = shifted(`${day.slice(0, 7)}-01`, -weekday(`${day.slice(0, 7)}-01`));
    const weeks = [0, 1, 2, 3, 4, 5]
      .map((week) => [0, 1, 2, 3, 4, 5, 6].map((column) => shifted(first, week * 7 + column)))
      .filter((week) => week.some((one) => one.slice(0, 7) === day.slice(0, 7)));
    put(
      grid,
      h("thead", {}, h("tr", {}, ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, weeks.map((week) => h("tr", {}, week.map((one) => cell(one, day))))),
    );
  }

  function cell(one, shown) {
    const button = h(
      "button",
      {
        type: "button",
        class: [
          "calendar-day",
          one.slice(0, 7) === shown.slice(0, 7) ? "" : "calendar-other",
          one === today ? "calendar-today" : "",
          one === chosen ? "calendar-chosen" : "",
        ].join(" "),
        tabindex: one === shown ? "0" : "-1",
        "aria-label": weekdayAndDay(one),
        "aria-current": one === today ? "date" : null,
        on: { click: () => picked(one) },
      },
      String(Number(one.slice(8))),
    );
    return h("td", { role: "gridcell", "aria-selected": String(one === chosen) }, button);
  }
}
