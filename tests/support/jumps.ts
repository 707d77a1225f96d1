import type { Page } from "playwright-core";

/** Keeps everything that moves by itself from now on, however little, with what it was (Layout Instability). */
const WATCH =
  `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => {
globalThis.jumps = [];
globalThis.told = (entries) => {
  for (const { value, sources } of entries) {
    const what = sources.map(({ node }) => node?.id || node?.className || node?.nodeName);
    jumps.push([value, what.join()]);
  }
};
globalThis.watcher = new PerformanceObserver((list) => told(list.getEntries()));
watcher.observe({ type: "layout-shift" });
})`;

/** Two frames later all that is shown has been drawn, and what moved is known. */
const JUMPS = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
  setTimeout(() => {
    told(watcher.takeRecords());
    done(jumps.splice(0));
  }))))`;

/** Has a page keep what moves in it by itself from now on. */
export const watchJumps = (page: Page): Promise<void> => page.evaluate(WATCH);

/** How much has moved since that was asked for last (Cumulative Layout Shift), and what it was. */
export async function jumpsOf(page: Page): Promise<{ moved: number; what: string }> {
  const jumps = await page.evaluate<[number, string][]>(JUMPS);
  return { moved: jumps.reduce((sum, [value]) => sum + value, 0), what: jumps.join(" ") };
}
