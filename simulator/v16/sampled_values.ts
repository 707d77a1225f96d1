import type { z } from "zod";
import type { sampledValue } from "../../ocpp/v16/meter_values.ts";
import { MEASURANDS, type Situation } from "../measurands.ts";

type SampledValue = z.output<typeof sampledValue>;
export type SampleContext = NonNullable<SampledValue["context"]>;

/** The sampled values of these measurands, in their order; those unknown are left out. */
export function sampledValues(
  measurands: readonly string[],
  context: SampleContext,
  situation: Situation,
): SampledValue[] {
  return measurands.flatMap((name) => {
    const measurand = name as NonNullable<SampledValue["measurand"]>;
    const values = MEASURANDS.get(name)?.(situation) ?? [];
    return values.map((value) => ({ measurand, context, ...value }));
  });
}
