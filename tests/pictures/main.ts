import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { args, executablePath } from "../support/chromium.ts";
import { formats, photograph, type Shot } from "./camera.ts";
import { pages } from "./pages.ts";
import { signedIn } from "./people.ts";
import { readPng } from "./read_png.ts";
import { site } from "./site.ts";
import { playToday } from "./today.ts";
import { letWeeksPass } from "./weeks.ts";
import { writePng } from "./write_png.ts";

/** The name under which people reach it, as it stands in the pictures. */
const HOST = "kvolt.local:8080";
const folder = new URL("../../docs/images/", import.meta.url);

/** A browser in which kvolt has a name of its own, wherever it runs. */
function openBrowser(port: number): Promise<Browser> {
  const here = `--host-resolver-rules=MAP ${HOST} 127.0.0.1:${port}`;
  // Letters as most desks have them.
  const env = { FONTCONFIG_FILE: fileURLToPath(new URL("fonts.conf", import.meta.url)) };
  return chromium.launch({ executablePath, args: [...args, here], env });
}

async function keep(
  browser: Browser,
  name: string,
  shot: Omit<Shot, "width" | "url"> & { path: string },
) {
  for (const width of Object.keys(formats).map(Number) as (keyof typeof formats)[]) {
    const png = await photograph(browser, { ...shot, url: `http://${HOST}${shot.path}`, width });
    const small = writePng(readPng(png));
    await Deno.writeFile(new URL(`${name}-${width}.png`, folder), small);
    const line = `${name}-${width}.png, ${Math.ceil(small.length / 1_000)} kB\n`;
    await Deno.stdout.write(new TextEncoder().encode(line));
  }
}

/** Takes every picture; those whose names are given alone, where any is. */
async function main(only: readonly string[]): Promise<void> {
  if (!executablePath) throw new Error("there is no chromium here; set CHROMIUM to its path");
  const wanted = ({ name }: { name: string }) => only.length === 0 || only.includes(name);
  await Deno.mkdir(folder, { recursive: true });
  let browser: Browser | undefined;
  const set = await site(async (csms, token) => {
    browser = await openBrowser(Number(new URL(csms.api).port));
    if (wanted({ name: "setup" })) await keep(browser, "setup", { path: `/setup?token=${token}` });
  });
  try {
    await letWeeksPass(set.chargers, set.clock);
    await playToday(set);
    const people = {
      Ada: await signedIn(set.csms, "Ada"),
      Carla: await signedIn(set.csms, "Carla"),
    };
    const { items: open } = await people.Ada.ask("GET", "/transactions?station=GARAGE&limit=1");
    const { items: all } = await people.Ada.ask("GET", "/accounts");
    const carla = all.find(({ name }: { name: string }) => name === "Carla");
    for (const { name, path, who, dark } of pages.filter(wanted)) {
      const shot = {
        path: path.replace(":running", open[0].id).replace(":carla", carla.id),
        ...(who ? { session: people[who].session } : {}),
      };
      await keep(browser!, name, shot);
      if (dark) await keep(browser!, `${name}-dark`, { ...shot, dark });
    }
  } finally {
    await browser?.close();
    await Promise.all([...set.chargers.values()].map((charger) => charger.close()));
    await set.csms.stop();
  }
}

await main(Deno.args);
