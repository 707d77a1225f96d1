import assert from "node:assert/strict";
import { BadConfig, type Config, readConfig } from "../../csms/config.ts";

const refused = (env: Record<string, string>): string => {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof BadConfig);
    return error.message;
  }
  assert.fail("it was accepted");
};

Deno.test("with nothing set there is a default for everything, and only what has none is left out", () => {
  const {
    PORT,
    HOST,
    KV_PATH,
    DISCOVERY,
    AUTH_UNKNOWN,
    ID_TAG_CACHE_HOURS,
    LOG_SKIP,
    LOG_DAYS,
    dev,
  } = readConfig({});
  assert.deepEqual([PORT, HOST, KV_PATH, DISCOVERY, AUTH_UNKNOWN, ID_TAG_CACHE_HOURS, dev], [
    ...[8080, "0.0.0.0", "./data/kvolt.db", "approve", "Invalid", 24, false],
  ]);
  assert.deepEqual(LOG_SKIP, ["Heartbeat", "MeterValues"]);
  assert.equal(LOG_DAYS, 30);
});

Deno.test("a pattern of ids holds for the whole id, and one that is none says what is wrong with it", () => {
  const { STATION_ID_PATTERN: pattern } = readConfig({ STATION_ID_PATTERN: "CP-\\d+|GARAGE" });
  const fits = ["CP-1", "GARAGE", "xGARAGE", "CP-1x", "CP-"].map((id) => pattern!.test(id));
  assert.deepEqual(fits, [true, true, false, false, false]);
  for (const text of ["CP-(", "a)|(b", "[z-a]", "*"]) {
    assert.match(
      refused({ STATION_ID_PATTERN: text }),
      /^STATION_ID_PATTERN is ".*": Invalid regular expression/,
    );
  }
});

Deno.test("an empty variable is one that is not set", () => {
  const empty = Object.fromEntries(
    ["PORT", "HOST", "API_TOKEN", "AUTH_URL", "AUTH_SECRET", "LOG_SKIP", "DISCOVERY", "KVOLT_DEV"]
      .map((name) => [name, ""]),
  );
  assert.deepEqual(readConfig(empty), readConfig({}));
});

Deno.test("in development it listens on loopback and lets every station in, unless it is told otherwise", () => {
  const { HOST, DISCOVERY, dev } = readConfig({ KVOLT_DEV: "1" });
  assert.deepEqual([HOST, DISCOVERY, dev], ["127.0.0.1", "open", true]);
  const told = readConfig({ KVOLT_DEV: "1", HOST: "::1", DISCOVERY: "closed" });
  assert.deepEqual([told.HOST, told.DISCOVERY], ["::1", "closed"]);
});

Deno.test("virtual chargers are in development unless they are told otherwise, and need a port without TLS", () => {
  const simulator = (env: Record<string, string>) => readConfig(env).SIMULATOR;
  assert.equal(simulator({}), "off");
  assert.equal(simulator({ SIMULATOR: "on" }), "on");
  assert.equal(simulator({ KVOLT_DEV: "1" }), "on");
  assert.equal(simulator({ KVOLT_DEV: "1", SIMULATOR: "off" }), "off");
  const tls = { PORT: "off", TLS_CERT: "c.pem", TLS_KEY: "k.pem" };
  assert.equal(simulator({ ...tls, KVOLT_DEV: "1" }), "off");
  assert.match(refused({ ...tls, SIMULATOR: "on" }), /^PORT is "off": .*SIMULATOR is on/);
});

for (const HOST of ["0.0.0.0", "::", "192.168.1.2", "127.0.0.1.example", "kvolt.example"]) {
  Deno.test(`in development, where REST is open, HOST=${HOST} is refused`, () => {
    const message = refused({ KVOLT_DEV: "1", HOST });
    assert.ok(message.startsWith(`HOST is "${HOST}": `), message);
    assert.match(message, /KVOLT_DEV.*localhost/);
    assert.equal(readConfig({ HOST }).HOST, HOST);
  });
}

for (
  const [name, text, value] of [
    ["PORT", "0", 0],
    ["PORT", "65535", 65535],
    ["HOST", "::1", "::1"],
    ["KV_PATH", ":memory:", ":memory:"],
    ["API_TOKEN", "x".repeat(16), "x".repeat(16)],
    ["DISCOVERY", "closed", "closed"],
    ["AUTH_UNKNOWN", "Blocked", "Blocked"],
    ["ID_TAG_CACHE_HOURS", "0.5", 0.5],
    ["HEARTBEAT_SECONDS", "60", 60],
    ["CALL_TIMEOUT_SECONDS", "2.5", 2.5],
    ["METER_SILENCE_SECONDS", "0", 0],
    ["LOG_SKIP", " Heartbeat , ,Authorize", ["Heartbeat", "Authorize"]],
    ["LOG_DAYS", "1", 1],
    ["EVENT_DAYS", "2", 2],
    ["SAMPLE_DAYS", "3", 3],
    ["AUDIT_DAYS", "4", 4],
    ["TLS_PORT", "443", 443],
    ["LOG_LEVEL", "debug", "debug"],
  ] as const
) {
  Deno.test(`${name}=${text} is read`, () => {
    assert.deepEqual(readConfig({ [name]: text })[name as keyof Config], value);
  });
}

