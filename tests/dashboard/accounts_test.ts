import assert from "node:assert/strict";
import { browser, PASSWORD, staffed } from "../routes/people/browser.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { mailServer, tokenIn } from "../support/mail.ts";
import { pagesOf, signIn } from "../support/signed_in.ts";

const HOSTILE = "<script>document.title = 'hurt'</script>";

browserTest(
  "an account is made, changed, kept out, let in again, and removed",
  async (open) => {
    await using csms = await staffed({ Ann: "admin" });
    const { page } = await open();
    await signIn(page, csms, "Ann");
    const go = () => page.getByRole("button", { name: "Go on" }).click();
    await page.goto(`${pagesOf(csms)}/accounts`);
    await accessible(page);
    await page.getByText("Give somebody an account").click();
    await page.getByLabel("Name").fill(HOSTILE);
    await page.getByLabel("E-mail").fill("bob@example.org");
    await page.getByLabel("Tags of their own").fill("TAG-1, <b>TAG</b>");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Make it" }).click();
    await page.getByRole("heading", { name: HOSTILE }).waitFor();
    await accessible(page);
    const { accounts } = csms.csms.people;
    const id = new URL(page.url()).pathname.split("/").at(-1)!;
    assert.deepEqual((await accounts.get(id))!.tags, ["TAG-1", "<b>TAG</b>"]);
    assert.equal((await accounts.get(id))!.role, "driver");
    await page.goto(`${pagesOf(csms)}/accounts`);
    await page.getByText("TAG-1, <b>TAG</b>").waitFor();
    assert.equal(await page.title(), "Accounts · kvolt");
    await page.getByRole("link", { name: HOSTILE }).click();

    await page.getByLabel("Role").selectOption("viewer");
    await page.getByLabel("Tags of their own").fill("");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. It holds at once.", { exact: true }).waitFor();
    assert.equal((await accounts.get(id))!.role, "viewer");
    assert.deepEqual((await accounts.get(id))!.tags, []);

    const bob = browser(csms);
    const me = { email: "bob@example.org", password: PASSWORD };
    assert.equal((await bob.ask("POST", "/sign-in", me)).status, 200);
    await page.reload();
    await page.getByRole("button", { name: "End all of them" }).click();
    await go();
    await page.getByText("is not signed in anywhere").waitFor();
    assert.equal((await bob.ask("GET", "/me")).status, 401);

    await page.getByRole("button", { name: "Suspend" }).click();
    await go();
    await page.getByText("✖ Suspended").waitFor();
    assert.equal((await bob.ask("POST", "/sign-in", me)).status, 401);
    await page.getByRole("button", { name: "Let in again" }).click();
    await page.getByText("Active").waitFor();
    assert.equal((await bob.ask("POST", "/sign-in", me)).status, 200);
    await page.getByRole("button", { name: "Remove" }).click();
    await go();
    await page.waitForURL(/\/accounts$/);
    assert.equal(await accounts.get(id), undefined);
  },
  /\[object Event\]|ERR_/,
);

browserTest("the last administrator is kept, and it is said why", async (open) => {
  await using csms = await staffed({ Ann: "admin" });
  const { page } = await open();
  await signIn(page, csms, "Ann");
  await page.goto(`${pagesOf(csms)}/accounts/${csms.ids.Ann}`);
  await page.getByLabel("Role").selectOption("viewer");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("this is the last administrator").waitFor();
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("this is the last administrator").nth(1).waitFor();
  assert.equal((await csms.csms.people.accounts.get(csms.ids.Ann!))!.role, "admin");
}, /^409 fetch|\[object Event\]|ERR_/);

browserTest("whoever is invited sets a password by the link that is mailed", async (open) => {
  await using mail = await mailServer();
  await using csms = await staffed({ Ann: "admin" }, mail.env);
  const { page } = await open();
  await signIn(page, csms, "Ann");
  await page.goto(`${pagesOf(csms)}/accounts`);
  await page.getByText("Give somebody an account").click();
  await page.getByLabel("Name").fill("Bob");
  await page.getByLabel("E-mail").fill("bob@example.org");
  await page.getByText("Empty: they are mailed a link").waitFor();
  const invited = mail.next();
  await page.getByRole("button", { name: "Make it" }).click();
  await page.getByText("Has not set a password yet").waitFor();
  assert.deepEqual((await invited).to, ["bob@example.org"]);
  const again = mail.next();
  await page.getByRole("button", { name: "Send a link" }).click();
  await page.getByText("A link is on its way.").waitFor();
  await page.goto(`${pagesOf(csms)}/reset-password?token=${tokenIn(await again)}`);
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set it" }).click();
  await page.getByText("It is set, and every session").waitFor();
  const given = { email: "bob@example.org", password: PASSWORD };
  assert.equal((await browser(csms).ask("POST", "/sign-in", given)).status, 200);
}, /\[object Event\]|ERR_/);

for (const role of ["driver", "viewer", "operator"] as const) {
  Deno.test(`no page of administrators, and no part of one, is shown to the role ${role}`, async () => {
    await using csms = await staffed({ Bob: role });
    const cookie = `kvolt-session=${(await csms.signedIn("Bob")).session()}`;
    const get = (path: string) => fetch(pagesOf(csms) + path, { headers: { cookie } });
    for (const path of ["/accounts", `/accounts/${csms.ids.Bob}`, "/api-tokens"]) {
      const page = await get(path);
      assert.equal(page.status, 403, path);
      assert.match(await page.text(), /This page is not for your account/);
    }
    for (const part of ["/accounts/more", "/api-tokens/list", "/api-tokens/more"]) {
      const { status, body } = await get(part);
      assert.equal(status, 403, part);
      await body?.cancel();
    }
  });
}
