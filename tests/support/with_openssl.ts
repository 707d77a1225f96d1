import { execFileSync } from "node:child_process";

function found(): boolean {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Whether this machine has openssl. */
export const hasOpenssl = found();

/** A test in which openssl has a part; skipped, with a line that says so, where there is none. */
export function test(
  name: string,
  fn: (t: Deno.TestContext) => void | Promise<void>,
): void {
  const ignore = !hasOpenssl;
  Deno.test({ name: ignore ? `${name} (skipped: no openssl here)` : name, ignore, fn });
}
