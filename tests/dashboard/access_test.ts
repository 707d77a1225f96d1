import assert from "node:assert/strict";
import { chargePoint } from "../../simulator/charge_point.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { type Charger, charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { scene } from "../support/scene.ts";
import { soon } from "../support/until.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "" };
const pages = ({ ws }: TestKvolt) => ws.replace("ws:", "http:");

browserTest(
  "a station is given a key, which is shown this once and lets it in; a revoked one does not",
  async (open) => {
    const csms = await kvolt(dev);
    await csms.csms.stations.register("SIM-1");
    const { page } = await open({ bypassCSP: true });
    await page.goto(`${pages(csms)}/stations/SIM-1/access`);
    const shows = page.locator("#shows");
    await shows.getByText("whoever has its id is let in").waitFor();
    await page.getByRole("button", { name: "Give a new one" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    const key = await page.locator("output code").innerText();
    assert.ok(key.length >= 16);
    await page.getByRole("button", { name: "Copy" }).waitFor();
    await shows.getByText("A key, by Basic authorization").waitFor();
    await accessible(page);
    assert.equal(await page.locator("output code").innerText(), key);
    const station = chargePoint({ id: "SIM-1", url: csms.ws, version: "2.0.1", key });
    await station.connect();
    await station.booted;
    await page.getByRole("button", { name: "Rotate the key" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("The new key is with the station.").waitFor();
    await shows.getByText("The new key and the old one both work").waitFor();
    await accessible(page);
    await station.close();
    const back = chargePoint({
      ...{ id: "SIM-1", url: csms.ws, version: "2.0.1" },
      key: station.configuration["SecurityCtrlr.BasicAuthPassword"] ?? key,
    });
    await back.connect();
    await back.booted;
    await shows.getByText("One works: the last").waitFor();
    await page.getByRole("button", { name: "Revoke its key" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await shows.getByText("Its key is revoked").waitFor();
    await back.close();
    const again = chargePoint({ id: "SIM-1", url: csms.ws, version: "2.0.1", key });
    await assert.rejects(again.connect());
    await again.close();
    assert.doesNotMatch(await (await fetch(page.url())).text(), new RegExp(key));
    await page.close();
    await csms.stop();
  },
);

browserTest("a station is named, treated, suspended, let in again and removed", async (open) => {
  const csms = await kvolt(dev);
  const station = await charger(csms.ws, "SIM-1");
  await station.boot();
  const { page } = await open();
  await page.goto(`${pages(csms)}/stations/SIM-1/access`);
  const who = page.locator("section").filter({ hasText: "Who it is" });
  await page.getByLabel("Name").fill("Garage, left");
  await page.getByLabel("Labels").fill("north, fast");
  await page.getByLabel("May speak OCPP").selectOption("1.6 only");
  await who.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  await page.getByLabel("What the specification does not allow").selectOption("strict");
  await page.getByLabel("Version to speak").selectOption("1.6, whatever it offers");
  await page.locator("section").filter({ hasText: "How it is treated" })
    .getByRole("button", { name: "Save" }).click();
  await page.getByText("It holds from now on.").waitFor();
  const known = (await csms.csms.stations.get("SIM-1"))!;
  assert.equal(known.identity.name, "Garage, left");
  assert.deepEqual(known.identity.labels, ["north", "fast"]);
  assert.deepEqual(known.identity.allowedProtocols, ["ocpp1.6"]);
  assert.equal(known.settings.strictness, "strict");
  assert.equal(known.settings.protocol, "ocpp1.6");
  await page.getByLabel("Name").fill("");
  await page.getByLabel("Labels").fill("");
  await who.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  const { identity } = (await csms.csms.stations.get("SIM-1"))!;
  assert.deepEqual([identity.name, identity.labels], [undefined, []]);
  await page.getByRole("button", { name: "Suspend" }).click();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("Suspended: kept out for now").waitFor();
  assert.equal((await station.closed).code, 1008);
  await page.getByRole("button", { name: "Let it in again" }).click();
  await page.locator("#standing").getByText("Let in", { exact: false }).first().waitFor();
  await page.getByRole("button", { name: "Remove the station" }).click();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.waitForURL(/\/stations$/);
  assert.equal(await csms.csms.stations.get("SIM-1"), undefined);
  await page.close();
  await csms.stop();
  // A part of the page may be fetched anew while its station is being removed.
}, /404 from \/stations\/SIM-1\/access|^404 xhr .*\/access$|object Event|ERR_INCOMPLETE/);

browserTest(
  "what a station shows is tried beforehand, and it is said why it would be refused",
  async (open) => {
    const csms = await kvolt(dev);
    await csms.csms.stations.register("SIM-1");
    const { page } = await open({ bypassCSP: true });
    await page.goto(`${pages(csms)}/stations/SIM-1/access`);
    const form = page.locator("article").filter({ hasText: "Would it be let in?" });
    const set = (auth: object) => csms.send("PUT", "/stations/SIM-1/auth", auth);
    const tries = async (said: string) => {
      await form.getByRole("button", { name: "Try" }).click();
      await form.locator("output").getByText(said).waitFor();
    };
    await tries("It would be let in with this.");
    await set({ type: "basic", secret: "a-key-of-the-tests" });
    await form.getByLabel("With the key").fill("another-key-of-theirs");
    await tries("It would be refused: SIM-1 sent a wrong key.");
    await form.getByLabel("With the key").fill("a-key-of-the-tests");
    await tries("It would be let in with this.");
    assert.equal(await form.getByLabel("With the key").inputValue(), "");
    await set({ type: "mtls", subject: "CN=SIM-1" });
    await tries("SIM-1 showed no client certificate, and has to.");
    await form.getByText("With a token or a certificate").click();
    await form.getByLabel("Subject of the certificate").fill("CN=<b>SIM-2</b>");
    await tries("SIM-1 showed a certificate that is not its own: CN=<b>SIM-2</b>");
    await accessible(page);
    await form.getByLabel("Subject of the certificate").fill("CN=SIM-1,O=Acme");
    await tries("It would be let in with this.");
    await form.getByLabel("Subject of the certificate").fill("");
    await set({ type: "token", secret: "a-token-of-the-tests" });
    await tries("SIM-1 sent no token, and has to.");
    await form.getByLabel("Token", { exact: true }).fill("a-token-of-the-tests");
    await tries("It would be let in with this.");
    await csms.send("POST", "/stations/SIM-1/suspend");
    await tries("It would be refused: SIM-1 has been suspended by the operator.");
    await csms.stop();
  },
);

Deno.test("the page says which key works while a station has not come with its new one, and after", async () => {
  const { csms, clock } = await scene(dev);
  await csms.csms.stations.register("CP-1");
  const basic = (key: string) => ({ headers: { authorization: `Basic ${btoa(`CP-1:${key}`)}` } });
  const old = (await csms.csms.stations.giveKey("CP-1"))!;
  const shown = async () => {
    const html = await (await fetch(`${pages(csms)}/stations/CP-1/access`)).text();
    const part = /id="shows"[^]*?<\/section>/.exec(html)![0];
    return part.slice(0, part.indexOf('class="acts"')).replaceAll(/<[^>]*>/g, "");
  };
  assert.match(await shown(), /One works: the last that it was given/);
  const rotate = async (until: (cp: Charger) => Promise<unknown>) => {
    const cp = await charger(csms.ws, "CP-1", basic(old));
    await cp.boot();
    const rotated = csms.send("POST", "/stations/CP-1/key/rotate");
    await until(cp);
    await cp.close();
    await rotated;
  };
  await rotate((cp) => cp.asked("ChangeConfiguration"));
  assert.match(await shown(), /was sent a new key, .* UTC, and has neither said that it has it/);
  assert.match(await shown(), /both work\. The old one works until it has come with the new one\./);
  clock.advance(3_600_001);
  assert.match(await shown(), /both work/, "nobody knows whether it has the new one");

  let fresh = "";
  await rotate(async (cp) => {
    const asked = await cp.answers("ChangeConfiguration", { status: "Accepted" });
    fresh = asked.payload.value;
    await soon(async () => assert.match(await shown(), /has taken a new key/));
  });
  assert.match(await shown(), /both work\. The old one .* at the latest until \d{4}-.* UTC\./);
  clock.advance(3_600_001);
  assert.match(await shown(), /Only the new key works\. The old one worked until \d{4}-.* UTC\./);
  const back = await charger(csms.ws, "CP-1", basic(fresh));
  assert.match(await shown(), /One works: the last .* sent and has come with/);
  await back.close();
  await csms.stop();
});

Deno.test("what somebody called a station is escaped where it is edited", async () => {
  const csms = await kvolt(dev);
  await csms.csms.stations.register("SIM-1");
  await csms.csms.stations.identify("SIM-1", {
    name: `"><img src=x onerror=alert(1)>`,
    labels: ["<img src=x>"],
  });
  const html = await (await fetch(`${pages(csms)}/stations/SIM-1/access`)).text();
  assert.doesNotMatch(html, /<img/);
  assert.match(html, /value="&quot;&gt;&lt;img src=x/);
  await csms.stop();
});

browserTest(
  "a station of 2.x is given a way to reach a CSMS; what it told of its security is there",
  async (open) => {
    const csms = await kvolt(dev);
    const station = chargePoint({ id: "SIM-1", url: csms.ws, version: "2.1" });
    await station.connect();
    await station.booted;
    const { page } = await open({ bypassCSP: true });
    const img = "<img src=x onerror=alert(1)>";
    await page.goto(`${pages(csms)}/stations/SIM-1/access`);
    await page.getByText("Ways to reach a CSMS").click();
    const form = page.locator("form[data-api*=network]");
    await form.getByLabel("Address").fill("wss://other.example/ocpp");
    await form.getByLabel("Mobile network").fill(`{"apn": "iot"}`);
    const keeps = async () => {
      await form.getByRole("button", { name: "Have it keep this way" }).click();
      await page.getByRole("button", { name: "Go on" }).click();
    };
    await keeps();
    await form.locator("output.failed").getByText("apnAuthentication: it is to be one of")
      .waitFor();
    await form.getByLabel("Mobile network").fill("");
    await form.getByLabel("Its password there").fill("a-password-of-sixteen");
    await keeps();
    await form.getByText("It has it. It uses it once").waitFor();
    assert.equal(await form.getByLabel("Its password there").inputValue(), "");
    const { configurationSlot, connectionData } = await station.received("SetNetworkProfile") as {
      configurationSlot: number;
      connectionData: Record<string, unknown>;
    };
    assert.equal(configurationSlot, 1);
    assert.deepEqual(connectionData, {
      ...{ ocppInterface: "Wired0", ocppTransport: "JSON", messageTimeout: 30 },
      ...{ ocppCsmsUrl: "wss://other.example/ocpp", securityProfile: 2 },
      basicAuthPassword: "a-password-of-sixteen",
    });
    await page.getByText("Security events that it told").click();
    await page.locator("#security").getByText("None. A station tells").waitFor();
    await station.send("SecurityEventNotification", {
      ...{ type: "SettingSystemTime", timestamp: new Date().toISOString(), techInfo: img },
    });
    await page.locator("#security").getByText(img).waitFor();
    await page.getByText("What it asked of the public key").click();
    await page.getByText("Nothing. It asks when a vehicle").waitFor();
    await station.send("GetCertificateStatus", {
      ocspRequestData: {
        ...{ hashAlgorithm: "SHA256", issuerNameHash: "a1", issuerKeyHash: "b2" },
        ...{ serialNumber: img, responderURL: "http://ocsp.example" },
      },
    });
    await page.goto(`${pages(csms)}/stations/SIM-1/access`);
    await page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)");
    await page.getByText("kvolt has nobody to ask").waitFor();
    await page.locator("pre").getByText(img).waitFor();
    assert.equal(await page.locator("main img").count(), 0);
    await accessible(page);
    await page.close();
    await station.close();
    await csms.stop();
  },
  /^422 fetch .*network-profiles|object Event|ERR_INCOMPLETE/,
);
