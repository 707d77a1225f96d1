import { chargePoint } from "../../simulator/charge_point.ts";
import { browserTest } from "../support/browser.ts";
import { kvolt } from "../support/kvolt.ts";

const SECRET_KEY = "a-secret-key-of-the-tests-0123456789";

for (const version of ["1.6", "2.0.1"] as const) {
  browserTest(
    `a station of ${version} asks for a certificate, which is signed and revoked by hand`,
    async (open) => {
      const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "", SECRET_KEY });
      const station = chargePoint({ id: "SIM-1", url: csms.ws, version });
      await station.connect();
      await station.booted;
      const { page } = await open();
      await page.goto(`${csms.ws.replace("ws:", "http:")}/stations/SIM-1/maintenance`);
      await page.getByText("Certificates", { exact: true }).click();
      await page.getByRole("button", { name: "Have it ask for a new one" }).click();
      const listed = page.locator("#certificates");
      await listed.getByText("waits for you").waitFor();
      await listed.getByRole("button", { name: "Sign" }).click();
      await page.getByRole("button", { name: "Go on" }).click();
      await listed.locator(".state").filter({ hasText: "signed" }).waitFor();
      await listed.getByRole("cell", { name: "good" }).waitFor();
      await listed.getByRole("button", { name: "Revoke" }).click();
      await page.getByRole("button", { name: "Go on" }).click();
      await listed.getByText("revoked: unspecified").waitFor();
      await page.close();
      await station.close();
      await csms.stop();
    },
  );
}
