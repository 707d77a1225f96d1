import type { Browser } from "playwright-core";
import { DESK } from "./people.ts";
import { ZONE } from "./place.ts";

/** How wide it is, and how high at most; in CSS px. */
export const formats = { 1440: 1_000, 390: 960 } as const;

export interface Shot {
  /** The address of the page. */
  readonly url: string;
  readonly width: keyof typeof formats;
  readonly dark?: true;
  /** The secret of a session; absent for one who is not signed in. */
  readonly session?: string;
}

/** Where a picture can end so that no line, control or card is cut, as far down as it may; runs in the page. */
const endOf = (most: number) =>
  `{
  const last = document.querySelector("footer").getBoundingClientRect().bottom;
  const height = Math.ceil(Math.min(${most}, last));
  const solid = "h1,h2,h3,p,li,tr,dt,dd,label,button,summary,article,.chart,pre,time,a";
  const boxes = [...document.querySelectorAll(\`main :is(\${solid})\`)]
    .filter((element) => element.checkVisibility())
    .map((element) => {
      const { top, bottom, height } = element.getBoundingClientRect();
      // No heading stands there alone.
      return { top, bottom: /^H\\d/.test(element.tagName) ? bottom + 100 : bottom, height };
    })
    .filter(({ height, bottom }) => height > 0 && bottom > 0);
  // What is higher than that is cut all the same, where nothing else will do.
  const ends = (highest) => {
    for (let y = ${most}; y > ${most} * 0.55; y--) {
      const cut = ({ top, bottom, height }) => height < highest && bottom - 1 > y && top < y;
      if (!boxes.some(cut)) return y;
    }
  };
  height < ${most} ? height : ends(Infinity) ?? ends(300) ?? ends(100) ?? ${most};
}`;

/** Two frames later all that was put into the page has its place. */
const PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

/** Takes a picture of a page as somebody sees it; what the page complains of fails it. */
export async function photograph(browser: Browser, shot: Shot): Promise<Uint8Array> {
  const { url, width, dark, session } = shot;
  const most = formats[width];
  const context = await browser.newContext({
    viewport: { width, height: most },
    ...{ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" },
    ...{ locale: "en-GB", timezoneId: ZONE, extraHTTPHeaders: { "x-forwarded-for": DESK } },
  });
  try {
    const { origin } = new URL(url);
    if (session) await context.addCookies([{ name: "kvolt-session", value: session, url: origin }]);
    await context.addCookies([{ name: "zone", value: encodeURIComponent(ZONE), url: origin }]);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    const response = await page.goto(url);
    if (response?.status() !== 200) throw new Error(`${url}: ${response?.status()}`);
    // Whatever is drawn has been drawn, or says why it is empty.
    await page.locator("[data-chart]:empty").first().waitFor({ state: "detached" });
    await page.evaluate(PAINTED);
    const height = await page.evaluate<number>(endOf(most));
    const sideways = await page.evaluate<number>("document.documentElement.scrollWidth");
    if (sideways > width) faults.push(`it is ${sideways} px wide`);
    if (faults.length > 0) throw new Error(`${url}: ${faults.join("; ")}`);
    return await page.screenshot({ clip: { x: 0, y: 0, width, height } });
  } finally {
    await context.close();
  }
}
