import assert from "node:assert/strict";
import { charger } from "../../support/charger.ts";
import { browser, staffed } from "./browser.ts";

Deno.test("sign-in: a flood of people signing in is refused, and holds up no charger", async () => {
  await using csms = await staffed({ Ann: "admin" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const given = { email: "ann@example.org", password: "wrong" };
  const flood = Promise.all(
    Array.from({ length: 60 }, async (_, i) => {
      const email = i % 2 ? given.email : `${i}@example.org`;
      return (await browser(csms).ask("POST", "/sign-in", { ...given, email })).status;
    }),
  );
  let over = false;
  const ended = flood.finally(() => over = true);
  const took: number[] = [];
  do {
    const begun = performance.now();
    await cp.call("Heartbeat", {});
    took.push(performance.now() - begun);
  } while (!over);
  const statuses = await ended;
  const of = (status: number) => statuses.filter((each) => each === status).length;
  assert.ok(of(401) >= 5 && of(401) <= 20, `${of(401)} were looked at`);
  assert.equal(of(401) + of(429), 60);
  const middle = took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)]!;
  assert.ok(middle < 200, `a heartbeat took ${middle} ms, ${took.length} of them`);
  await cp.close();
});
