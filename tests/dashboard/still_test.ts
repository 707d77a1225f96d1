import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { power } from "../../dashboard/parts/number.ts";
import { browserTest } from "../support/browser.ts";
import { type Charger, charger } from "../support/charger.ts";
import { jumpsOf, watchJumps } from "../support/jumps.ts";
import { kvolt } from "../support/kvolt.ts";
import { begins, draws, ends } from "../support/session.ts";
import { pagesOf } from "../support/signed_in.ts";
import { soon } from "../support/until.ts";

const env = {
  ...{ KVOLT_DEV: "1", API_TOKEN: "", AUTH_UNKNOWN: "Accepted", DISCOVERY: "approve" },
};
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };

const tells = (station: Charger, status: string) =>
  station.call("StatusNotification", { connectorId: 1, errorCode: "NoError", status });

async function charges(station: Charger): Promise<number> {
  await tells(station, "Preparing");
  const transactionId = await begins(station);
  await tells(station, "Charging");
  return transactionId;
}

async function finishes(station: Charger, transactionId: number): Promise<void> {
  await ends(station, transactionId);
  await tells(station, "Finishing");
}

const paths = {
  ...{ stations: "/stations", station: "/stations/CP-1", connect: "/connect" },
  ...{ transactions: "/transactions", tags: "/tags", analytics: "/analytics" },
  ...{ drive: "/drive?tag=TAG-1", start: "/s/CP-1?tag=TAG-1", running: "/transactions/1" },
};
type Name = keyof typeof paths;

/** What may move, and why: where this comes everything else is beside the point, or its place is where one looks first. */
const moves: Readonly<Record<string, string>> = {
  "a session begins: drive": "what a driver has just begun stands above all else",
  "a session begins: start": "what a driver has just begun stands above all else",
};

for (const [size, viewport] of Object.entries(sizes)) {
  browserTest(
    `nothing moves by itself on a ${size}, on no page, while a session begins, runs and ends, a card is unknown, and chargers dial`,
    async (open) => {
      const csms = await kvolt(env);
      await csms.csms.stations.register("CP-1");
      await csms.csms.tokens.put({ id: "TAG-1", status: "Accepted" });
      const station = await charger(csms.ws, "CP-1");
      await station.boot();
      await tells(station, "Available");
      // A session that has ended, so that there is something in each list.
      const first = await charges(station);
      await draws(station, first, 500);
      await finishes(station, first);
      await tells(station, "Available");
      const shown = await Promise.all(
        Object.entries(paths).map(async ([name, path]): Promise<[string, Page]> => {
          const { page } = await open({ viewport });
          await page.goto(pagesOf(csms) + path);
          return [name, page];
        }),
      );
      const pages = Object.fromEntries(shown) as Record<Name, Page>;
      const { stations, drive, start, connect, tags } = pages;
      await connect.getByText("Nobody waits.").waitFor();
      for (const [, page] of shown) await watchJumps(page);
      const found: string[] = [];
      const still = async (what: string) => {
        for (const [name, page] of shown) {
          const { moved, what: jumps } = await jumpsOf(page);
          if (moved === 0 || moves[`${what}: ${name}`]) continue;
          found.push(`${what}: ${name} moves by ${moved.toFixed(4)}: ${jumps}`);
        }
      };
      /** Once as many points are drawn, and the power is said where it is. */
      const drawn = (points: number) =>
        soon(async () =>
          assert.equal(
            await pages.station.evaluate(
              `document.querySelector("[data-chart]").plot?.data[0].length`,
            ),
            points,
          )
        );

      const id = await charges(station);
      const sessions = [pages.station, drive, start].map((page) =>
        page.getByRole("article").filter({ hasText: "TAG-1" })
      );
      await pages.station.locator("article dl").waitFor();
      for (const page of [drive, start]) await page.getByText("With TAG-1, since").waitFor();
      const card = stations.getByRole("listitem").filter({ hasText: "CP-1" }).first();
      await card.getByText("Charging").first().waitFor();
      await still("a session begins");
      for (const [n, watts] of [740, 11_040].entries()) {
        await draws(station, id, watts);
        for (const session of sessions) {
          await session.getByText(power(watts), { exact: true }).first().waitFor();
        }
        await card.getByText(power(watts), { exact: true }).first().waitFor();
        await drawn(n + 1);
        await still(`it draws ${watts} W`);
      }
      await finishes(station, id);
      for (const session of sessions) {
        await session.getByText(power(11_040), { exact: true }).waitFor({ state: "detached" });
      }
      await card.getByText("Charging").first().waitFor({ state: "detached" });
      await still("it ends");
      await tells(station, "Available");
      await card.getByText("Available").first().waitFor();
      await still("it is free again");

      await station.call("Authorize", { idTag: "STRANGE" });
      await tags.locator("#unknown").getByText("STRANGE").waitFor();
      await still("a card is unknown");

      const guest = await charger(csms.ws, "NEW-1");
      await connect.locator("#waiting").getByText("NEW-1").first().waitFor();
      await still("a charger dials");
      await assert.rejects(charger(csms.ws, "NEW-1", { protocols: ["soap"] }));
      await connect.locator("#refused").getByText("soap").first().waitFor();
      await still("it is refused");
      await guest.close();
      await connect.locator("#lately").getByText("disconnected").waitFor();
      await still("it goes");
      assert.deepEqual(found, []);
      for (const [, page] of shown) await page.close();
      await station.close();
      await csms.stop();
    },
  );
}
