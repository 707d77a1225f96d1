import type { Caller } from "../ocpp/socket.ts";
import type { Handle, Listener } from "./peer.ts";
import { RuntimeSocket } from "./runtime_socket.ts";

/** Listens without TLS. Throws what Deno.serve throws. */
export function listenPlain(
  where: { readonly hostname: string; readonly port: number },
  handle: Handle,
): Listener {
  const server = Deno.serve(
    { ...where, onListen() {} },
    (request, { remoteAddr }) =>
      handle(request, {
        address: remoteAddr.hostname,
        take: (options) => take(request, options),
      }),
  );
  return { address: server.addr, stop: () => server.shutdown() };
}

/** Never lets the runtime negotiate: it splits offers at comma and blank only, and throws on others. */
function take(request: Request, { echo, idleSeconds }: Parameters<Caller["take"]>[0]) {
  const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: idleSeconds });
  const name = "sec-websocket-protocol";
  if (echo !== undefined) response.headers.set(name, echo);
  return { socket: new RuntimeSocket(socket), response };
}
