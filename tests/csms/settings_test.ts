import assert from "node:assert/strict";
import { readConfig, variables } from "../../csms/config.ts";
import { meanings } from "../../csms/meanings.ts";
import { settingsOf } from "../../csms/settings.ts";

const all = (env: Record<string, string>) =>
  new Map(
    settingsOf(readConfig(env)).flatMap(({ settings }) => settings)
      .map((setting) => [setting.name as string, setting]),
  );

Deno.test("it is said of every variable what it does, once", () => {
  const names = meanings.flatMap(({ names }) => names);
  assert.deepEqual(names.toSorted(), variables.toSorted());
  for (const { does } of meanings) assert.ok(does.length > 20, does);
});

Deno.test("what is set is told from what is not, and shown as one would set it", () => {
  const env = {
    ...{ PORT: "9000", LOG_SKIP: "Heartbeat, Authorize", FLOOD_PROBES: "5/60" },
    ...{ STATION_ID_PATTERN: "CP-\\d+|GARAGE", LOG_LEVEL: "info", DISCOVERY: "" },
  };
  const shown = all(env);
  const of = (name: string) => {
    const { set, value, byDefault } = shown.get(name)!;
    return [set, value, byDefault];
  };
  assert.deepEqual(of("PORT"), [true, "9000", "8080"]);
  assert.deepEqual(of("HOST"), [false, "0.0.0.0", "0.0.0.0"]);
  assert.deepEqual(of("LOG_SKIP"), [true, "Heartbeat,Authorize", "Heartbeat,MeterValues"]);
  assert.deepEqual(of("FLOOD_PROBES"), [true, "5/60", "3/600"]);
  assert.deepEqual(of("STATION_ID_PATTERN"), [true, "CP-\\d+|GARAGE", undefined]);
  assert.deepEqual(of("LOG_LEVEL"), [true, "info", "info"]);
  assert.deepEqual(of("DISCOVERY"), [false, "approve", "approve"]);
  assert.deepEqual(of("TLS_CRL"), [false, undefined, undefined]);
  assert.deepEqual(all({ KVOLT_DEV: "1" }).get("DISCOVERY")!.byDefault, "open");
});

Deno.test("no secret is shown, nor a password within an address", () => {
  const secret = "s3cr3t".repeat(6);
  const env = {
    ...{ API_TOKEN: secret, SECRET_KEY: secret, PUBLIC_URL: "https://kvolt.example.org" },
    ...{ AUTH_URL: `https://kvolt:${secret}@host/ask`, AUTH_SECRET: secret },
    ...{ PKI_URL: "https://host/", PKI_SECRET: secret, MAIL_FROM: "kvolt@example.org" },
    SMTP_URL: `smtp://kvolt:${secret}@host`,
  };
  const shown = all(env);
  assert.doesNotMatch(JSON.stringify([...shown]), /s3cr3t/);
  assert.equal(shown.get("AUTH_URL")!.value, "https://kvolt:hidden@host/ask");
  const hidden = [...shown.values()].filter(({ secret }) => secret);
  assert.deepEqual(hidden.map(({ name, set, value }) => [name, set, value]).toSorted(), [
    ...["API_TOKEN", "AUTH_SECRET", "PKI_SECRET", "SECRET_KEY", "SMTP_URL"]
      .map((name) => [name, true, undefined]),
  ]);
});
