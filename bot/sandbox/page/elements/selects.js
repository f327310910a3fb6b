// Draw the selects: of given options, of options that the app suggests, of people, of channels.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { avatar, channel, channelName, channels, colleagues, people, person, personName } from "../names.js";
import { plainText } from "../text/mrkdwn.js";
import { Combobox } from "./combobox.js";

const optionOf = (option, group) => ({
  value: option.value,
  text: plainText(option.text),
  detail: option.description && plainText(option.description),
  group,
  whole: option,
});

const optionsOf = (source) =>
  source.option_groups
    ? source.option_groups.flatMap((group) => group.options.map((option) => optionOf(option, plainText(group.label))))
    : (source.options ?? []).map((option) => optionOf(option));

const personOption = (one) => ({
  value: one.id,
  text: personName(one.id),
  detail: one.title,
  face: avatar(one.id, 20),
});

const channelOption = (one) => ({
  value: one.id,
  text: one.kind === "im" ? personName(one.with) : one.name,
  face: one.kind === "im" ? avatar(one.with, 20) : icon(one.kind === "private" ? "lock" : "hash"),
});

/** Which conversations a `filter` lets through. */
function allowed(one, filter) {
  const kinds = { channel: "public", private: "private", im: "im", mpim: "mpim" };
  if (filter?.include && !filter.include.includes(kinds[one.kind])) return false;
  return !(filter?.exclude_bot_users && one.kind === "im" && person(one.with)?.is_bot);
}

const SOURCES = {
  static: (element) => ({ all: () => optionsOf(element) }),
  users: () => ({
    all: () => [...colleagues(), ...people().filter((one) => one.is_bot && !one.deleted && one.id !== "USLACKBOT")].map(personOption),
    one: (id) => ({ value: id, text: personName(id) }),
  }),
  conversations: (element) => ({
    all: () => channels().filter((one) => !one.is_archived && allowed(one, element.filter)).map(channelOption),
    one: (id) => ({ value: id, text: channelName(id) }),
  }),
  channels: () => ({
    all: () => channels().filter((one) => one.kind === "channel" && !one.is_archived).map(channelOption),
    one: (id) => ({ value: id, text: channel(id)?.name ?? id }),
  }),
};

const fits = (query) => {
  const words = query.toLowerCase().replace(/^[@#]/, "");
  return (option) => `${option.text} ${option.detail ?? ""}`.toLowerCase().includes(words);
};

export function select(element, place) {
  const [, many, kind] = /^(multi_)?(\w+)_select$/.exec(element.type);
  const multiple = Boolean(many);
  const { find, chosen } = kind === "external" ? external(element, place) : local(SOURCES[kind](element), element, place);
  const combobox = new Combobox({
    placeholder: plainText(element.placeholder) || "Choose an option",
    multiple,
    most: element.max_selected_items,
    optional: place.optional,
    chosen,
    find,
    input: {
      "aria-labelledby": place.labelled,
      "aria-label": place.labelled ? null : plainText(element.placeholder) || "Choose an option",
      "aria-describedby": place.described,
      "aria-invalid": place.invalid ? "true" : null,
      "aria-required": place.optional === false ? "true" : null,
      data: { key: place.surface.keyOf(place.blockId, element.action_id), focus: element.focus_on_load ? "first" : "" },
    },
    changed: (options) => {
      const values = options.map((option) => (kind === "external" ? option.whole : option.value));
      place.surface.choose(place, element, multiple ? values : (values[0] ?? null));
    },
  });
  return h("div", { class: `select${multiple ? " select-many" : ""}` }, combobox.node);
}

function local({ all, one }, element, place) {
  const value = place.surface.value(place.blockId, element);
  const values = Array.isArray(value) ? value : value ? [value] : [];
  const known = all();
  return {
    find: (query) => (query ? known.filter(fits(query)) : known),
    chosen: values.map((id) => known.find((option) => option.value === id) ?? one?.(id)).filter(Boolean),
  };
}

/** The app is asked as soon as the query is long enough; what is chosen is remembered as whole options. */
function external(element, place) {
  const least = element.min_query_length ?? 3;
  const remembered = place.surface.remembered(place.blockId, element);
  const draft = place.surface.drafts[place.blockId]?.[element.action_id];
  const whole = draft !== undefined ? draft : (remembered?.selected_options ?? remembered?.selected_option ?? element.initial_options ?? element.initial_option);
  return {
    chosen: [whole ?? []].flat().map((option) => optionOf(option)),
    find: async (query) => {
      if (query.length < least) return [];
      return optionsOf(await place.surface.suggest(place.blockId, element.action_id, query));
    },
  };
}
