import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { args, executablePath } from "./chromium.ts";

// One browser for all tests that are loaded together, each with a profile of its own: to start one takes longer than
// most of them. It starts before the first one and ends after the last, so that what a test leaves open is its own.
let started: Browser | undefined;
Deno.test.beforeAll(async () => {
  if (executablePath) started = await chromium.launch({ executablePath, args });
});
Deno.test.afterAll(async () => await started?.close());

/**
 * What a page did that it should not: errors of its scripts, what its policy kept it from, and what did not load, as
 * `404 script http://…` or `failed script http://…`.
 */
interface Watched {
  readonly page: Page;
  readonly faults: string[];
}

/** Opens a page in a profile of its own. */
export type Open = (options?: BrowserContextOptions) => Promise<Watched>;

/** What pages are made of: there is no reason for which it may be missing. */
const part = /^(\d+|failed) (script|stylesheet|image|font) /;

function watch(page: Page): Watched {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    // Its answer tells the same, with what it is and whose; and one that has ended is looked for by its pages.
    if (/^Failed to load resource: (the server responded|net::ERR_CONNECTION_)/.test(text)) return;
    if (message.type() === "error") faults.push(text);
  });
  page.on("response", (response) => {
    const type = response.request().resourceType();
    if (response.status() >= 400) faults.push(`${response.status()} ${type} ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    const failed = `failed ${request.resourceType()} ${request.url()}`;
    const left = request.failure()?.errorText === "net::ERR_ABORTED";
    if (part.test(failed) && !left) faults.push(failed);
  });
  return { page, faults };
}

/**
 * Runs a test in a browser of its own; skipped, with a line that says so, where there is none. A page that logs an
 * error fails the test, but for what `forgives` names: by default what comes of the server's end, as streams that break
 * off and requests that reach nobody. A script or a style that does not load is never forgiven.
 */
export function browserTest(
  name: string,
  test: (open: Open) => Promise<void>,
  forgives: RegExp =
    /^\[object Event\]$|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|^htmx:(sendError|afterRequest), /,
): void {
  const ignore = executablePath === undefined;
  Deno.test({
    name: ignore ? `${name} (skipped: no chromium here; set CHROMIUM to its path)` : name,
    ...{ ignore, timeout: 300_000 },
    async fn() {
      const browser = started!;
      const contexts: BrowserContext[] = [];
      const watched: Watched[] = [];
      try {
        await test(async (options) => {
          const context = await browser.newContext(options);
          contexts.push(context);
          watched.push(watch(await context.newPage()));
          return watched.at(-1)!;
        });
      } finally {
        for (const context of contexts) await context.close();
      }
      const wrong = watched.flatMap(({ faults }) => faults).filter((fault) =>
        part.test(fault) || !forgives.test(fault)
      );
      if (wrong.length > 0) throw new Error(`the page complained: ${wrong.join("; ")}`);
    },
  });
}
