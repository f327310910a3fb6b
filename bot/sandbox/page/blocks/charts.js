// Draw data_visualization blocks as SVG: lines, areas, bars, pies; with their numbers as a table for whoever cannot see them.

import { h, put, svg } from "../dom.js";
import { decimalsOf, extent, number, ticks } from "./scales.js";

const WIDTH = 550;
const EDGE = { top: 12, right: 14, bottom: 26, left: 46 };
const COLOURS = 6;

const hue = (index) => `series-${index % COLOURS}`;

export function chart(block) {
  const { chart: spec } = block;
  const drawn = spec.type === "pie" ? pie(spec) : fitted((width) => axes(spec, width));
  const names = spec.type === "pie" ? spec.segments.map((segment) => segment.label) : spec.series.map((series) => series.name);
  return h(
    "figure",
    { class: "block chart" },
    h("figcaption", { class: "chart-title" }, block.title),
    drawn,
    names.length > 1 && h("ul", { class: "chart-legend", "aria-hidden": "true" }, names.map((name, index) => h("li", {}, h("span", { class: `chart-key ${hue(index)}` }), name))),
    numbers(block),
  );
}

/** Drawn anew for the width it gets: a picture that only shrinks has labels that nobody can read on a phone. */
function fitted(draw) {
  const frame = h("div", { class: "chart-frame" }, draw(WIDTH));
  let drawn = WIDTH;
  new ResizeObserver(() => {
    const width = Math.round(frame.clientWidth);
    if (!width || width === drawn) return;
    drawn = width;
    put(frame, draw(width));
  }).observe(frame);
  return frame;
}

