import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import { Words } from "../../dashboard/settings/words.tsx";
import { variables } from "../../csms/config.ts";
import { staffed } from "../routes/people/browser.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { pagesOf, signIn } from "../support/signed_in.ts";

const SECRET = "a-secret-that-nobody-may-see-0123456789";

browserTest(
  "the settings are read, each with what it does, and no secret among them",
  async (open) => {
    await using csms = await staffed({ Ann: "admin" }, {
      ...{ LOG_DAYS: "7", SECRET_KEY: SECRET, AUTH_SECRET: SECRET },
      ...{ AUTH_URL: `http://kvolt:${SECRET}@127.0.0.1:9/`, CLIENT_CERT_HEADER: "" },
      STATION_ID_PATTERN: "CP-<b>x</b>|.*",
    });
    const { page } = await open();
    await signIn(page, csms, "Ann");
    await page.goto(`${pagesOf(csms)}/settings`);
    const row = async (name: string) =>
      (await page.getByRole("row").filter({
        has: page.getByRole("rowheader", { name, exact: true }),
      })
        .getByRole("cell").allInnerTexts()).map((text) => text.trim());
    assert.deepEqual(await row("LOG_DAYS"), ["7 ● set", "30"]);
    assert.deepEqual(await row("EVENT_DAYS"), ["30", "30"]);
    assert.deepEqual(await row("SECRET_KEY"), ["hidden ● set", "none"]);
    assert.deepEqual(await row("CLIENT_CERT_HEADER"), ["none", "none"]);
    assert.deepEqual(await row("STATION_ID_PATTERN"), ["CP-<b>x</b>|.* ● set", "none"]);
    assert.deepEqual(await row("PUBLIC_URL"), ["none", "the host that REST is asked at"]);
    await page.getByText("how long messages and events are kept").waitFor();
    assert.equal(await page.getByRole("rowheader").count(), variables.length);
    assert.equal((await page.content()).includes(SECRET), false);
    await accessible(page);
  },
);

const HOSTILE = "<img src=x onerror=hurt=1>";
const DAY_MS = 86_400_000;

browserTest("files are uploaded, listed in portions and removed", async (open) => {
  await using csms = await staffed({ Ann: "admin" });
  const { page } = await open({ bypassCSP: true });
  await signIn(page, csms, "Ann");
  await page.goto(`${pagesOf(csms)}/settings/files`);
  const list = page.locator("#files");
  await list.getByText("There is none.").waitFor();
  const buffer = Buffer.alloc(48_000);
  const file = { name: "as it is called here.bin", mimeType: "application/x", buffer };
  await page.getByLabel("File", { exact: true }).setInputFiles(file);
  await page.getByLabel("Name").fill("fw-1.bin");
  await page.getByRole("button", { name: "Upload" }).click();
  await list.getByRole("row", { name: "fw-1.bin" }).getByText("48 kB").waitFor();
  await accessible(page);
  const { files } = csms.csms;
  for (let n = 0; n < 55; n++) {
    const name = n === 0 ? HOSTILE : `more-${String(n).padStart(2, "0")}.bin`;
    await files.put(
      name,
      HOSTILE,
      (async function* () {
        yield await Promise.resolve(new Uint8Array([n]));
      })(),
    );
  }
  await page.reload();
  const rows = list.getByRole("rowheader");
  await page.waitForFunction("document.querySelectorAll('#files tbody tr').length >= 51");
  await page.evaluate("scrollTo(0, document.body.scrollHeight)");
  await page.waitForFunction("document.querySelectorAll('#files tbody th').length === 56");
  assert.deepEqual([await rows.first().innerText(), await rows.last().innerText()], [
    ...[HOSTILE, "more-54.bin"],
  ]);
  for (const name of ["fw-1.bin", "more-01.bin"]) {
    const row = list.getByRole("row").filter({ hasText: name });
    await row.getByRole("button", { name: "Remove" }).click();
    await page.getByText(`${name} is deleted.`).waitFor();
    await page.getByRole("button", { name: "Go on" }).click();
    await row.waitFor({ state: "detached" });
    assert.equal(await files.get(name), undefined);
  }
  assert.equal(await page.evaluate("globalThis.hurt"), undefined);
});

