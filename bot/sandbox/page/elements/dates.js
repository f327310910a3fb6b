// Draw the pickers of days and times.

import { freshId, h } from "../dom.js";
import { icon } from "../icons.js";
import { closePopup, isOpen, openPopup } from "../popup.js";
import { plainText } from "../text/mrkdwn.js";
import { isoDay, longDay, timeOf, unixOf } from "../text/moments.js";
import { calendar } from "./calendar.js";
import { Combobox } from "./combobox.js";

export function datePicker(element, place) {
  return dayButton({
    day: place.surface.value(place.blockId, element),
    placeholder: plainText(element.placeholder) || "Select a date",
    place,
    key: place.surface.keyOf(place.blockId, element.action_id),
    changed: (day) => place.surface.choose(place, element, day),
  });
}

export function timePicker(element, place) {
  return timeField({
    time: place.surface.value(place.blockId, element),
    placeholder: plainText(element.placeholder) || "Select a time",
    place,
    key: place.surface.keyOf(place.blockId, element.action_id),
    changed: (time) => place.surface.choose(place, element, time),
  });
}

export function dateTimePicker(element, place) {
  const unix = place.surface.value(place.blockId, element);
  let day = unix ? isoDay(unix) : null;
  let time = unix ? timeOf(unix) : null;
  const key = place.surface.keyOf(place.blockId, element.action_id);
  const changed = () => day && time && place.surface.choose(place, element, unixOf(day, time));
  return h(
    "div",
    { class: "date-time", role: "group", "aria-labelledby": place.labelled, "aria-label": place.labelled ? null : "Date and time" },
    dayButton({ day, placeholder: "Date", place, key: `${key}/day`, changed: (picked) => { day = picked; changed(); } }),
    timeField({ time, placeholder: "Time", place, key: `${key}/time`, changed: (picked) => { time = picked; changed(); } }),
  );
}

/** A button that shows a day and opens a calendar. */
export function dayButton({ day, placeholder, place, key, changed }) {
  const words = h("span", { id: freshId("day"), class: day ? "" : "placeholder" }, day ? longDay(day) : placeholder);
  const button = h(
    "button",
    {
      type: "button",
      class: "field picker",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      "aria-labelledby": place?.labelled ? `${place.labelled} ${words.id}` : null,
      "aria-describedby": place?.described,
      data: { key },
    },
    icon("calendar"),
    words,
  );
  if (place?.invalid) button.classList.add("field-wrong");
  button.addEventListener("click", () => {
    const { panel, focus } = calendar(day, (picked) => {
      day = picked;
      words.textContent = longDay(picked);
      words.classList.remove("placeholder");
      closePopup({ refocus: true });
      changed(picked);
    });
    if (button.getAttribute("aria-expanded") === "true") {
      closePopup();
      return;
    }
    button.setAttribute("aria-expanded", "true");
    openPopup(button, panel, { traps: true, closed: () => button.setAttribute("aria-expanded", "false") });
    if (isOpen(panel)) focus();
  });
  return button;
}

const TIMES = Array.from({ length: 48 }, (_, half) => {
  const text = `${String(Math.floor(half / 2)).padStart(2, "0")}:${half % 2 ? "30" : "00"}`;
  return { value: text, text };
});

/** "9", "9:05", "0905", "5pm" as "HH:MM"; null for anything else. */
export function readTime(text) {
  const found = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?$/i.exec(text.trim());
  if (!found) return null;
  let hour = Number(found[1]);
  if (found[3]) hour = (hour % 12) + (found[3].toLowerCase() === "pm" ? 12 : 0);
  const minute = Number(found[2] ?? 0);
  if (hour > 23 || minute > 59) return null;
  const value = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  return { value, text: value };
}

/** A field that takes any minute and offers the half hours. */
export function timeField({ time, placeholder, place, key, changed }) {
  const combobox = new Combobox({
    placeholder,
    optional: place?.optional,
    chosen: time ? [{ value: time, text: time }] : [],
    find: (query) => (query ? TIMES.filter((option) => option.text.includes(query)) : TIMES),
    read: readTime,
    input: {
      "aria-labelledby": place?.labelled,
      "aria-label": place?.labelled ? null : placeholder,
      "aria-describedby": place?.described,
      "aria-invalid": place?.invalid ? "true" : null,
      data: { key },
    },
    changed: (options) => changed(options[0]?.value ?? null),
  });
  return h("div", { class: "select select-time" }, combobox.node);
}
