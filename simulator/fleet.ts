import { type Clock, systemClock } from "../csms/clock.ts";
import { type ChargePoint, chargePoint } from "./charge_point.ts";
import { idsOf, type readArguments } from "./arguments.ts";
import { seeded } from "./random.ts";
import { play, type Scenario } from "./scenario.ts";
import { scaledClock } from "./scaled_clock.ts";

/** Several charge points that live and end together. */
interface Fleet {
  readonly chargePoints: readonly ChargePoint[];
  /** Dials for all; those that are refused try again. Resolves when each has tried once. */
  connect(): Promise<void>;
  /** Plays the scenario on each after its boot; resolves when all is done and delivered. */
  play(scenario: Scenario): Promise<void>;
  /**
   * Resolves when each has been answered all it has to tell, or after so many ms of real time; who is not let in, or
   * loses the connection, is not waited for.
   */
  settled(patienceMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** Makes the charge points that a command line asks for; `say` is told what happens to each. */
export function fleet(
  flags: NonNullable<ReturnType<typeof readArguments>>,
  say: (id: string, text: string) => void,
): Fleet {
  const clock: Clock = flags.speed === 1 ? systemClock : scaledClock(flags.speed);
  const { url, key, connectors, configuration, version } = flags;
  const chargePoints = idsOf(flags.id, flags.count).map((id, n) => {
    const random = flags.seed === undefined ? {} : { random: seeded(flags.seed + n) };
    // The CSMS does not run faster with us: it has its 30 s of real time to answer.
    const timeoutMs = 30_000 * flags.speed;
    const cp = chargePoint({
      id,
      url,
      key,
      connectors,
      configuration,
      version,
      clock,
      timeoutMs,
      ...random,
    });
    cp.on("open", ({ url }) => say(id, `connected to ${url}`));
    cp.on("retry", ({ inMs, reason }) => {
      say(id, `${reason}; again in ${(inMs / 1000).toFixed(1)} s`);
    });
    cp.on("boot", ({ status, intervalS }) => say(id, `boot ${status}, interval ${intervalS} s`));
    cp.on("status", ({ connector, status, errorCode }) => {
      say(id, `connector ${connector} ${status}${errorCode === "NoError" ? "" : ` ${errorCode}`}`);
    });
    cp.on("started", ({ connector, tag }) => say(id, `connector ${connector} charges for ${tag}`));
    cp.on("stopped", ({ connector, reason, energyWh }) => {
      say(id, `connector ${connector} has charged ${energyWh} Wh: ${reason}`);
    });
    cp.on("request", ({ action }) => say(id, `answered ${action}`));
    cp.on("warning", ({ text }) => say(id, `warning: ${text}`));
    return cp;
  });
  return {
    chargePoints,
    async connect() {
      await Promise.all(chargePoints.map((cp) => cp.connect({ retry: true }).catch(() => {})));
    },
    async play(scenario) {
      await Promise.all(chargePoints.map(async (cp) => {
        await cp.booted;
        await play(cp, scenario, clock);
        await cp.delivered();
      }));
    },
    async settled(patienceMs = 10_000) {
      await Promise.all(chargePoints.map(async (cp) => {
        if (!cp.connected || cp.registration !== "Accepted") return;
        const { promise: over, resolve: end } = Promise.withResolvers<void>();
        cp.on("closed", () => end());
        // Each message is sent again after a minute or more where it is not taken: nobody waits for that.
        const cancel = clock.after(patienceMs * flags.speed, () => {
          say(cp.id, "warning: not all that it had to tell was answered");
          end();
        });
        await Promise.race([cp.delivered(), over]);
        cancel();
      }));
    },
    async close() {
      await Promise.all(chargePoints.map((cp) => cp.close()));
    },
  };
}
