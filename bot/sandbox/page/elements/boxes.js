// Draw checkboxes and radio buttons.

import { freshId, h } from "../dom.js";
import { textObject } from "../text/mrkdwn.js";

export function checkboxes(element, place) {
  const chosen = new Set(place.surface.value(place.blockId, element) ?? []);
  return group(element, place, "checkbox", (option) => chosen.has(option.value), (option, on) => {
    if (on) chosen.add(option.value);
    else chosen.delete(option.value);
    // In the options' order, as Slack sends them.
    return element.options.map((one) => one.value).filter((value) => chosen.has(value));
  });
}

export function radioButtons(element, place) {
  const chosen = place.surface.value(place.blockId, element);
  return group(element, place, "radio", (option) => option.value === chosen, (option) => option.value);
}

function group(element, place, type, isOn, valueAfter) {
  const name = freshId("choice");
  return h(
    "div",
    {
      class: "boxes",
      role: type === "radio" ? "radiogroup" : "group",
      "aria-labelledby": place.labelled,
      "aria-label": place.labelled ? null : "Choices",
      "aria-describedby": place.described,
      "aria-invalid": place.invalid && type === "radio" ? "true" : null,
    },
    element.options.map((option) => {
      const described = option.description ? freshId("more") : null;
      const box = h("input", {
        type,
        name,
        "aria-describedby": described,
        data: { key: place.surface.keyOf(place.blockId, `${element.action_id}/${option.value}`) },
        on: { change: () => place.surface.choose(place, element, valueAfter(option, box.checked)) },
      });
      box.checked = isOn(option);
      return h(
        "label",
        { class: "box" },
        box,
        h("span", { class: "box-words" }, h("span", {}, textObject(option.text)), described && h("span", { class: "box-more", id: described }, textObject(option.description))),
      );
    }),
  );
}
