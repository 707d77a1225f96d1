import axe from "axe-core/axe.min.js" with { type: "text" };
import assert from "node:assert/strict";
import type { Page } from "playwright-core";

type Violation = { id: string; nodes: { target: unknown[]; failureSummary: string }[] };
type WithAxe = { axe: { run(options: unknown): Promise<{ violations: Violation[] }> } };

const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

/** Fails where something keeps people from using a page (WCAG 2.1 AA), in the light or in the dark. */
export async function accessible(page: Page): Promise<void> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(
      (runOnly) => (globalThis as unknown as WithAxe).axe.run({ runOnly }),
      runOnly,
    );
    found.push(
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) =>
          `${colorScheme}: ${id} at ${target.join(" ")}: ${failureSummary}`
        )
      ),
    );
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  assert.deepEqual(found, []);
}
