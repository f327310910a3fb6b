// Choose a chart's range and its marks, and write its numbers.

/** Lowest and highest of the values; from zero where lengths are compared. */
export function extent(values, fromZero) {
  let low = Math.min(...values, ...(fromZero ? [0] : []));
  let high = Math.max(...values, ...(fromZero ? [0] : []));
  if (low === high) {
    const air = Math.abs(low) * 0.1 || 1;
    [low, high] = [low - (fromZero ? 0 : air), high + air];
  }
  return [low, high];
}

/** Round marks around `low` to `high`: about five, at steps of 1, 2 or 5. */
export function ticks(low, high, about = 5) {
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const marks = [];
  const first = Math.floor(low / step);
  const count = Math.ceil(high / step - 1e-9) - first;
  for (let at = 0; at <= count; at += 1) marks.push(Number(((first + at) * step).toPrecision(12)));
  return marks;
}

/** How many decimals it takes to tell neighbouring marks apart. */
export const decimalsOf = (marks) => Math.max(...marks.map((mark) => (String(mark).split(".")[1] ?? "").length));

/** "1,240", "4.34", "12k", "−3": short enough for an axis. `decimals`: as many on every mark. */
export function number(value, decimals = 0) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  const words = size >= 1e6
    ? `${trim(size / 1e6)}M`
    : size >= 1e4
      ? `${trim(size / 1e3)}k`
      : size.toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: Math.max(decimals, size < 1 ? 3 : 2) });
  return value < 0 ? `−${words}` : words;
}

const trim = (value) => value.toLocaleString("en-GB", { maximumFractionDigits: 1 });
