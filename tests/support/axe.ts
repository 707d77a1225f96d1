import axe from "axe-core/axe.min.js" with { type: "text" };
import assert from "node:assert/strict";
import type { Page } from "playwright-core";

type Violation = { id: string; nodes: { target: unknown[]; failureSummary: string }[] };
type WithAxe = { axe: { run(options: unknown): Promise<{ violations: Violation[] }> } };

/** What is not read is not worked out. */
const fast = { resultTypes: ["violations"], preload: false };
/** All of WCAG 2.1 AA, and those of its rules that look at colours: nothing else differs in the dark. */
const every = { ...fast, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] };
const colours = {
  ...fast,
  runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
};

const looks = { light: every, dark: colours };

/** Fails where something keeps people from using a page (WCAG 2.1 AA), in the light or in the dark. */
export async function accessible(
  page: Page,
  shades: readonly (keyof typeof looks)[] = ["light", "dark"],
): Promise<void> {
  const found: string[] = [];
  if (!await page.evaluate("'axe' in globalThis")) await page.evaluate(axe);
  for (const colorScheme of shades) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await page.evaluate(
      (rules) => (globalThis as unknown as WithAxe).axe.run(rules),
      looks[colorScheme],
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
