/**
 * The baseline: the least that any OCPP server on Deno has to do. One bare Deno.serve that upgrades,
 * parses each frame as JSON and writes the payload that came back as a CALLRESULT of the same id.
 * It reads no schema, knows no station, stores nothing, and answers in the turn that the frame came in.
 */
import { reportUsage, say } from "./order.ts";

const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
  const { socket, response } = Deno.upgradeWebSocket(request);
  response.headers.set("sec-websocket-protocol", "ocpp1.6");
  socket.onmessage = ({ data }) => {
    const [, id, , payload] = JSON.parse(data);
    socket.send(JSON.stringify([3, id, payload]));
  };
  return response;
});
say({ port: server.addr.port });
await reportUsage();
