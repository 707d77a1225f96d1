import { existsSync } from "node:fs";

/** Where Debian and others put it, the one without windows first; CHROMIUM names another place. */
const places = [
  ...["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"],
  ...["/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
];

/** The browser of this machine; undefined where there is none. */
export const executablePath = Deno.env.get("CHROMIUM") ?? places.find((place) => existsSync(place));

/** It asks for nothing but what it is led to. */
export const args = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];
