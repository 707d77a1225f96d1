import { readdirSync } from "node:fs";

const here = new URL("../", import.meta.url);

/**
 * Loads this share of the test files: of each `n` one, `n` being how many shares there are. A file for itself loads all
 * of kvolt and starts a browser, which takes longer than most of its tests.
 */
export async function share({ url }: { url: string }): Promise<void> {
  const shares = readdirSync(new URL("shares", here)).sort();
  const own = shares.findIndex((name) => url.endsWith(`/shares/${name}`));
  const files = readdirSync(here, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("_test.ts")).sort();
  for (const [index, file] of files.entries()) {
    if (index % shares.length === own) await import(new URL(file, here).href);
  }
}
