import assert from "node:assert/strict";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "" };
const pages = ({ ws }: TestKvolt) => ws.replace("ws:", "http:");

browserTest(
  "a card that nobody knows appears when it is tapped, is named, and may charge from then on",
  async (open) => {
    const csms = await kvolt(dev);
    const station = await charger(csms.ws, "GARAGE");
    await station.boot();
    const { page } = await open();
    await page.goto(`${pages(csms)}/tags`);
    await page.getByText("Tap a card at a charger").waitFor();
    const authorize = async () =>
      (await station.call("Authorize", { idTag: "04AABBCC" }) as { idTagInfo: { status: string } })
        .idTagInfo.status;
    assert.equal(await authorize(), "Invalid");
    const card = page.getByRole("article").filter({ hasText: "04AABBCC" });
    await card.getByText("which was told: Invalid").waitFor();
    await card.getByLabel("Whose it is").fill("Ada's card");
    await card.getByRole("button", { name: "Allow" }).click();
    await page.getByText("It may charge from now on.").or(page.getByText("Tap a card at a charger"))
      .first().waitFor();
    assert.equal(await authorize(), "Accepted");
    await page.reload();
    await page.getByRole("link", { name: "04AABBCC" }).click();
    await page.getByLabel("May it charge").selectOption("Blocked");
    await page.getByLabel("Until").fill("2031-05-06T07:08");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. It holds at once.").waitFor();
    assert.equal(await authorize(), "Blocked");
    const token = (await csms.csms.tokens.find("04aabbcc"))!.value;
    assert.equal(token.note, "Ada's card");
    assert.match(token.expiresAt!, /^2031-05-0/);
    await page.reload();
    assert.equal(await page.getByLabel("Until").inputValue(), "2031-05-06T07:08");
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.waitForURL(/\/tags$/);
    await page.locator("#told").getByText("04AABBCC is removed.").waitFor();
    assert.equal(await csms.csms.tokens.find("04AABBCC"), null);
    const whose = page.getByRole("article").filter({ hasText: "OTHER-1" }).getByLabel(
      "Whose it is",
    );
    await station.call("Authorize", { idTag: "OTHER-1" });
    await whose.fill("Bob's");
    await page.getByText("Add a tag").click();
    await page.getByLabel("Id, as it is presented").fill("FLEET-1");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.locator("#told").getByText("Added.").waitFor();
    assert.equal(await whose.inputValue(), "Bob's", "what was typed elsewhere");
    await page.getByRole("link", { name: "FLEET-1" }).click();
    await page.getByLabel("Group").fill("FLEET");
    await page.getByLabel("Sessions at once").fill("3");
    await page.getByLabel("Also presented as").fill("1-TEELF");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. It holds at once.").waitFor();
    const { parent, concurrent, aliases } = (await csms.csms.tokens.find("1-TEELF"))!.value;
    assert.deepEqual([parent, concurrent, aliases], ["FLEET", 3, ["1-TEELF"]]);
    await page.goto(`${pages(csms)}/tags`);
    const row = page.getByRole("row").filter({ hasText: "FLEET-1" });
    await row.getByRole("cell", { name: "FLEET", exact: true }).waitFor();
    await station.close();
    await csms.stop();
  },
);

Deno.test("an unknown card is listed once however often it is tapped, and no longer once it is known", async () => {
  const csms = await kvolt(dev);
  const station = await charger(csms.ws, "GARAGE");
  await station.boot();
  for (const idTag of ["ONE", "one", "TWO"]) await station.call("Authorize", { idTag });
  const { body } = await csms.get("/unknown-tokens");
  assert.deepEqual(body.items.map(({ token }: { token: string }) => token).sort(), ["ONE", "TWO"]);
  await csms.send("PUT", "/tokens/one", {});
  assert.deepEqual((await csms.csms.tokens.unknown()).map(({ token }) => token), ["TWO"]);
  await station.close();
  await csms.stop();
});
