// Draw pictures, from the sandbox only.

import { h } from "../dom.js";
import { fileUrl } from "../api.js";
import { icon } from "../icons.js";
import { link } from "../text/mrkdwn.js";

/** Where a picture may be fetched from: the sandbox itself. Null for anywhere else, which stays a link. */
function sourceOf(block) {
  if (block.slack_file?.id) return fileUrl(block.slack_file.id);
  const url = block.image_url ?? block.slack_file?.url ?? "";
  if (url.startsWith("data:image/")) return url;
  const place = new URL(url, location.origin);
  return place.origin === location.origin ? place.pathname + place.search : null;
}

export function picture(block, style) {
  const source = sourceOf(block);
  if (source) return h("img", { class: style, src: source, alt: block.alt_text ?? "", loading: "lazy" });
  return h("span", { class: `${style} picture-elsewhere` }, icon("image"), link(block.image_url, block.alt_text || "Picture"));
}
