import { pause, type Timed, TRANSFER, transfer } from "./transfer.ts";

/** As much of a station as an update of its firmware needs. */
interface Updatable extends Timed {
  readonly state: { firmware: string; readonly running: readonly unknown[] };
  readonly onceAccepted: (() => unknown)[];
}

/** What is told of an update, in the words that 1.6's security whitepaper and 2.x share (L01). */
export type Progress =
  | "DownloadScheduled"
  | "Downloading"
  | "Downloaded"
  | "DownloadFailed"
  | "SignatureVerified"
  | "InstallScheduled"
  | "Installing"
  | "InstallRebooting"
  | "Installed";

/** An update that was asked for. */
interface Update {
  readonly location: string;
  readonly retrieveDateTime?: string;
  readonly installDateTime?: string;
  readonly retries?: number;
  readonly retryInterval?: number;
  /** Whether there is a signature to verify. */
  readonly signed: boolean;
}

/** Resolves at a time; at once where it is over or none is given. */
export function until(station: Timed, time: string | undefined): Promise<void> {
  const left = time === undefined ? 0 : Date.parse(time) - station.timers.now().getTime();
  return left > 0 ? pause(station, left) : Promise.resolve();
}

/** Waits until nobody charges, installs, restarts with the new version and then says so. */
export async function replace(
  station: Updatable,
  restart: () => Promise<void>,
  installed: () => Promise<void>,
  rebooting = () => {},
): Promise<void> {
  while (station.state.running.length > 0) await pause(station, 10_000);
  await pause(station, TRANSFER);
  const [major, minor, patch] = station.state.firmware.split(".").map(Number);
  station.state.firmware = `${major}.${minor}.${patch! + 1}`;
  station.onceAccepted.push(installed);
  rebooting();
  await restart();
}

/** Carries out an update, telling how far it is, for as long as no newer one has taken its place. */
export async function carryOut(
  station: Updatable,
  { location, retrieveDateTime, installDateTime, retries, retryInterval, signed }: Update,
  { report, current, restart, installed }: {
    report(status: Progress): Promise<void>;
    current(): boolean;
    restart(): Promise<void>;
    installed(): Promise<void>;
  },
): Promise<void> {
  const ahead = (time = "") => Date.parse(time) > station.timers.now().getTime();
  if (ahead(retrieveDateTime)) {
    await report("DownloadScheduled");
    await until(station, retrieveDateTime);
  }
  if (!current()) return;
  const moved = await transfer(
    station,
    { location, retries, retryInterval },
    report,
    ["Downloading", "DownloadFailed"],
  );
  if (!moved || !current()) return;
  await report("Downloaded");
  if (signed) await report("SignatureVerified");
  if (ahead(installDateTime)) {
    await report("InstallScheduled");
    await until(station, installDateTime);
  }
  if (!current()) return;
  await report("Installing");
  const done = async () => {
    await report("Installed");
    await installed();
  };
  await replace(station, restart, done, () => void report("InstallRebooting"));
}
