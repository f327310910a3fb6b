// Show a JSON value that can be unfolded where it is deep.

import { h } from "../dom.js";

/** Deeper than this, and lists or objects larger than this, start folded. */
const OPEN_DEPTH = 2;
const OPEN_SIZE = 12;

export function jsonTree(value, depth = 0) {
  if (value === null || typeof value !== "object") return leaf(value);
  const list = Array.isArray(value);
  const entries = Object.entries(value);
  const [open, close] = list ? ["[", "]"] : ["{", "}"];
  if (!entries.length) return h("span", { class: "json-mark" }, open + close);
  const details = h(
    "details",
    { class: "json", open: depth < OPEN_DEPTH && entries.length <= OPEN_SIZE },
    h("summary", {}, h("span", { class: "json-mark" }, open), h("span", { class: "json-more" }, ` ${hint(value, entries)} `), h("span", { class: "json-mark json-end" }, close)),
  );
  const fill = () => {
    if (details.open && details.children.length < 2) {
      details.append(
        h("div", { class: "json-in" }, entries.map(([key, inner]) => h("div", {}, !list && h("span", { class: "json-key" }, `${key}: `), jsonTree(inner, depth + 1)))),
        h("span", { class: "json-mark" }, close),
      );
    }
  };
  // Filled when first opened: a workspace's worth of payloads would be tens of thousands of nodes.
  details.addEventListener("toggle", fill);
  fill();
  return details;
}

function hint(value, entries) {
  if (Array.isArray(value)) return `${entries.length} ${entries.length === 1 ? "item" : "items"}`;
  const name = value.type ?? value.action_id ?? value.text;
  return typeof name === "string" && name.length < 40 ? name : entries.map(([key]) => key).slice(0, 3).join(", ");
}

function leaf(value) {
  const kind = value === null ? "null" : typeof value;
  return h("span", { class: `json-${kind}` }, kind === "string" ? JSON.stringify(value) : String(value));
}
