// Hold a panel beside the control that opened it, above everything else, until it is left.

import { trapTab } from "./dom.js";

let current = null;

/**
 * Show `panel` at `anchor`. `align`: "start" or "end"; `wide`: as wide as the anchor; `traps`: Tab stays inside.
 * One at a time; it closes by Escape, by a press elsewhere, or when its anchor is gone.
 */
export function openPopup(anchor, panel, { align = "start", wide = false, traps = false, closed = () => {} } = {}) {
  closePopup();
  panel.setAttribute("popover", "manual");
  // A modal dialog makes everything outside of itself inert; elsewhere it belongs to the region of its control.
  (anchor.closest("dialog, main, aside, nav, header.topbar") ?? document.body).append(panel);
  panel.showPopover();
  current = { anchor, panel, align, wide, closed };
  place();
  panel.addEventListener("keydown", (event) => {
    if (traps) trapTab(panel, event);
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    closePopup({ refocus: true });
  });
}

export const isOpen = (panel) => current?.panel === panel;

export function closePopup({ refocus = false } = {}) {
  if (!current) return;
  const { anchor, panel, closed } = current;
  current = null;
  panel.remove();
  closed();
  if (refocus && anchor.isConnected) anchor.focus();
}

export function place() {
  if (!current) return;
  const { anchor, panel, align, wide } = current;
  if (!anchor.isConnected) {
    closePopup();
    return;
  }
  const at = anchor.getBoundingClientRect();
  const [width, height] = [document.documentElement.clientWidth, document.documentElement.clientHeight];
  if (wide) panel.style.minWidth = `${Math.min(at.width, width - 16)}px`;
  const below = height - at.bottom - 12;
  const above = at.top - 12;
  const up = below < Math.min(panel.scrollHeight, 280) && above > below;
  panel.style.maxHeight = `${Math.max(120, up ? above : below)}px`;
  const size = panel.getBoundingClientRect();
  const left = align === "end" ? at.right - size.width : at.left;
  panel.style.left = `${Math.max(8, Math.min(left, width - size.width - 8))}px`;
  panel.style.top = `${up ? at.top - size.height - 4 : at.bottom + 4}px`;
}

addEventListener("resize", place);
// Captured: scrolling does not bubble.
addEventListener("scroll", (event) => current && !current.panel.contains(event.target) && place(), true);
addEventListener("pointerdown", (event) => {
  if (!current || current.panel.contains(event.target) || current.anchor.contains(event.target)) return;
  closePopup();
}, true);
