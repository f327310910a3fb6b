// Draw files that stand in a message: pictures as pictures, others by name and size.

import { h } from "../dom.js";
import { fileUrl } from "../api.js";
import { icon } from "../icons.js";

const size = (bytes) =>
  bytes === undefined || bytes === null ? "" : bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;

export function fileCard(file) {
  const url = fileUrl(file.id);
  const name = file.title || file.name || file.id;
  if (file.mimetype?.startsWith("image/")) {
    return h("figure", { class: "block image" }, h("figcaption", {}, name), h("img", { class: "image-large", src: url, alt: file.alt_txt || name, loading: "lazy" }));
  }
  const kind = (file.pretty_type || file.filetype || file.name?.split(".").pop() || "file").toUpperCase();
  return h(
    "a",
    { class: "block file-card", href: url, target: "_blank", rel: "noopener", download: file.name ?? true },
    h("span", { class: "file-mark" }, icon("file")),
    h("span", {}, h("span", { class: "file-name" }, name), h("span", { class: "file-more" }, [kind, size(file.size)].filter(Boolean).join(" · "))),
  );
}
