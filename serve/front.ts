import type {
  CertificateVerdict,
  ShownCertificates,
} from "../csms/certificates/client_certificate.ts";
import { passedOn } from "../csms/certificates/passed_on.ts";
import { type Origin, proxies } from "../csms/proxies.ts";
import type { Config } from "../csms/config.ts";
import type { Caller } from "../ocpp/socket.ts";
import type { Handle } from "./peer.ts";

/** Who answers. */
export interface Answering {
  upgrade(request: Request, caller: Caller): Promise<Response>;
  /** `direct`: the address is that of the peer, and no proxy's word for it. */
  rest(request: Request, address: string, direct: boolean): Response | Promise<Response>;
}

/** What every request meets first: who it comes from is made out here, for stations and for REST alike. */
export function front({ config, judge, upgrade, rest }: Answering & {
  config: Config;
  judge: (shown: ShownCertificates) => Promise<CertificateVerdict>;
}): Handle {
  const originOf = proxies({
    trusted: config.TRUSTED_PROXIES,
    certificateHeader: config.CLIENT_CERT_HEADER,
  });

  return async function handle(request, peer) {
    const origin = originOf(peer.address, request.headers);
    const { address, scheme, certificate: header } = origin;
    const passed = header === undefined ? undefined : { chain: [passedOn(header)], proven: true };
    const shown = peer.shown ?? passed;
    const certificate = shown && await judge(shown);
    if (request.headers.get("upgrade")?.toLowerCase() === "websocket") {
      return await upgrade(request, { address, certificate, take: peer.take });
    }
    // The port of mutual TLS is for those who show a good certificate, whatever they want there.
    if (peer.shown && certificate && !certificate.ok) {
      return new Response(`${certificate.reason}\n`, { status: certificate.status });
    }
    return await rest(asSpoken(request, scheme), address, origin.direct);
  };
}

/** The request with the scheme that the client spoke to the proxy. */
function asSpoken(request: Request, scheme: Origin["scheme"]): Request {
  if (scheme === undefined || request.url.startsWith(`${scheme}:`)) return request;
  const url = new URL(request.url);
  url.protocol = scheme;
  // Without its signal: the runtime warns of whoever looks at it.
  const { method, headers, body } = request;
  return new Request(url, { method, headers, body });
}
