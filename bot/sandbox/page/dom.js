// Build and replace parts of the page; text only ever becomes text nodes.

const SVG = "http://www.w3.org/2000/svg";

/** An element. `props`: `class`, `on` ({event: listener}), `data` ({name: value}), `true` for a bare attribute. */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** An SVG element; same arguments as `h`. */
export function svg(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "data") {
      Object.assign(node.dataset, value);
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...flat(children));
  return node;
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

export function put(node, ...children) {
  node.replaceChildren(...flat(children));
  return node;
}

export function fragment(...children) {
  const made = document.createDocumentFragment();
  made.append(...flat(children));
  return made;
}

let last = 0;

/** An id that nothing else on the page has, for labels and descriptions. */
export function freshId(stem = "x") {
  last += 1;
  return `${stem}-${last}`;
}

/**
 * Make `wanted` the children of `parent`, touching only what differs: a node that stays is not moved,
 * so that its focus, selection and scroll position survive.
 */
export function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  let here = parent.firstChild;
  for (const node of wanted) {
    if (node === here) here = here.nextSibling;
    else parent.insertBefore(node, here);
  }
}

/**
 * Redraw with `draw` and put the focus back on the element with the same `data-key`: the app answers a choice
 * by replacing the message under the hand of whoever made it. Where that element is gone, what held it takes the focus.
 */
export function keepingFocus(root, draw) {
  const held = document.activeElement;
  const inside = held && held !== document.body && root.contains(held);
  const keys = [];
  for (let node = inside ? held : null; node && node !== root; node = node.parentElement) {
    if (node.dataset.key) keys.push(node.dataset.key);
  }
  const selection = inside && "selectionStart" in held ? [held.selectionStart, held.selectionEnd] : null;
  draw();
  if (!keys.length || document.activeElement === held) return;
  const drawn = [...root.querySelectorAll("[data-key]")];
  const again = keys.map((key) => drawn.find((node) => node.dataset.key === key)).find(Boolean);
  if (!again) return;
  again.focus({ preventScroll: true });
  // Number and date fields throw when asked for a selection.
  const same = again.dataset.key === keys[0];
  if (same && selection && selection[0] !== null && again.setSelectionRange) again.setSelectionRange(...selection);
}

const REACHABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]';

/** What Tab reaches inside of `root`, in order. */
export function reachable(root) {
  return [...root.querySelectorAll(REACHABLE)].filter(
    (node) => node.tabIndex >= 0 && node.getClientRects().length > 0 && !node.closest("[inert]"),
  );
}

/** Keep Tab inside of `root`, also where the browser itself would step out to its toolbar. */
export function trapTab(root, event) {
  if (event.key !== "Tab") return;
  const stops = reachable(root);
  if (!stops.length) return;
  const [first, final] = [stops[0], stops[stops.length - 1]];
  if (event.shiftKey && (document.activeElement === first || document.activeElement === root)) {
    event.preventDefault();
    final.focus();
  } else if (!event.shiftKey && document.activeElement === final) {
    event.preventDefault();
    first.focus();
  }
}
