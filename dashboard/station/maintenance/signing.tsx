import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { type State, StateMark } from "../../parts/state.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";

const LAST = 20;

const states: Readonly<Record<string, State>> = {
  pending: { tone: "warn", word: "waits for you" },
  sent: { tone: "busy", word: "sent" },
  signed: { tone: "good", word: "signed" },
  refused: { tone: "bad", word: "refused" },
};

/** The certificates that a station asked for, and those that kvolt has signed. */
export async function SigningRequests({ asked }: { asked: AskedOfStation }) {
  const { csms: { certificates }, station, api, caller } = asked;
  const admin = holds(caller.access, "admin");
  const [requests, issued] = await Promise.all([
    certificates.requests.page(station.id, { limit: LAST }),
    certificates.issued.pageOf(station.id, { limit: LAST }),
  ]);
  return (
    <>
      <h3>Those that it asked for</h3>
      {requests.items.length === 0
        ? <p class="quiet">It has asked for none.</p>
        : (
          <Table label="Certificate requests" heads={["When", "For", "State", admin && "Sign"]}>
            {requests.items.map(({ value: { id, at, use, state, reason } }) => (
              <tr>
                <td>
                  <Time at={at} />
                </td>
                <td>{use ?? "itself"}</td>
                <td>
                  <StateMark {...states[state]!} /> {reason}
                </td>
                {admin && (
                  <td>
                    {state === "pending" && (
                      <Act
                        api={`POST ${api}/certificate-requests/${id}/sign`}
                        button="Sign"
                        ask="kvolt's own authority signs what the station asked for, and sends it."
                        done="Signed, and sent."
                      />
                    )}
                  </td>
                )}
              </tr>
            ))}
          </Table>
        )}
      <h3>Those that kvolt has signed</h3>
      <p>
        <a href="/settings/certificates">Those of all stations, and kvolt's own CA</a>
      </p>
      {issued.items.length === 0 ? <p class="quiet">None.</p> : (
        <Table
          label="Issued certificates"
          heads={["Serial", "Until", "State", admin && "Revoke"]}
        >
          {issued.items.map(({ serial, expiresAt, revokedAt, reason }) => (
            <tr>
              <th scope="row">
                <code>{serial}</code>
              </th>
              <td>
                <Time at={expiresAt} />
              </td>
              <td>{revokedAt ? `revoked: ${reason ?? "unspecified"}` : "good"}</td>
              {admin && (
                <td>
                  {!revokedAt && (
                    <Act
                      api={`POST /api/v1/certificates/${serial}/revoke`}
                      button="Revoke"
                      ask="The certificate is good for nothing from now on; a connection that was made with it ends."
                      secondary
                      done="Revoked."
                    />
                  )}
                </td>
              )}
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}
