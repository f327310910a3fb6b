// Draw the field that takes files, and send what is dropped on it or picked.

import { h, put } from "../dom.js";
import { base64Of } from "../api.js";
import { icon } from "../icons.js";
import { act } from "../world.js";
import { attempt } from "../toasts.js";

/** What files are called that were uploaded here: the state knows only their ids. */
const names = new Map();

export function fileInput(element, place) {
  const { surface, blockId } = place;
  let ids = [...(surface.value(blockId, element) ?? [])];
  for (const file of surface.remembered(blockId, element)?.files ?? []) if (file.name) names.set(file.id, file.name);
  const most = element.max_files ?? 10;
  const shown = h("ul", { class: "file-list", "aria-label": "Files" });
  const picker = h("input", {
    type: "file",
    class: "unseen",
    multiple: most > 1,
    accept: (element.filetypes ?? []).map((ending) => `.${ending}`).join(",") || null,
    "aria-labelledby": place.labelled,
    "aria-describedby": place.described,
    "aria-invalid": place.invalid ? "true" : null,
    data: { key: surface.keyOf(blockId, element.action_id) },
    on: { change: () => take([...picker.files]) },
  });
  const zone = h("label", { class: "file-zone" }, picker, icon("upload"), h("span", {}, most > 1 ? "Choose files" : "Choose a file", " or drop them here"));
  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  draw();
  return h("div", { class: "files" }, shown, zone);

  async function take(files) {
    for (const file of files.slice(0, most - ids.length)) {
      const id = await upload(file);
      if (id) ids.push(id);
    }
    changed();
  }

  function changed() {
    surface.choose(place, element, ids);
    draw();
  }

  function draw() {
    const remove = (id) => () => {
      ids = ids.filter((other) => other !== id);
      changed();
    };
    put(
      shown,
      ids.map((id) =>
        h(
          "li",
          {},
          icon("file"),
          h("span", {}, names.get(id) ?? id),
          h("button", { type: "button", class: "plain-icon", "aria-label": `Remove ${names.get(id) ?? id}`, on: { click: remove(id) } }, icon("close")),
        ),
      ),
    );
    zone.hidden = ids.length >= most;
  }
}

/** Send a file without showing it in a channel; its id, or null if it was refused. */
async function upload(file) {
  const answer = await attempt(act({ do: "upload", name: file.name, content: await base64Of(file) }));
  const id = answer?.file?.id ?? null;
  if (id) names.set(id, file.name);
  return id;
}

/** Share a file in a channel or thread. */
export async function share(file, place, comment = "") {
  return attempt(act({ do: "upload", ...place, name: file.name, content: await base64Of(file), ...(comment && { comment }) }));
}
