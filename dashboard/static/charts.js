// Draws the curves of a page: each element with data-chart has the address of its figures,
// { times: [s since 1970], series: [{ label, unit, values, step? }] }, and is drawn again when they change.
const css = getComputedStyle(document.documentElement);
const colour = (name, fallback) => css.getPropertyValue(name).trim() || fallback;
const palette = () => [
  colour("--busy", "#0b62c4"),
  colour("--good", "#1a7f37"),
  colour("--warn", "#8a5a00"),
  colour("--bad", "#b42318"),
];

function options(element, { series }) {
  const text = colour("--pico-color", "#333");
  const grid = colour("--pico-muted-border-color", "#ddd");
  const units = [...new Set(series.map(({ unit }) => unit))];
  const axis = { stroke: text, grid: { stroke: grid }, ticks: { stroke: grid } };
  return {
    width: element.clientWidth,
    height: 220,
    series: [
      {},
      ...series.map(({ label, unit, step }, n) => ({
        label: unit ? `${label} (${unit})` : label,
        scale: unit || "y",
        stroke: palette()[n % 4],
        width: 2,
        dash: n >= 4 ? [6, 4] : undefined,
        spanGaps: true,
        ...(step ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
        points: { show: false },
      })),
    ],
    scales: Object.fromEntries(
      units.map((
        unit,
      ) => [unit || "y", {
        range: (_, min, max) => [Math.min(0, min ?? 0), Math.max(max ?? 1, 1) * 1.05],
      }]),
    ),
    axes: [
      axis,
      ...units.map((unit, n) => ({
        ...axis,
        scale: unit || "y",
        side: n === 0 ? 3 : 1,
        label: unit,
        size: 60,
        grid: n === 0 ? axis.grid : { show: false },
      })),
    ],
  };
}

async function draw(element) {
  const response = await fetch(element.dataset.chart);
  if (!response.ok) return;
  const figures = await response.json();
  const data = [figures.times, ...figures.series.map(({ values }) => values)];
  const shape = JSON.stringify(figures.series.map(({ label, unit }) => [label, unit]));
  if (element.plot && element.shape === shape) return element.plot.setData(data);
  element.plot?.destroy();
  element.textContent = figures.times.length === 0
    ? element.dataset.empty ?? "No figures yet."
    : "";
  element.plot = undefined;
  if (figures.times.length === 0) return;
  element.shape = shape;
  element.plot = new uPlot(options(element, figures), data, element);
}

const all = () => document.querySelectorAll("[data-chart]");
const drawAll = () => all().forEach(draw);
drawAll();
addEventListener(
  "resize",
  () =>
    all().forEach((element) => element.plot?.setSize({ width: element.clientWidth, height: 220 })),
);
// A live page says that there are new figures; not more often than can be seen.
let due = false;
document.body.addEventListener("kvolt:figures", () => {
  if (due) return;
  due = true;
  setTimeout(() => {
    due = false;
    drawAll();
  }, 1_000);
});
document.body.addEventListener("kvolt:back", drawAll);
