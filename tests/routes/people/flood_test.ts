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
  let beats = 0;
  do {
    await cp.call("Heartbeat", {});
    beats++;
  } while (!over);
  const statuses = await ended;
  const of = (status: number) => statuses.filter((each) => each === status).length;
  assert.ok(of(401) >= 5 && of(401) <= 20, `${of(401)} were looked at`);
  assert.equal(of(401) + of(429), 60);
  assert.ok(beats >= of(401), `${beats} heartbeats were answered while ${of(401)} were looked at`);
  await cp.close();
});
