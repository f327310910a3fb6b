// Draw the fields that one types into.

import { h } from "../dom.js";
import { plainText } from "../text/mrkdwn.js";
import { richTextOf, wordsOf } from "../text/richtext.js";

export const textInput = (element, place) =>
  element.multiline ? area(element, place) : field(element, place, "text");
export const emailInput = (element, place) => field(element, place, "email");
export const urlInput = (element, place) => field(element, place, "url");

/** Not `type=number`: that field swallows what it cannot read, and the app is to see and refuse it in its own words. */
export const numberInput = (element, place) =>
  field(element, place, "text", { inputmode: element.is_decimal_allowed ? "decimal" : "numeric", class: "field field-number" });

export function richTextInput(element, place) {
  return area(element, place, { read: wordsOf, write: (text) => (text ? richTextOf(text) : null) });
}

function attributes(element, place) {
  return {
    "aria-labelledby": place.labelled,
    "aria-label": place.labelled ? null : plainText(element.placeholder) || "Text",
    "aria-describedby": place.described,
    "aria-invalid": place.invalid ? "true" : null,
    "aria-required": place.optional === false ? "true" : null,
    placeholder: plainText(element.placeholder),
    maxlength: element.max_length,
    autocomplete: "off",
    data: { key: place.surface.keyOf(place.blockId, element.action_id), focus: element.focus_on_load ? "first" : "" },
  };
}

function field(element, place, type, more = {}) {
  const made = h("input", { class: "field", type, ...attributes(element, place), ...more });
  // Spelling and form checks are the app's: the browser's own bubbles would speak over them.
  if (type !== "text") made.setAttribute("formnovalidate", "");
  made.value = place.surface.value(place.blockId, element) ?? "";
  listenTo(made, element, place, (text) => text || null);
  return made;
}

function area(element, place, { read = (value) => value ?? "", write = (text) => text || null } = {}) {
  const made = h("textarea", { class: "field field-area", rows: element.min_lines ?? 3, ...attributes(element, place) });
  made.value = read(place.surface.value(place.blockId, element));
  listenTo(made, element, place, write);
  return made;
}

function listenTo(made, element, place, write) {
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const eager = place.tells && triggers.includes("on_character_entered");
  let waiting = 0;
  made.addEventListener("input", () => {
    place.surface.remember(place.blockId, element.action_id, write(made.value));
    if (!eager) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => place.surface.choose(place, element, write(made.value)), 400);
  });
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (!place.tells || !triggers.includes("on_enter_pressed")) return;
    event.preventDefault();
    event.stopPropagation();
    place.surface.choose(place, element, write(made.value), { enter: true });
  });
}
