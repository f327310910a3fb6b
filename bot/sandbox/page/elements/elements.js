// Draw the elements of Block Kit, each by its type, and say which of them stand beside each other.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { menuButton } from "../menu.js";
import { world } from "../world.js";
import { isSafe, plainText, textObject } from "../text/mrkdwn.js";
import { checkboxes, radioButtons } from "./boxes.js";
import { datePicker, dateTimePicker, timePicker } from "./dates.js";
import { fileInput } from "./files.js";
import { emailInput, numberInput, richTextInput, textInput, urlInput } from "./inputs.js";
import { picture } from "./pictures.js";
import { select } from "./selects.js";

const DRAWN = {
  button,
  workflow_button: button,
  overflow,
  image: (element) => picture(element, "image-small"),
  checkboxes,
  radio_buttons: radioButtons,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  plain_text_input: textInput,
  number_input: numberInput,
  email_text_input: emailInput,
  url_text_input: urlInput,
  rich_text_input: richTextInput,
  file_input: fileInput,
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
  ...Object.fromEntries(
    ["static", "external", "users", "conversations", "channels"].flatMap((kind) => [
      [`${kind}_select`, select],
      [`multi_${kind}_select`, select],
    ]),
  ),
};

/**
 * Draw one element. `place`: `{surface, blockId, tells, labelled, described, invalid, optional, wide}` — where it stands,
 * whether a change is told to the app at once, and the ids of what names and explains it.
 */
export function drawElement(element, place) {
  const draw = DRAWN[element.type];
  if (!draw) return h("span", { class: "undrawn" }, `(${element.type} is not drawn here)`);
  const drawn = draw(element, place);
  const { surface, blockId } = place;
  if (!surface.trouble || !surface.wasUsed(blockId, element.action_id)) return drawn;
  return h("span", { class: "troubled" }, drawn, troubleMark(surface.trouble));
}

export function troubleMark(code) {
  const says = code === "operation_timeout" ? "The app did not answer within 3 seconds." : `Something went wrong (${code}).`;
  return h("span", { class: "trouble", role: "img", "aria-label": says, title: says }, icon("fault"));
}

function button(element, { surface, blockId }) {
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(world.state?.me)) return "";
  const style = element.style ? ` button-${element.style}` : "";
  const made = h(
    "button",
    {
      type: "button",
      class: `button${style}`,
      "aria-label": element.accessibility_label,
      data: { key: surface.keyOf(blockId, element.action_id) },
      on: {
        click: async () => {
          made.setAttribute("aria-busy", "true");
          await surface.press(blockId, element.action_id, plainText(element.text));
          made.removeAttribute("aria-busy");
        },
      },
    },
    plainText(element.text),
    element.url && isSafe(element.url) ? h("span", { class: "unseen" }, " (opens a link)") : null,
  );
  return made;
}

function overflow(element, { surface, blockId }) {
  return menuButton(
    { class: "button button-icon", "aria-label": "More actions", data: { key: surface.keyOf(blockId, element.action_id) } },
    icon("dots"),
    () =>
      element.options.map((option) => ({
        label: plainText(option.text),
        detail: option.description && plainText(option.description),
        // Told, never kept: a menu has no state.
        run: () => surface.tell({ do: "set", block_id: blockId, action_id: element.action_id, value: option.value }),
      })),
    { label: "More actions", align: "start" },
  );
}

function feedbackButtons(element, { surface, blockId }) {
  const one = (choice, mark) =>
    h(
      "button",
      {
        type: "button",
        class: "button button-icon",
        "aria-label": choice.accessibility_label ?? plainText(choice.text),
        title: plainText(choice.text),
        on: { click: () => surface.tell({ do: "set", block_id: blockId, action_id: element.action_id, value: choice.value }) },
      },
      mark,
    );
  return [one(element.positive_button, "👍"), one(element.negative_button, "👎")];
}

function iconButton(element, { surface, blockId }) {
  return h(
    "button",
    {
      type: "button",
      class: "button button-icon",
      "aria-label": element.accessibility_label ?? plainText(element.text),
      on: { click: () => surface.press(blockId, element.action_id) },
    },
    icon(element.icon === "trash" ? "trash" : "dots"),
  );
}

/** A context block's element: small text or a small picture. */
export function drawContext(element) {
  return element.type === "image" ? picture(element, "image-tiny") : h("span", { class: "context-words" }, textObject(element));
}
