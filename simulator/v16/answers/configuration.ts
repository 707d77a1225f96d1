import { CallError } from "../../../ocpp/errors.ts";
import { changeConfiguration, getConfiguration } from "../../../ocpp/v16/configuration.ts";
import { arm } from "../registration.ts";
import { answer } from "./answer.ts";

const INTERVALS = ["HeartbeatInterval", "ClockAlignedDataInterval", "MeterValueSampleInterval"];

export const configuration = [
  answer(getConfiguration, ({ configuration }, { key: asked = [] }) => {
    const most = configuration.int("GetConfigurationMaxKeys");
    if (asked.length > most) {
      const text = `at most ${most} keys in one request: ${asked.length}`;
      throw new CallError("OccurenceConstraintViolation", text);
    }
    const found = asked.flatMap((key) => configuration.find(key) ?? []);
    return {
      configurationKey: configuration.keys().filter(({ key }) =>
        asked.length === 0 || found.includes(key)
      ),
      unknownKey: asked.filter((key) => configuration.find(key) === undefined),
    };
  }),
  answer(changeConfiguration, (station, { key, value }) => {
    const status = station.configuration.change(key, value);
    const name = station.configuration.find(key) ?? "";
    if (status === "Accepted" && INTERVALS.includes(name)) arm(station);
    // A new password is used at once, on a new connection (security whitepaper, A05).
    if (status === "Accepted" && name === "AuthorizationKey") {
      station.afterwards.push(() => station.link.drop("new AuthorizationKey"));
    }
    return { status };
  }),
];
