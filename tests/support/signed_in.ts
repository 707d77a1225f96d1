import type { Page } from "playwright-core";
import type { staffed } from "../routes/people/browser.ts";

type Staffed = Awaited<ReturnType<typeof staffed>>;

/** The address of the pages of a kvolt. */
export const pagesOf = ({ ws }: { ws: string }): string => ws.replace("ws:", "http:");

/** Signs somebody in, in the browser of a page. */
export async function signIn(page: Page, csms: Staffed, name: string): Promise<void> {
  const value = (await csms.signedIn(name)).session()!;
  await page.context().addCookies([{ name: "kvolt-session", value, url: pagesOf(csms) }]);
}
