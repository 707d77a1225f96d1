import { readdirSync } from "node:fs";

const here = new URL("../", import.meta.url);

/** The files of one share: of each `n` one, `n` being how many shares there are. Throws where `url` is none of them. */
export function filesOf(
  url: string,
  beside: readonly string[],
  files: readonly string[],
): readonly string[] {
  // What an editor or a file manager leaves there is no share: whatever fell to it would never be run.
  const shares = beside.filter((name) => /^\w+\.ts$/.test(name)).toSorted();
  const own = shares.findIndex((name) => url.endsWith(`/shares/${name}`));
  if (own < 0) throw new Error(`${url} is no share of the tests; there are ${shares.join(", ")}`);
  return files.toSorted().filter((_, index) => index % shares.length === own);
}

/**
 * Loads this share of the test files. A file for itself loads all of kvolt and starts a browser, which takes longer
 * than most of its tests.
 */
export async function share({ url }: { url: string }): Promise<void> {
  const files = readdirSync(here, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("_test.ts"));
  for (const file of filesOf(url, readdirSync(new URL("shares", here)), files)) {
    await import(new URL(file, here).href);
  }
}
