import type { Child } from "hono/jsx";
import { Table } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";
import { browserOf } from "./agent.ts";

/** A session as it is shown. */
export interface ShownSession {
  readonly id: string;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly address?: string;
  readonly agent?: string;
}

/** The sessions of somebody, each with what can be done about it. */
export function Sessions(
  { sessions, last }: {
    sessions: readonly ShownSession[];
    last?: (session: ShownSession) => Child;
  },
) {
  return (
    <Table
      label="Sessions"
      heads={[
        "Browser",
        "Address",
        "Signed in",
        "Last seen",
        last !== undefined && { unseen: "Ending it" },
      ]}
    >
      {sessions.map((session) => (
        <tr>
          <td title={session.agent}>{browserOf(session.agent)}</td>
          <td>{session.address ?? ""}</td>
          <td>
            <Time at={session.createdAt} />
          </td>
          <td>
            <Time at={session.seenAt} />
          </td>
          {last && <td>{last(session)}</td>}
        </tr>
      ))}
    </Table>
  );
}
