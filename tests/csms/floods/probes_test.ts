import assert from "node:assert/strict";
import { isProbe } from "../../../csms/floods/probes.ts";

const attacks = [
  ...["/wp-login.php", "/.env", "/admin.php", "/.git/config", "/.aws/credentials", "/.ENV.local"],
  ...["/wp-admin/", "/wp-content/x", "/wordpress/", "/blog/wp-login.php", "/xmlrpc.php", "/pma/"],
  ...["/phpmyadmin/index.php", "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php"],
  ...["/cgi-bin/luci", "/actuator/health", "/boaform/admin/formLogin", "/HNAP1/", "/owa/"],
  ...["/shell.jsp", "/default.aspx", "/index.PHP", "//.env", "/%2eenv", "/a/..%2f..%2fetc/passwd"],
  ...["/etc/passwd", "/backup.sql", "/index.php/x", "/server-status"],
];
for (const path of attacks) {
  Deno.test(`flood control: ${path} is asked for by attackers alone`, () =>
    assert.equal(isProbe(path), true));
}

const plain = [
  ...["/", "/login", "/stations/CP-1", "/api/v1/stations", "/api/docs", "/favicon.ico"],
  ...[
    "/robots.txt",
    "/.well-known/acme-challenge/x",
    "/.well-known/security.txt",
    "/static/app.js",
  ],
  ...["/files/token/firmware.php", "/uploads/token/.log", "/api/v1/stations/.env/messages"],
  ...["/ocpp/WP-1", "/stations/wp-login", "/vendors", "/wpx", "/environment", "/steve/websocket/x"],
];
for (const path of plain) {
  Deno.test(`flood control: ${path} is nothing to be shut out for`, () =>
    assert.equal(isProbe(path), false));
}

// A rule that looks back for each character would take hours.
Deno.test("flood control: a path of any length is judged in one pass", () => {
  for (const part of ["/.", "//", "%2e", "wp-", "/../", "php."]) {
    const began = performance.now();
    isProbe(`/${part.repeat(1_000_000)}`);
    assert.ok(performance.now() - began < 20_000, part);
  }
});
