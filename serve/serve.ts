import { getLogger } from "@logtape/logtape";
import { clientCertificates } from "../csms/certificates/client_certificate.ts";
import type { Clock } from "../csms/clock.ts";
import type { Config } from "../csms/config.ts";
import type { Csms } from "../csms/mod.ts";
import { type Answering, front } from "./front.ts";
import { listen, type Listening } from "./listen.ts";
import { readTlsFiles, type TlsFiles, tlsPaths } from "./tls_files.ts";
import { watchFiles } from "./watch_files.ts";

const log = getLogger(["kvolt", "serve"]);

/** What is served, until it is stopped. */
export interface Serving extends Pick<Listening, "addresses" | "stop"> {
  /** Reads the files of TLS again; where they cannot be used, what was read before goes on. */
  reload(): Promise<void>;
}

/** Answers at every port that is set, with certificates as their files have them; rejects with BadConfig. */
export async function serve({ csms, config, clock, ...answering }: Answering & {
  csms: Pick<Csms, "certificates" | "handshakes">;
  config: Config;
  clock: Clock;
}): Promise<Serving> {
  let files: TlsFiles = await readTlsFiles(config);
  const trust = () => files.clients?.trust;
  const judge = clientCertificates({ trust, clock, revoked: csms.certificates.revoked });

  /** A handshake that ends before there is a request has no path. */
  function failed(address: string, why: string): void {
    const reason = `TLS: ${why}`;
    csms.handshakes.failed({ path: "", address, offered: "", reason }).catch((error) =>
      log.error("a failed handshake was not kept: {error}", { error })
    );
  }

  const handle = front({ config, judge, ...answering });
  const listening = await listen(config, files, { handle, clock, failed });

  async function reload(): Promise<void> {
    try {
      files = await readTlsFiles(config);
      listening.renew(files);
      log.info("the certificates have been read again");
    } catch (error) {
      log.error("the certificates stay as they were: {why}", { why: (error as Error).message });
    }
  }

  const watching = watchFiles({ paths: tlsPaths(config), clock, changed: reload });
  return {
    addresses: listening.addresses,
    reload,
    stop() {
      watching.stop();
      return listening.stop();
    },
  };
}
