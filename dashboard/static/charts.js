// Draws the curves of a page: each element with data-chart has the address of its figures,
// { times: [s since 1970], series: [{ label, unit, values, step?, bars?, dots? }], names?, note?, empty?, then? }; it is
// drawn again when they change. At `then` are those that take longer.
const css = getComputedStyle(document.documentElement);
const colour = (name, fallback) => css.getPropertyValue(name).trim() || fallback;
const palette = () => [
  colour("--busy", "#0b62c4"),
  colour("--good", "#1a7f37"),
  colour("--warn", "#8a5a00"),
  colour("--bad", "#b42318"),
];

/** Half of what a bar stands for, so that the first and the last one are whole. */
const halfOf = (times) => (times.length > 1 ? times[1] - times[0] : 86_400) / 2;

/** An axis with the names of the times, as many as fit. */
const named = (times, names) => ({
  splits: ({ width }) => {
    const every = Math.max(1, Math.ceil(times.length * 85 / (width - 180)));
    return times.filter((_, at) => at % every === 0);
  },
  values: (_, splits) => splits.map((time) => names[times.indexOf(time)]),
});

const dayOf = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const clockOf = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const wholeOf = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** An axis of the time as the viewer's clock shows it, each day named once. */
const clocked = {
  values: (_, splits, __, ___, every) =>
    splits.map((time, at) => {
      const day = dayOf.format(time * 1_000);
      if (every >= 86_400) return day;
      const before = at > 0 && dayOf.format(splits[at - 1] * 1_000);
      return clockOf.format(time * 1_000) + (day === before ? "" : `\n${day}`);
    }),
};

/** On a phone there is room for one axis beside the curves; the legend has the rest. */
const isNarrow = (element) => element.clientWidth < 600;

function options(element, { series, times, names }) {
  const narrow = isNarrow(element);
  const pad = series.some(({ bars }) => bars) ? halfOf(times) : 0;
  const text = colour("--pico-color", "#333");
  const grid = colour("--pico-muted-border-color", "#ddd");
  const units = [...new Set(series.map(({ unit }) => unit))];
  const axis = { stroke: text, grid: { stroke: grid }, ticks: { stroke: grid } };
  return {
    width: element.clientWidth,
    height: 220,
    series: [
      {
        label: "When",
        value: (_, time, __, at) =>
          names ? names[at] ?? "" : time === null ? "" : wholeOf.format(time * 1_000),
      },
      ...series.map(({ label, unit, step, bars, dots }, n) => ({
        label: unit ? `${label} (${unit})` : label,
        scale: unit || "y",
        stroke: palette()[n % 4],
        width: 2,
        // Of two steps that are the same both are to be seen.
        dash: n >= 4 || (step && n > 0) ? [6, 4] : undefined,
        spanGaps: !step,
        ...(step ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
        ...(bars
          ? { paths: uPlot.paths.bars({ size: [0.6, 60] }), fill: `${palette()[n % 4]}66` }
          : {}),
        ...(dots ? { paths: () => null } : {}),
        points: dots ? { show: true, size: 7, fill: palette()[n % 4] } : { show: false },
      })),
    ],
    scales: {
      ...(pad ? { x: { range: (_, min, max) => [min - pad, max + pad] } } : {}),
      ...Object.fromEntries(
        units.map((
          unit,
        ) => [unit || "y", {
          range: (_, min, max) => [Math.min(0, min ?? 0), Math.max(max ?? 1, 1) * 1.05],
        }]),
      ),
    },
    axes: [
      { ...axis, ...(names ? named(times, names) : clocked) },
      ...units.map((unit, n) => ({
        ...axis,
        scale: unit || "y",
        side: n === 0 ? 3 : 1,
        label: unit,
        show: n === 0 || !narrow,
        size: narrow ? 40 : 60,
        grid: n === 0 ? axis.grid : { show: false },
      })),
    ],
  };
}

async function draw(element, path = element.dataset.chart) {
  element.asked = path;
  const response = await fetch(path).catch(() => undefined);
  if (!response) document.body.dispatchEvent(new CustomEvent("kvolt:unreached"));
  if (!response?.ok) return;
  const figures = await response.json();
  // Asked for again meanwhile.
  if (element.asked !== path) return;
  plot(element, figures);
  if (figures.then) await draw(element, figures.then);
}

function plot(element, figures) {
  const note = document.getElementById(element.dataset.note);
  if (note) note.textContent = figures.note ?? "";
  element.figures = figures;
  tabulate(element);
  const data = [figures.times, ...figures.series.map(({ values }) => values)];
  const shape = JSON.stringify([
    isNarrow(element),
    ...figures.series.map(({ label, unit }) => [label, unit]),
  ]);
  if (element.plot && element.shape === shape) return element.plot.setData(data);
  element.plot?.destroy();
  element.textContent = figures.times.length === 0
    ? figures.empty ?? element.dataset.empty ?? "No figures yet."
    : "";
  element.plot = undefined;
  if (figures.times.length === 0) return;
  element.shape = shape;
  element.narrow = isNarrow(element);
  element.plot = new uPlot(options(element, figures), data, element);
}

/** Rows of the table of a chart, as the page has them. */
const MOST_ROWS = 60;

function cell(name, text, isNumber) {
  const made = document.createElement(name);
  made.textContent = text;
  if (isNumber) made.className = "number";
  if (name === "th") made.scope = "col";
  return made;
}

/** Writes the figures of a chart into its table, where that is open: the newest first, at even distances. */
function tabulate(element) {
  const fold = document.querySelector(`[data-figures-of="${element.dataset.chart}"]`);
  if (!fold?.open || !element.figures) return;
  const { times, series } = element.figures;
  const heads = [
    cell("th", "When"),
    ...series.map(({ label, unit }) => cell("th", `${label} (${unit})`, true)),
  ];
  const every = Math.ceil(times.length / MOST_ROWS);
  const rows = times.map((_, at) => at).reverse().filter((_, n) => n % every === 0).map((at) => {
    const row = document.createElement("tr");
    const when = document.createElement("td");
    const time = document.createElement("time");
    time.dateTime = new Date(times[at] * 1_000).toISOString();
    when.append(time);
    row.append(
      when,
      ...series.map(({ values }) =>
        cell("td", values[at] === null ? "–" : Math.round(values[at] * 100) / 100, true)
      ),
    );
    return row;
  });
  fold.querySelector("thead tr").replaceChildren(...heads);
  fold.querySelector("tbody").replaceChildren(...rows);
  fold.querySelector("p").hidden = times.length > 0;
}
for (const fold of document.querySelectorAll("[data-figures-of]")) {
  fold.addEventListener("toggle", () => all().forEach(tabulate));
}

const all = () => document.querySelectorAll("[data-chart]");
const drawAll = () => all().forEach((element) => draw(element));
drawAll();
addEventListener("resize", () => {
  for (const element of all()) {
    element.plot?.setSize({ width: element.clientWidth, height: 220 });
    if (element.plot && element.narrow !== isNarrow(element)) draw(element);
  }
});
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
document.body.addEventListener("kvolt:done", drawAll);
