/** Every frame that kvolt sends, whoever receives it, held against the official schemas of its version. */
import type { Protocol } from "../../csms/model.ts";
import type { Instead } from "../../main.ts";
import { readFrame } from "../../ocpp/rpc.ts";
import type { Socket } from "../../ocpp/socket.ts";
import { official } from "./official.ts";

const versions: readonly Protocol[] = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"];
const common = [
  ...["NotImplemented", "NotSupported", "InternalError", "ProtocolError", "SecurityError"],
  ...["PropertyConstraintViolation", "TypeConstraintViolation", "GenericError"],
];
/** 2.x part 4 §4.3. */
const codes2x = [
  ...[...common, "FormatViolation", "OccurrenceConstraintViolation"],
  ...["RpcFrameworkError", "MessageTypeNotSupported"],
];
const codes = {
  // 1.6J §4.2.3.
  "ocpp1.6": [...common, "FormationViolation", "OccurenceConstraintViolation"],
  "ocpp2.0.1": codes2x,
  "ocpp2.1": codes2x,
};

/** A time that is not of UTC in whole seconds, as law 6 wants all that goes out. */
const oddTime = /"\d{4}-\d\d-\d\dT\d\d:\d\d(?!:\d\dZ")[^"\\]*"/;

/** The array that a text is; an empty one where it is none. */
// deno-lint-ignore no-explicit-any
function parsed(text: string): any[] {
  try {
    const value = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** Where it stands between the ports and the handshake, and what it has found wrong so far. */
export function sentFrames(): { between: NonNullable<Instead["between"]>; problems: string[] } {
  const problems: string[] = [];

  function watched(socket: Socket, echo: string | undefined): Socket {
    // Who offered none speaks 1.6, or the version that it is pinned to.
    const spoken = versions.filter((each) => echo === undefined || each === echo.toLowerCase());
    /** The actions that are asked for, by message id, in the order of their answers. */
    const asked = new Map<string, string[]>();

    // deno-lint-ignore no-explicit-any
    function wrong(protocol: Protocol, frame: any[], action: string | undefined): string | null {
      const [type, id, ...rest] = frame;
      if (type === 2 && rest.length === 2 && typeof id === "string" && id.length <= 36) {
        return official(protocol, "req", rest[0])(rest[1]);
      }
      if (type === 3 && rest.length === 1) {
        return action === undefined ? "nobody asked" : official(protocol, "conf", action)(rest[0]);
      }
      const [code, description, details] = rest;
      const isError = type === 4 && rest.length === 3 && codes[protocol].includes(code) &&
        description.length <= 255 && String(details) === "[object Object]";
      return isError ? null : "no frame of this version";
    }

    function judge(text: string): void {
      const frame = parsed(text);
      const action = frame[0] === 2 ? undefined : asked.get(String(frame[1]))?.shift();
      const found = spoken.map((protocol) => {
        try {
          return wrong(protocol, frame, action);
        } catch (error) {
          // A version that does not have the action has no schema for it.
          return (error as Error).message;
        }
      });
      if (oddTime.test(text)) problems.push(`an odd time: ${text}`);
      if (!found.includes(null)) problems.push(`${action ?? ""} ${found[0]}: ${text}`);
    }

    return {
      get bufferedAmount() {
        return socket.bufferedAmount;
      },
      send(text) {
        judge(text);
        socket.send(text);
      },
      close: (code, reason) => socket.close(code, reason),
      listen: (events) =>
        socket.listen({
          opened: () => events.opened(),
          ended: (code, reason) => events.ended(code, reason),
          garbled: () => events.garbled(),
          received(data) {
            const text = typeof data === "string" ? data : new TextDecoder().decode(data);
            const reading = readFrame(text);
            if (reading.ok && reading.frame.type === "call") {
              const { id, action } = reading.frame;
              asked.set(id, [...(asked.get(id) ?? []), action]);
            }
            events.received(data);
          },
        }),
    };
  }

  return {
    problems,
    between: (upgrade) => (request, caller) =>
      upgrade(request, {
        ...caller,
        take(options) {
          const taken = caller.take(options);
          return { ...taken, socket: watched(taken.socket, options.echo) };
        },
      }),
  };
}
