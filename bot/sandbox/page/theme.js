// Remember whether the page is light, dark or as the system says.

const ORDER = ["system", "light", "dark"];

export const theme = () => document.documentElement.dataset.theme ?? "system";

export function setTheme(name) {
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  try {
    localStorage.setItem("theme", name);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

export function nextTheme() {
  setTheme(ORDER[(ORDER.indexOf(theme()) + 1) % ORDER.length]);
}

try {
  setTheme(ORDER.find((name) => name === localStorage.getItem("theme")) ?? "system");
} catch {
  setTheme("system");
}