browserTest(
  "what kvolt's CA has signed is listed in portions, each with its state, and revoked",
  async (open) => {
    await using csms = await staffed({ Ann: "admin", Bob: "viewer" }, { SECRET_KEY: SECRET });
    const { apply, certificates } = csms.csms;
    const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
    await apply((change) => {
      for (let n = 0; n < 60; n++) {
        certificates.issued.add(change, {
          ...{ serial: (n + 0xa00).toString(16), station: n === 2 ? HOSTILE : `CP-${n}` },
          ...{ request: "R", fingerprint: "f0", issuedAt: at(-400) },
          expiresAt: at(n === 0 ? -1 : n === 1 ? 20 : 100 + n),
        });
      }
      return Promise.resolve();
    });
    const { page } = await open({ bypassCSP: true });
    await signIn(page, csms, "Ann");
    await page.goto(`${pagesOf(csms)}/settings`);
    await page.getByRole("link", { name: "Certificates" }).click();
    await page.getByText("CN=kvolt").first().waitFor();
    const row = (serial: string) => page.locator("#issued tr").filter({ hasText: serial });
    await row("a00").getByText("Ended").waitFor();
    await row("a01").getByText("Ends soon").waitFor();
    await row("a02").getByText("Good").waitFor();
    assert.equal(await row("a02").getByRole("rowheader").innerText(), HOSTILE);
    assert.equal(await row("a00").getByRole("button").count(), 0);
    await accessible(page);
    await page.evaluate("scrollTo(0, document.body.scrollHeight)");
    await page.waitForFunction("document.querySelectorAll('#issued tbody th').length === 60");
    await row("a02").getByRole("combobox").selectOption("its key is known to others");
    await row("a02").getByRole("button", { name: "Revoke" }).click();
    await page.getByText(`The certificate of ${HOSTILE} is good for nothing`).waitFor();
    await page.getByRole("button", { name: "Go on" }).click();
    await row("a02").getByText("Revoked: its key is known to others").waitFor();
    assert.equal(await row("a02").getByRole("button").count(), 0);
    const root = await page.getByRole("button", { name: "Root certificate" }).getAttribute("href");
    const pem = await (await fetch(pagesOf(csms) + root)).text();
    assert.match(pem, /^-----BEGIN CERTIFICATE/);

    const cookie = `kvolt-session=${(await csms.signedIn("Bob")).session()}`;
    for (const path of ["/settings/certificates", "/settings/files"]) {
      const html = await (await fetch(pagesOf(csms) + path, { headers: { cookie } })).text();
      assert.doesNotMatch(html, /data-api|href="\/settings"|<img/, path);
    }
  },
);

Deno.test("without a secret key it is said that kvolt signs no certificates, and how it would", async () => {
  await using csms = await staffed({ Bob: "viewer" });
  const cookie = `kvolt-session=${(await csms.signedIn("Bob")).session()}`;
  const url = `${pagesOf(csms)}/settings/certificates`;
  const html = await (await fetch(url, { headers: { cookie } })).text();
  assert.match(html, /kvolt signs no certificates: start it with <code>SECRET_KEY<\/code>/);
  assert.doesNotMatch(html, /\/ca\/crl/);
});

for (const role of ["driver", "viewer", "operator"] as const) {
  Deno.test(`the settings are not shown to the role ${role}`, async () => {
    await using csms = await staffed({ Bob: role });
    const cookie = `kvolt-session=${(await csms.signedIn("Bob")).session()}`;
    const page = await fetch(`${pagesOf(csms)}/settings`, { headers: { cookie } });
    assert.equal(page.status, 403);
    assert.match(await page.text(), /This page is not for your account/);
  });
}

Deno.test("code and links of a line are shown as such, and nothing of it is taken for HTML", () => {
  const text = "as `a|b` and [floods](docs/security.md#floods) <b>say</b>";
  assert.equal(
    String(Words({ text })),
    "as <code>a|b</code> and floods &lt;b&gt;say&lt;/b&gt;",
  );
});
