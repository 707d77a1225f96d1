import assert from "node:assert/strict";
import { browserOf } from "../../dashboard/people/agent.ts";
import { PASSWORD, staffed } from "../routes/people/browser.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { pagesOf, signIn } from "../support/signed_in.ts";

const HOSTILE = "Ann <script>document.title = 'hurt'</script>";

browserTest("one changes one's name and password, and ends one's sessions", async (open) => {
  await using csms = await staffed({ Ann: "driver" });
  const [second, third] = [await csms.signedIn("Ann"), await csms.signedIn("Ann")];
  const { page } = await open();
  await signIn(page, csms, "Ann");
  await page.goto(`${pagesOf(csms)}/me`);
  await page.getByLabel("Name").fill(HOSTILE);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: HOSTILE }).waitFor();
  assert.equal(await page.title(), `${HOSTILE} · kvolt`);
  await accessible(page);

  const ends = page.getByRole("button", { name: "End", exact: true });
  assert.equal(await ends.count(), 2);
  await page.getByText("this one").waitFor();
  await ends.last().click();
  await ends.nth(1).waitFor({ state: "detached" });
  assert.deepEqual(
    [(await second.ask("GET", "/me")).status, (await third.ask("GET", "/me")).status].toSorted(),
    [200, 401],
  );

  await page.getByLabel("Old password").fill("not the old one");
  await page.getByLabel("New password").fill("a whole new password");
  await page.getByRole("button", { name: "Change it" }).click();
  await page.getByText("the old password is wrong").waitFor();
  await page.getByLabel("Old password").fill(PASSWORD);
  await page.getByRole("button", { name: "Change it" }).click();
  await page.getByText("every other session has ended").waitFor();
  await ends.waitFor({ state: "detached" });
  assert.equal(await page.getByLabel("New password").inputValue(), "");
  for (const other of [second, third]) assert.equal((await other.ask("GET", "/me")).status, 401);

  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto(`${pagesOf(csms)}/me`);
  await page.waitForURL(/\/sign-in\?next=%2Fme$/);
}, /^401 fetch|\[object Event\]|ERR_/);

Deno.test("a token has no page of its own, and is told so", async () => {
  await using csms = await staffed({});
  const headers = { authorization: "Bearer a-token-of-the-tests" };
  const page = await fetch(`${pagesOf(csms)}/me`, { headers });
  assert.equal(page.status, 404);
  assert.match(await page.text(), /is not an account/);
});

Deno.test("a browser is known by what it calls itself, and what is none stands as it came", () => {
  const cases = [
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
    [
      "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
      "Edge on Windows",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
      "Safari on iOS",
    ],
    [
      "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
      "Chrome on Android",
    ],
    ["Chrome/1.0", "Chrome"],
    ["Deno/2.9.6", "Deno/2.9.6"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    [undefined, "not known"],
  ] as const;
  for (const [agent, known] of cases) assert.equal(browserOf(agent), known);
});