for (
  const [name, text] of [
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["PORT", "http"],
    ["DISCOVERY", "Open"],
    ["AUTH_UNKNOWN", "accept"],
    ["AUTH_URL", "ftp://host/"],
    ["AUTH_URL", "host:80"],
    ["ID_TAG_CACHE_HOURS", "0"],
    ["ID_TAG_CACHE_HOURS", "a day"],
    ["HEARTBEAT_SECONDS", "1.5"],
    ["CALL_TIMEOUT_SECONDS", "-1"],
    ["METER_SILENCE_SECONDS", "-1"],
    ["LOG_DAYS", "0"],
    ["EVENT_DAYS", "forever"],
    ["SAMPLE_DAYS", "-5"],
    ["AUDIT_DAYS", "NaN"],
    ["TLS_PORT", "70000"],
    ["LOG_LEVEL", "verbose"],
    ["SIMULATOR", "yes"],
    ["KVOLT_DEV", "yes"],
  ] as const
) {
  Deno.test(`${name}=${text} is refused by name and value`, () => {
    assert.ok(refused({ [name]: text }).startsWith(`${name} is ${JSON.stringify(text)}: `));
  });
}

for (
  const [name, most] of [
    ["ID_TAG_CACHE_HOURS", 87_600],
    ["UPLOAD_HOURS", 87_600],
    ["HEARTBEAT_SECONDS", 86_400],
    ["CALL_TIMEOUT_SECONDS", 86_400],
    ["METER_SILENCE_SECONDS", 86_400],
    ["COST_UPDATE_SECONDS", 86_400],
    ["LOG_DAYS", 36_500],
    ["EVENT_DAYS", 36_500],
    ["SAMPLE_DAYS", 36_500],
    ["AUDIT_DAYS", 36_500],
    ["FILE_DAYS", 36_500],
    ["UPLOAD_DAYS", 36_500],
    ["FILE_MAX_MB", 1_024],
    ["UPLOAD_MAX_MB", 1_024],
  ] as const
) {
  Deno.test(`${name} is at most ${most}`, () => {
    assert.equal(readConfig({ [name]: String(most) })[name], most);
    for (const more of [String(most + 1), "1e9", "Infinity"]) {
      assert.ok(refused({ [name]: more }).startsWith(`${name} is "${more}": `));
    }
  });
}

Deno.test("every number has an end, and every time a date", () => {
  const numbers = Object.entries(readConfig({})).filter(([, value]) => typeof value === "number");
  assert.ok(numbers.length >= 12);
  for (const [name] of numbers) refused({ [name]: "1e9" });
});

Deno.test("a secret that is not set is said to be unset", () => {
  const message = refused({ AUTH_URL: "ftp://host/" });
  assert.match(message, /^AUTH_URL is "ftp:\/\/host\/": /m);
  assert.match(message, /^AUTH_SECRET is unset: needed where AUTH_URL is set$/m);
});

for (const name of ["API_TOKEN", "AUTH_SECRET"]) {
  Deno.test(`a short ${name} is refused without being shown`, () => {
    const message = refused({ [name]: "s3cr3t" });
    assert.match(message, new RegExp(`^${name} is \\(hidden\\): `, "m"));
    assert.doesNotMatch(message, /s3cr3t/);
  });
}

for (
  const [set, value, missing] of [
    ["AUTH_URL", "http://host/", "AUTH_SECRET"],
    ["AUTH_SECRET", "x".repeat(16), "AUTH_URL"],
    ["TLS_CERT", "cert.pem", "TLS_KEY"],
    ["TLS_KEY", "key.pem", "TLS_CERT"],
  ] as const
) {
  Deno.test(`${set} without ${missing} is refused, and says which of them is missing`, () => {
    const message = refused({ [set]: value });
    assert.ok(message.startsWith(`${missing} is `));
    assert.ok(message.includes(set));
    assert.equal(message.includes("x".repeat(16)), false);
  });
}

Deno.test("everything that is wrong is said at once, a line each", () => {
  const lines = refused({ PORT: "x", DISCOVERY: "maybe", LOG_DAYS: "0" }).split("\n");
  assert.deepEqual(lines.map((line) => line.split(" ")[0]).sort(), [
    "DISCOVERY",
    "LOG_DAYS",
    "PORT",
  ]);
});

Deno.test("variables that are not kvolt's are passed over", () => {
  assert.deepEqual(readConfig({ PATH: "/bin", LANG: "C" }), readConfig({}));
});
