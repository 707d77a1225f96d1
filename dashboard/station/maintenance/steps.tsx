import type { Csms } from "../../../csms/mod.ts";
import type { Process } from "../../../csms/model/file.ts";
import { Time } from "../../parts/time.tsx";

const LAST = 10;

/** What a station last said of something that takes it a while. */
export async function Steps({ csms, station, of }: {
  csms: Csms;
  station: string;
  of: Process;
}) {
  const { items } = await csms.devices.reports.page(station, of, { limit: LAST });
  if (items.length === 0) return <p class="quiet">It has said nothing of it yet.</p>;
  return (
    <ul>
      {items.map(({ value: { status, info, at } }) => (
        <li>
          <strong>{status}</strong> {info}{" "}
          <span class="quiet">
            <Time at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
