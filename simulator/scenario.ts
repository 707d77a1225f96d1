import { z } from "zod";
import type { Clock } from "../csms/clock.ts";
import type { ChargePoint } from "./charge_point.ts";

const at = z.number().nonnegative();
const connector = z.int().nonnegative().optional();
const reasons = z.enum(["EmergencyStop", "Local", "Other", "PowerLoss", "Reboot", "DeAuthorized"]);

const step = z.discriminatedUnion("do", [
  z.strictObject({ at, do: z.enum(["plug", "unplug", "clear", "sample"]), connector }),
  z.strictObject({ at, do: z.literal("tap"), tag: z.string().min(1).max(20), connector }),
  z.strictObject({ at, do: z.literal("stop"), connector, reason: reasons.optional() }),
  z.strictObject({
    at,
    do: z.literal("fault"),
    connector,
    errorCode: z.string().optional(),
    info: z.string().max(50).optional(),
  }),
  z.strictObject({ at, do: z.enum(["offline", "online"]) }),
  z.strictObject({ at, do: z.literal("send"), action: z.string(), payload: z.looseObject({}) }),
]);

const scenario = z.strictObject({ steps: z.array(step).min(1) });

/** What is done to a charge point, and when: `at` is in seconds after the boot. */
export type Scenario = z.output<typeof scenario>;
export type Step = z.output<typeof step>;

/** Reads a scenario file; throws an error that names the step and the field. */
export function readScenario(text: string): Scenario {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`the scenario is not JSON: ${(error as Error).message}`);
  }
  const read = scenario.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`the scenario is not valid at ${issue!.path.join(".")}: ${issue!.message}`);
}

/** Does one step. */
export async function act(cp: ChargePoint, step: Step): Promise<void> {
  switch (step.do) {
    case "plug":
    case "unplug":
    case "clear":
    case "sample":
      return await cp[step.do](step.connector);
    case "tap":
      return void await cp.tap(step.tag, step.connector);
    case "stop":
      return await cp.stop(step.connector, step.reason);
    case "fault":
      return await cp.fault(step.connector, step.errorCode, step.info);
    case "offline":
      return await cp.goOffline();
    case "online":
      return await cp.goOnline();
    case "send":
      return void await cp.send(step.action, step.payload);
  }
}

/** Plays the steps in the order of their times; resolves when the last is done, rejects if one fails. */
export async function play(cp: ChargePoint, { steps }: Scenario, clock: Clock): Promise<void> {
  const start = clock.now().getTime();
  for (const step of steps.toSorted((a, b) => a.at - b.at)) {
    const left = start + step.at * 1000 - clock.now().getTime();
    if (left > 0) await new Promise<void>((resolve) => clock.after(left, resolve));
    await act(cp, step);
  }
}