/** The chart's numbers, for screen readers. */
function numbers({ title, chart: spec }) {
  const rows = spec.type === "pie"
    ? spec.segments.map((segment) => [segment.label, number(segment.value)])
    : spec.axis_config.categories.map((category, at) => [category, ...spec.series.map((series) => number(valueAt(series, category, at)))]);
  const head = spec.type === "pie" ? ["Part", "Value"] : [spec.axis_config.x_label ?? "Category", ...spec.series.map((series) => series.name)];
  return h(
    "table",
    { class: "unseen" },
    h("caption", {}, title),
    h("thead", {}, h("tr", {}, head.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.map(([name, ...values]) => h("tr", {}, h("th", { scope: "row" }, name), values.map((value) => h("td", {}, value))))),
  );
}

/** Points are matched by their label; their place counts where the labels repeat. */
function valueAt(series, category, at) {
  const point = series.data[at]?.label === category ? series.data[at] : series.data.find((one) => one.label === category);
  return point?.value ?? null;
}

function axes(spec, width) {
  const height = Math.round(Math.min(250, Math.max(170, width * 0.5)));
  const { categories, x_label: xLabel, y_label: yLabel } = spec.axis_config;
  const values = spec.series.flatMap((series) => series.data.map((point) => point.value));
  const bars = spec.type === "bar";
  const [low, high] = extent(values, bars || spec.type === "area");
  const marks = ticks(low, high);
  const [bottom, top] = [marks[0], marks[marks.length - 1]];
  const decimals = decimalsOf(marks);
  const bottomEdge = EDGE.bottom + (xLabel ? 18 : 0);
  const left = EDGE.left + (yLabel ? 16 : 0);
  const [inWidth, inHeight] = [width - left - EDGE.right, height - EDGE.top - bottomEdge];
  const y = (value) => EDGE.top + inHeight * (1 - (value - bottom) / (top - bottom || 1));
  const band = inWidth / categories.length;
  const x = (at) => (bars || categories.length === 1 ? left + band * (at + 0.5) : left + (inWidth * at) / (categories.length - 1));
  const drawn = svg("svg", { class: "chart-svg", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  for (const mark of marks) {
    drawn.append(
      svg("line", { class: mark === 0 ? "chart-zero" : "chart-grid", x1: left, x2: width - EDGE.right, y1: y(mark), y2: y(mark) }),
      svg("text", { class: "chart-tick", x: left - 8, y: y(mark) + 4, "text-anchor": "end" }, number(mark, decimals)),
    );
  }
  // As many labels as can be read; the last one always, unless it would touch its neighbour.
  const every = Math.ceil((Math.max(...categories.map((name) => name.length)) * 6.4 + 12) / band);
  categories.forEach((name, at) => {
    if (at % every) return;
    const anchor = bars || (at > 0 && at < categories.length - 1) ? "middle" : at === 0 ? "start" : "end";
    drawn.append(svg("text", { class: "chart-tick", x: x(at), y: height - bottomEdge + 18, "text-anchor": anchor }, name));
  });
  if (xLabel) drawn.append(svg("text", { class: "chart-label", x: left + inWidth / 2, y: height - 6, "text-anchor": "middle" }, xLabel));
  if (yLabel) drawn.append(svg("text", { class: "chart-label", x: 0, y: 0, "text-anchor": "middle", transform: `translate(12 ${EDGE.top + inHeight / 2}) rotate(-90)` }, yLabel));
  const base = y(Math.max(bottom, Math.min(0, top)));
  spec.series.forEach((series, index) => {
    const points = categories.map((category, at) => ({ at, category, value: valueAt(series, category, at) })).filter((point) => point.value !== null);
    if (bars) drawn.append(...barsOf(points, index, spec.series.length, { x, y, band, base }));
    else drawn.append(...lineOf(points, index, spec.type === "area", { x, y, base }));
    drawn.append(...points.map((point) => tip(series.name, point, bars ? null : { x: x(point.at), y: y(point.value), index })));
  });
  return drawn;
}

function barsOf(points, index, count, { x, y, band, base }) {
  const width = Math.min(44, (band * 0.72) / count);
  return points.map(({ at, category, value }) => {
    const top = Math.min(y(value), base);
    const bar = svg("rect", { class: `chart-bar ${hue(index)}`, x: x(at) + (index - count / 2) * width + 1, y: top, width: Math.max(1, width - 2), height: Math.max(1, Math.abs(y(value) - base)), rx: 2 });
    bar.append(svg("title", {}, `${category}: ${number(value)}`));
    return bar;
  });
}

function lineOf(points, index, filled, { x, y, base }) {
  if (!points.length) return [];
  const way = points.map(({ at, value }, step) => `${step ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const line = svg("path", { class: `chart-line ${hue(index)}`, d: way });
  if (!filled) return [line];
  const [first, last] = [points[0], points[points.length - 1]];
  return [svg("path", { class: `chart-area ${hue(index)}`, d: `${way}L${x(last.at)} ${base}L${x(first.at)} ${base}Z` }), line];
}

/** A dot that says its value when pointed at. */
function tip(name, { category, value }, at) {
  if (!at) return "";
  const dot = svg("circle", { class: `chart-dot ${hue(at.index)}`, cx: at.x, cy: at.y, r: 2.8 });
  dot.append(svg("title", {}, `${name}, ${category}: ${number(value)}`));
  return dot;
}

function pie(spec) {
  const total = spec.segments.reduce((sum, segment) => sum + segment.value, 0);
  const drawn = svg("svg", { class: "chart-svg chart-pie", viewBox: "0 0 220 220", "aria-hidden": "true" });
  let turned = -Math.PI / 2;
  spec.segments.forEach((segment, index) => {
    const angle = (segment.value / total) * Math.PI * 2;
    const to = turned + angle;
    const point = (at) => `${(110 + 100 * Math.cos(at)).toFixed(2)} ${(110 + 100 * Math.sin(at)).toFixed(2)}`;
    const part = spec.segments.length === 1
      ? svg("circle", { class: `chart-slice ${hue(index)}`, cx: 110, cy: 110, r: 100 })
      : svg("path", { class: `chart-slice ${hue(index)}`, d: `M110 110L${point(turned)}A100 100 0 ${angle > Math.PI ? 1 : 0} 1 ${point(to)}Z` });
    part.append(svg("title", {}, `${segment.label}: ${number(segment.value)} (${Math.round((segment.value / total) * 100)} %)`));
    drawn.append(part);
    turned = to;
  });
  return drawn;
}
