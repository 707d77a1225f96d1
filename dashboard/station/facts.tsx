import { Fact } from "../parts/fact.tsx";
import { duration, power } from "../parts/number.ts";
import { Time } from "../parts/time.tsx";
import type { LiveStation } from "../stations/card.tsx";

/** What is known of a station itself; a live page replaces it. */
export function Facts({ station }: { station: LiveStation }) {
  const { vendor, model, serial, firmware, protocol, address, driftMs, powerW } = station;
  const drift = driftMs === undefined
    ? undefined
    : Math.abs(driftMs) < 1_000
    ? "right"
    : `${duration(Math.abs(driftMs))} ${driftMs < 0 ? "behind" : "ahead"}`;
  const facts: readonly [string, string | undefined][] = [
    ["Vendor", vendor],
    ["Model", model],
    ["Serial number", serial],
    ["Firmware", firmware],
    ["Speaks", protocol],
    ["Comes from", address],
    ["Its clock", drift],
    ["Rating, as far as seen", powerW === undefined ? undefined : power(powerW)],
    ["Meter", [station.meterType, station.meterSerial].filter(Boolean).join(" ") || undefined],
    ["ICCID", station.iccid],
    ["IMSI", station.imsi],
    ["Why it last started", station.bootReason],
  ];
  return (
    <section id="facts">
      <h2>About it</h2>
      <dl class="figures">
        {facts.filter(([, value]) => value !== undefined).map(([name, value]) => (
          <Fact name={name}>{value}</Fact>
        ))}
        <Fact name="Last started">
          <Time at={station.bootedAt} />
        </Fact>
        <Fact name="Last seen">
          <Time at={station.lastSeen} />
        </Fact>
      </dl>
    </section>
  );
}
