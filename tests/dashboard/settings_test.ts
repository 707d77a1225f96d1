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
