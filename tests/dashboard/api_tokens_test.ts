import assert from "node:assert/strict";
import { staffed } from "../routes/people/browser.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { pagesOf, signIn } from "../support/signed_in.ts";

const HOSTILE = "<script>document.title = 'hurt'</script>";

browserTest(
  "an API token is made, its secret shown once and copied, and revoked",
  async (open) => {
    await using csms = await staffed({ Ann: "admin" });
    const { page } = await open({ permissions: ["clipboard-read", "clipboard-write"] });
    await signIn(page, csms, "Ann");
    await page.goto(`${pagesOf(csms)}/api-tokens`);
    await page.getByText("There is none yet.").waitFor();
    await page.getByLabel("What uses it").fill(HOSTILE);
    await page.getByLabel("What it may").selectOption("operate");
    await page.getByRole("textbox", { name: "Stations" }).fill("CP-1, CP-2");
    await page.getByLabel("Until").fill("2999-01-02T03:04");
    await page.getByRole("button", { name: "Make a token" }).click();
    // It is shown this once: at the top, and there one is.
    const secret = await page.locator("#made code").innerText();
    assert.equal(await page.evaluate("document.activeElement.id"), "made");
    assert.ok((await page.locator("#made").boundingBox())!.y >= 0);
    assert.ok((await page.locator("#made").boundingBox())!.y < 700);
    assert.match(secret, /^kvolt_/);
    const row = page.getByRole("row").filter({ hasText: HOSTILE });
    await row.getByText("CP-1, CP-2").waitFor();
    assert.match(await row.innerText(), /operate.*by Ann.*2999.*never/s);
    await accessible(page);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    assert.equal(await page.evaluate("navigator.clipboard.readText()"), secret);

    const headers = { authorization: `Bearer ${secret}` };
    const ask = async () => {
      const response = await fetch(`${csms.api}/stations/CP-1`, { headers });
      await response.body?.cancel();
      return response.status;
    };
    assert.equal(await ask(), 404);
    await page.reload();
    assert.equal(await page.title(), "API tokens · kvolt");
    assert.equal((await page.content()).includes(secret), false);
    await row.getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("There is none yet.").waitFor();
    assert.equal(await ask(), 401);
  },
  /\[object Event\]|ERR_/,
);

browserTest("what is pressed twice at once is sent once", async (open) => {
  await using csms = await staffed({ Ann: "admin" });
  const { page } = await open();
  await signIn(page, csms, "Ann");
  await page.goto(`${pagesOf(csms)}/api-tokens`);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") sent.push(new URL(request.url()).pathname);
  });
  await page.getByLabel("What uses it").fill("Meter");
  await page.evaluate(`(() => {
    const form = document.querySelector("[data-api='POST /api/v1/api-tokens']");
    form.requestSubmit();
    form.requestSubmit();
  })()`);
  await page.locator("#made code").waitFor();
  assert.deepEqual(sent, ["/api/v1/api-tokens"]);
  // The next one is another one.
  await page.getByLabel("What uses it").fill("Bridge");
  await page.getByRole("button", { name: "Make a token" }).click();
  await page.getByRole("row").filter({ hasText: "Bridge" }).waitFor();
  assert.equal(sent.length, 2);
});

browserTest("a token that has expired says so", async (open) => {
  await using csms = await staffed({ Ann: "admin" });
  const expiresAt = "2020-01-01T00:00:00.000Z";
  await csms.csms.people.apiTokens.create({ name: "Old", scope: "read", expiresAt });
  const { page } = await open({ javaScriptEnabled: false });
  await signIn(page, csms, "Ann");
  await page.goto(`${pagesOf(csms)}/api-tokens`);
  const text = await page.getByRole("row").filter({ hasText: "Old" }).innerText();
  assert.match(text, /Expired.*2020-01-01 00:00 UTC/);
});
