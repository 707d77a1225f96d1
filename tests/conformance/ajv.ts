import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import type { Protocol } from "../../csms/model.ts";
import {
  type Direction,
  type JsonSchema,
  officialSchema,
  officialSchemas,
} from "../support/official.ts";

const loaded = new Map<Protocol, Ajv>();

function load(protocol: Protocol): Ajv {
  const known = loaded.get(protocol);
  if (known) return known;
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  ajv.removeKeyword("multipleOf");
  ajv.addKeyword({
    keyword: "multipleOf",
    type: "number",
    // 0.3 is no multiple of 0.1 in binary: a millionth of a step is let pass, as ocpp-rpc does.
    validate: (step: number, value: number) => {
      const steps = value / step;
      return Math.abs(Math.round(steps) - steps) < 1e-6;
    },
    errors: false,
  });
  ajv.addSchema([...officialSchemas(protocol).values()] as JsonSchema[]);
  loaded.set(protocol, ajv);
  return ajv;
}

/** A check of one payload against the official schema by ajv: null when it is valid, else what is wrong with it. */
export function byAjv(protocol: Protocol, direction: Direction, action: string) {
  const ajv = load(protocol);
  const validate = ajv.getSchema(officialSchema(protocol, direction, action).$id!)!;
  return (payload: unknown) => validate(payload) ? null : ajv.errorsText(validate.errors);
}
