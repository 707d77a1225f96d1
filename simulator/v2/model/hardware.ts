import type { Table } from "./controllers.ts";
import {
  type Component,
  decimal,
  fixed,
  flag,
  integer,
  type Kind,
  options,
  string,
} from "./variable.ts";

/** What the hardware of a station shows of itself, asked for anew each time. */
interface Hardware {
  readonly evses: number;
  readonly vendor: string;
  readonly model: string;
  readonly serial: string;
  firmware(): string;
  /** Available, Occupied, Reserved, Unavailable or Faulted; 0 is the station. */
  state(evse: number): string;
  faulty(evse: number): boolean;
  powerW(evse: number): number;
}

const CONNECTOR_STATES = "Available,Occupied,Reserved,Unavailable,Faulted";
/** 32 A on three phases. */
const MOST_W = 22_080;

const shown = (kind: Kind): Kind => ({ ...fixed(kind), hardware: true });

function common(hardware: Hardware, evse: number): Table {
  const problem = () => String(hardware.faulty(evse));
  return {
    AvailabilityState: shown(
      options(() => hardware.state(evse), { valuesList: CONNECTOR_STATES }),
    ),
    Available: shown(flag(true)),
    Problem: { ...shown(flag(false)), value: problem },
  };
}

/** The station, its EVSEs and their connectors as components. */
export function hardwareComponents(hardware: Hardware): [Component, Table][] {
  const parts: [Component, Table][] = [[{ name: "ChargingStation" }, {
    ...common(hardware, 0),
    Model: shown(string(hardware.model)),
    VendorName: shown(string(hardware.vendor)),
    SerialNumber: shown(string(hardware.serial)),
    FirmwareVersion: shown(string(hardware.firmware)),
    SupplyPhases: shown(integer(3)),
    AllowNewSessionsPendingFirmwareUpdate: flag(true),
  }], [{ name: "Controller" }, { FirmwareVersion: shown(string(hardware.firmware)) }]];
  for (let id = 1; id <= hardware.evses; id++) {
    parts.push(
      [{ name: "EVSE", evse: { id } }, {
        ...common(hardware, id),
        AllowReset: shown(flag(true)),
        SupplyPhases: shown(integer(3)),
        Power: shown(
          decimal(() => hardware.powerW(id).toFixed(1), { unit: "W", min: 0, max: MOST_W }),
        ),
        EvseId: string(`KV*SIM*E${id}`),
      }],
      [{ name: "Connector", evse: { id, connectorId: 1 } }, {
        ...common(hardware, id),
        ConnectorType: shown(string("sType2")),
        SupplyPhases: shown(integer(3)),
      }],
    );
  }
  return parts;
}
