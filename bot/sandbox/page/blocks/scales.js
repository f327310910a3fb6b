// Choose a chart's range and its marks, and write its numbers.

/** Lowest and highest of the values with a little air; from zero where lengths are compared. */
export function extent(values, fromZero) {
  let low = Math.min(...values, ...(fromZero ? [0] : []));
  let high = Math.max(...values, ...(fromZero ? [0] : []));
  if (low === high) {
    const air = Math.abs(low) * 0.1 || 1;
    [low, high] = [low - (fromZero ? 0 : air), high + air];
  }
  const air = (high - low) * 0.06;
  return [fromZero && low === 0 ? 0 : low - air, fromZero && high === 0 ? 0 : high + air];
}

/** Round marks between `low` and `high`: about five, at steps of 1, 2 or 5. */
export function ticks(low, high, about = 5) {
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const marks = [];
  for (let mark = Math.ceil(low / step) * step; mark <= high + step / 1e6; mark += step) {
    marks.push(Number(mark.toPrecision(12)));
  }
  return marks;
}

/** "1,240", "4.34", "12k", "−3": short enough for an axis. */
export function number(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  const words = size >= 1e6
    ? `${trim(size / 1e6)}M`
    : size >= 1e4
      ? `${trim(size / 1e3)}k`
      : size.toLocaleString("en-GB", { maximumFractionDigits: size < 1 ? 3 : 2 });
  return value < 0 ? `−${words}` : words;
}

const trim = (value) => value.toLocaleString("en-GB", { maximumFractionDigits: 1 });
