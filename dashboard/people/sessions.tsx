import type { Child } from "hono/jsx";
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
    <div class="scroll" tabindex={0} role="region" aria-label="Sessions">
      <table>
        <thead>
          <tr>
            <th>Browser</th>
            <th>Address</th>
            <th>Signed in</th>
            <th>Last seen</th>
            {last && (
              <th>
                <span class="visually-hidden">Ending it</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
    </div>
  );
}
