// Draw the page's icons, each a few strokes on a 20 by 20 grid.

import { svg } from "./dom.js";

const STROKES = {
  app: "M3 14l4.5-5 3.5 3.5L17 6M12.5 6H17v4.5",
  at: "M13 7v4.2a2.2 2.2 0 0 0 4.4 0V10A7.4 7.4 0 1 0 14.6 15.8M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0z",
  back: "M12 4l-6 6 6 6",
  bold: "M6 4h4.6a2.9 2.9 0 0 1 0 5.9H6zM6 9.9h5.4a3 3 0 0 1 0 6.1H6z",
  bolt: "M11 2.5L4.5 11.5H9.5L9 17.5 15.5 8.5H10.5z",
  calendar: "M3.5 5.5h13v11h-13zM3.5 8.8h13M7 3.5v3M13 3.5v3",
  calls: "M4 6.5h10M11 3.5l3 3-3 3M16 13.5H6M9 10.5l-3 3 3 3",
  check: "M4 10.5l4 4 8-9",
  chevron: "M5.5 7.5l4.5 4.5 4.5-4.5",
  circle: "M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12z",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6.2V10l2.6 2",
  close: "M5 5l10 10M15 5L5 15",
  code: "M7 5.5L2.8 10 7 14.5M13 5.5l4.2 4.5L13 14.5",
  copy: "M7 7h9v9H7zM13 7V4H4v9h3",
  dots: "M10 4.6v.1M10 10v.1M10 15.4v.1",
  eye: "M2.5 10S5.3 5 10 5s7.5 5 7.5 5-2.8 5-7.5 5-7.5-5-7.5-5zM12.2 10a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0z",
  fault: "M10 3.2L17.5 16h-15zM10 8v4M10 14v.1",
  file: "M5 2.8h6.5L15 6.3v10.9H5zM11.2 3v3.6H15",
  forward: "M8 4l6 6-6 6",
  hash: "M8 3.5L6.3 16.5M13.7 3.5L12 16.5M4 7.7h12.3M3.6 12.3H16",
  home: "M3.5 9.2L10 3.5l6.5 5.7v7.3H12v-4.3H8v4.3H3.5z",
  image: "M3 4h14v12H3zM3 13.5l4-4 3.5 3.5 2.5-2 4 3.4M13.2 7.5v.1",
  info: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 9.2v4.3M10 6.5v.1",
  italic: "M8.5 4h5M6.5 16h5M11.5 4l-3 12",
  link: "M8.5 11.5a3 3 0 0 0 4.3.2l3-3a3 3 0 0 0-4.3-4.2l-.9.9M11.5 8.5a3 3 0 0 0-4.3-.2l-3 3a3 3 0 0 0 4.3 4.2l.9-.9",
  list: "M7.5 5.5H17M7.5 10H17M7.5 14.5H17M3.5 5.5v.1M3.5 10v.1M3.5 14.5v.1",
  lock: "M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  message: "M3 4.5h14v9.5H9l-4 3v-3H3z",
  moon: "M15.8 12.3A6.8 6.8 0 0 1 7.7 4.2a6.8 6.8 0 1 0 8.1 8.1z",
  plus: "M10 4v12M4 10h12",
  quote: "M4 4v12M8 6h8M8 10h8M8 14h5",
  search: "M8.7 3.5a5.2 5.2 0 1 0 0 10.4 5.2 5.2 0 0 0 0-10.4zM12.6 12.6l4 4",
  send: "M3.5 4l13.5 6-13.5 6 1.8-6zM5.3 10H11",
  slash: "M12.5 3.5l-5 13",
  smile: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM7 11.5c1.5 2.4 4.5 2.4 6 0M7.6 7.8v.1M12.4 7.8v.1",
  strike: "M3.5 10h13M13.8 6.8c-.6-1.8-2-2.6-3.8-2.6-2 0-3.6 1-3.6 2.7 0 .9.4 1.6 1.1 2.1M6 13c.5 1.9 2 2.9 4.1 2.9 2.2 0 3.8-1 3.8-2.9",
  sun: "M10 6.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8zM10 2.2v1.6M10 16.2v1.6M2.2 10h1.6M16.2 10h1.6M4.5 4.5l1.1 1.1M14.4 14.4l1.1 1.1M4.5 15.5l1.1-1.1M14.4 5.6l1.1-1.1",
  screen: "M3 4h14v9.5H3zM7.5 16.5h5M10 13.5v3",
  thread: "M3 4h14v8.5H9.5L6 15.5v-3H3zM6.5 7h7M6.5 9.5h4.5",
  trash: "M4 6h12M8 6V4h4v2M5.5 6l.8 10.5h7.4L14.5 6M8.5 9v4.5M11.5 9v4.5",
  upload: "M10 13.5v-9M6.5 7.5L10 4l3.5 3.5M4 13v3.5h12V13",
};

/** An icon that says nothing to a screen reader: the control around it has the label. */
export function icon(name) {
  const drawn = svg("svg", { class: `icon icon-${name}`, viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" });
  drawn.append(svg("path", { d: STROKES[name] ?? STROKES.dots }));
  return drawn;
}
