import assert from "node:assert/strict";
import { ownPage } from "../../dashboard/entry/form.tsx";
import { browserTest } from "../support/browser.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { mailServer, tokenIn } from "../support/mail.ts";

const pages = ({ ws }: TestKvolt) => ws.replace("ws:", "http:");
const ada = { name: "Ada", email: "ada@example.org", password: "correct horse battery" };

async function withAda(env: Record<string, string> = {}): Promise<TestKvolt> {
  const csms = await kvolt(env);
  await csms.csms.people.setUp((await csms.csms.people.setupToken())!, { ...ada, address: "::1" });
  return csms;
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "" : " without script";
  browserTest(
    `the first account is made by the link, and signs out and in again${how}`,
    async (open) => {
      const csms = await kvolt();
      const token = (await csms.csms.people.setupToken())!;
      const { page } = await open({ javaScriptEnabled });
      await page.goto(`${pages(csms)}/stations`);
      await page.getByRole("heading", { name: "Set up kvolt" }).waitFor();
      await page.getByLabel("Token").fill(token);
      await page.getByRole("button", { name: "Make the first account" }).click();
      await page.getByLabel("Your name").fill(ada.name);
      await page.getByLabel("E-mail").fill(ada.email);
      await page.getByLabel("Password").fill(ada.password);
      await page.getByRole("button", { name: "Make the first account" }).click();
      await page.getByRole("heading", { name: "Stations" }).waitFor();
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await page.goto(`${pages(csms)}/stations?q=x`);
      await page.getByLabel("E-mail").fill(ada.email.toUpperCase());
      await page.getByLabel("Password").fill("wrong password");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("The e-mail address or the password is wrong.").waitFor();
      assert.equal(await page.getByLabel("Password").inputValue(), "");
      await page.getByLabel("Password").fill(ada.password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(/\/stations\?q=x$/);
      await csms.stop();
    },
    /^422 document|\[object Event\]|ERR_/,
  );
}

browserTest("a password that was forgotten is set by a link, which is good once", async (open) => {
  await using mail = await mailServer();
  const csms = await withAda(mail.env);
  const { page } = await open();
  await page.goto(`${pages(csms)}/sign-in`);
  await page.getByRole("link", { name: "I forgot my password" }).click();
  await page.getByLabel("E-mail").fill("nobody@example.org");
  await page.getByRole("button", { name: "Send me a link" }).click();
  await page.getByText("If there is an account for nobody@example.org").waitFor();
  await page.goto(`${pages(csms)}/forgot-password`);
  const letter = mail.next();
  await page.getByLabel("E-mail").fill(ada.email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await page.getByText(`If there is an account for ${ada.email}`).waitFor();
  const token = tokenIn(await letter);
  assert.equal(mail.letters.length, 1, "nobody@example.org is sent none");
  async function set(token: string, password: string): Promise<void> {
    await page.goto(`${pages(csms)}/reset-password?token=${token}`);
    await page.getByLabel("New password").fill(password);
    await page.getByRole("button", { name: "Set it" }).click();
  }
  const refused = page.getByRole("alert").filter({ hasText: "this link was used or is too old" });
  await set("guessed", "another good one");
  await refused.waitFor();
  await set(token, "another good one");
  await page.getByRole("status").filter({ hasText: "It is set" }).waitFor();
  await set(token, "a third good one");
  await refused.waitFor();
  const signIn = (password: string) =>
    csms.csms.people.signIn({ email: ada.email, password, address: "::1" });
  for (const password of [ada.password, "a third good one"]) {
    await assert.rejects(signIn(password), { name: "SignInRefused" });
  }
  await signIn("another good one");
  await csms.stop();
}, /^422 document|\[object Event\]|ERR_/);

Deno.test("pages: the form of another site signs nobody in", async () => {
  const csms = await withAda();
  const response = await fetch(`${pages(csms)}/sign-in`, {
    method: "POST",
    headers: { origin: "https://evil.example" },
    body: new URLSearchParams({ email: ada.email, password: ada.password }),
    redirect: "manual",
  });
  assert.equal(response.status, 403);
  assert.equal(response.headers.get("set-cookie"), null);
  await response.body?.cancel();
  await csms.stop();
});

Deno.test("pages: after signing in one is led to pages of kvolt alone", () => {
  assert.equal(ownPage("/stations?q=a#b"), "/stations?q=a#b");
  for (
    const next of [
      undefined,
      "",
      "stations",
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "/\t/evil.example",
      "/a\nb",
      "/a\rb",
      "/a\u0000b",
      "/a\u007fb",
    ]
  ) {
    assert.equal(ownPage(next), "/", JSON.stringify(next));
  }
});

Deno.test("pages: whoever signs in is let in whatever page they are to be led to", async () => {
  const csms = await withAda();
  const { email, password } = ada;
  const led = { "/a\nb": "/", "/a\r\nX-Y: 1": "/", "/tags?q=€": "/tags?q=%E2%82%AC" };
  for (const [next, location] of Object.entries(led)) {
    const response = await fetch(`${pages(csms)}/sign-in`, {
      method: "POST",
      body: new URLSearchParams({ email, password, next }),
      redirect: "manual",
    });
    await response.body?.cancel();
    assert.equal(response.status, 303, next);
    assert.equal(response.headers.get("location"), location, next);
    assert.match(response.headers.get("set-cookie") ?? "", /^kvolt-session=/);
  }
  await csms.stop();
});
