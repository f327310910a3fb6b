// Say moments in words, in one person's zone, with the sandbox's own idea of today.

import { world } from "../world.js";
import { zone } from "../names.js";

const formats = new Map();

function format(zoneName, options) {
  const key = zoneName + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zoneName, ...options }));
  return formats.get(key);
}

const say = (unix, options, zoneName = zone()) => format(zoneName, options).format(new Date(unix * 1000));

/** The sandbox's moment, in unix seconds. */
export function nowUnix() {
  const since = world.state?.ticking ? performance.now() - world.heardAt : 0;
  return (Date.parse(world.now ?? 0) + since) / 1000;
}

/** "09:00" */
export const timeOf = (unix) => say(unix, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** "2026-03-03": the day on this person's calendar. */
export function isoDay(unix, zoneName = zone()) {
  const parts = Object.fromEntries(
    format(zoneName, { year: "numeric", month: "2-digit", day: "2-digit" })
      .formatToParts(new Date(unix * 1000))
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}`;
}

function daysApart(unix) {
  return Math.round((Date.parse(isoDay(nowUnix())) - Date.parse(isoDay(unix))) / 86400000);
}

const sameYear = (unix) => isoDay(unix).slice(0, 4) === isoDay(nowUnix()).slice(0, 4);

/** "Today", "Yesterday", "Tuesday 3 March", with the year if it is another one. */
export function dayOf(unix) {
  const apart = daysApart(unix);
  if (apart === 0) return "Today";
  if (apart === 1) return "Yesterday";
  if (apart === -1) return "Tomorrow";
  const words = { weekday: "long", day: "numeric", month: "long" };
  return say(unix, sameYear(unix) ? words : { ...words, year: "numeric" });
}

/** "Tue 3 Mar 2026, 10:00": for labels that say a moment in full. */
export const momentOf = (unix) =>
  `${say(unix, { weekday: "short", day: "numeric", month: "short", year: "numeric" }).replace(",", "")}, ${timeOf(unix)}`;

/** "3 days ago" */
export function agoOf(unix) {
  const apart = daysApart(unix);
  if (apart === 0) return `today at ${timeOf(unix)}`;
  if (apart === 1) return "yesterday";
  return apart > 0 ? `${apart} days ago` : momentOf(unix);
}

/** "1 December 2026" of a calendar day without a zone. */
export const longDay = (iso) =>
  say(Date.parse(iso) / 1000, { day: "numeric", month: "long", year: "numeric" }, "UTC");

export const weekdayAndDay = (iso) =>
  say(Date.parse(iso) / 1000, { weekday: "long", day: "numeric", month: "long", year: "numeric" }, "UTC");

/** The moment at which clocks in the zone show this day and time; in a gap, the first minute after it. */
export function unixOf(isoDate, time, zoneName = zone()) {
  const wall = Date.parse(`${isoDate}T${time}:00Z`) / 1000;
  let guess = wall;
  // Twice: the first correction may cross a change of the offset.
  for (let round = 0; round < 2; round += 1) {
    const shown = Date.parse(`${isoDay(guess, zoneName)}T${clockOf(guess, zoneName)}:00Z`) / 1000;
    guess += wall - shown;
  }
  return guess;
}

const clockOf = (unix, zoneName) => say(unix, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, zoneName);

const pretty = (unix, otherwise) => {
  const word = { 0: "today", 1: "yesterday", "-1": "tomorrow" }[daysApart(unix)];
  return word ?? otherwise;
};

const DATE_TOKENS = {
  date_num: (unix) => isoDay(unix),
  date_slash: (unix) => say(unix, { day: "2-digit", month: "2-digit", year: "numeric" }),
  date_short: (unix) => say(unix, { day: "numeric", month: "short", year: "numeric" }),
  date: (unix) => say(unix, { day: "numeric", month: "long", year: "numeric" }),
  date_long: (unix) => say(unix, { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  date_long_full: (unix) => say(unix, { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  date_short_pretty: (unix) => pretty(unix, DATE_TOKENS.date_short(unix)),
  date_pretty: (unix) => pretty(unix, DATE_TOKENS.date(unix)),
  date_long_pretty: (unix) => pretty(unix, DATE_TOKENS.date_long(unix)),
  day_divider_pretty: (unix) => dayOf(unix),
  time: (unix) => timeOf(unix),
  time_secs: (unix) => say(unix, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }),
  ago: (unix) => agoOf(unix),
};

/** Fill in Slack's "{date_short_pretty} at {time}". A token that does not exist stays as it was written. */
export function localised(unix, pattern) {
  return pattern.replace(/\{(\w+)\}/g, (whole, token) => DATE_TOKENS[token]?.(unix) ?? whole);
}
