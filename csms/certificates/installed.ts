import { createHash } from "node:crypto";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { AskOptions, Commands } from "../commands.ts";
import type { Links } from "../links.ts";
import type { CertificateHash, CertificateUse, NamedCertificate } from "../model/certificate.ts";
import type { Outcome } from "../verbs.ts";

/** Everything that a certificate may serve. */
export const certificateUses = [
  "CSMSRootCertificate",
  "ManufacturerRootCertificate",
  "V2GRootCertificate",
  "MORootCertificate",
  "OEMRootCertificate",
  "V2GCertificateChain",
] as const satisfies readonly CertificateUse[];

/** A short name for what tells a certificate from all others. */
function certificateId(hash: CertificateHash): string {
  const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } = hash;
  const parts = [hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber];
  return createHash("sha256").update(parts.join("|").toLowerCase()).digest("hex").slice(0, 32);
}

/** The certificates that stations hold, as they last said (2.x part 2, M03 to M05). */
export function installedCertificates({ store, clock, links, commands }: {
  store: Store;
  clock: Clock;
  links: Links;
  commands: Commands;
}) {
  /** The station's list of one use, or of all; some versions tell of one at a time. */
  async function read(
    station: string,
    use: CertificateUse | undefined,
    options: AskOptions = {},
  ): Promise<readonly NamedCertificate[]> {
    const link = links.get(station);
    const whole = !link || link.doing("listCertificates", {}) !== undefined;
    const uses = use || whole
      ? [use]
      : certificateUses.filter((use) => link.doing("listCertificates", { use }));
    const found: NamedCertificate[] = [];
    for (const use of uses) {
      const args = use ? { use } : {};
      found.push(...(await commands.ask(station, "listCertificates", args, options)).certificates);
    }
    return found;
  }

  /** The list after a change; a station that does not tell it has changed it all the same. */
  async function refresh(station: string, use: CertificateUse, options: AskOptions): Promise<void> {
    await read(station, use, options).catch(() => {});
  }

  return {
    read,
    /** Has a root certificate installed, and the list read anew; `certificate` is PEM. */
    async install(
      station: string,
      { use, certificate }: { use: CertificateUse; certificate: string },
      options: AskOptions = {},
    ): Promise<Outcome> {
      const outcome = await commands.ask(
        station,
        "installCertificate",
        { use, certificate },
        options,
      );
      if (outcome.accepted) await refresh(station, use, options);
      return outcome;
    },
    /** Has a certificate dropped that it said it has; undefined where it said no such thing. */
    async drop(
      station: string,
      id: string,
      options: AskOptions = {},
    ): Promise<Outcome | undefined> {
      for await (const { value } of store.certificates.each([station])) {
        const hash = [value.hash, ...value.children].find((hash) => certificateId(hash) === id);
        if (hash) return await commands.ask(station, "deleteCertificate", { hash }, options);
      }
      return undefined;
    },
    /** Keeps a station's list of one use or of several, all of them where none is named. */
    async listed(
      change: Change,
      station: string,
      uses: readonly string[] | undefined,
      certificates: readonly NamedCertificate[],
    ): Promise<void> {
      const now = clock.now().toISOString();
      const listed = new Set<string>();
      for (const { use, hash, children } of certificates) {
        const id = certificateId(hash);
        listed.add(`${use} ${id}`);
        const record = { station, id, use, hash, children, at: now };
        store.certificates.put(change, [station, use, id], record);
      }
      for await (const entry of store.certificates.each([station])) {
        const { use, id } = entry.value;
        const asked = !uses || uses.includes(use);
        if (asked && !listed.has(`${use} ${id}`)) store.certificates.removeEntry(change, entry);
      }
      change.record("certificates.listed", { count: certificates.length }, station);
    },
    /** Keeps that a station has a certificate no longer. */
    async dropped(change: Change, station: string, hash: CertificateHash): Promise<void> {
      const gone = certificateId(hash);
      for await (const entry of store.certificates.each([station])) {
        const { id, children } = entry.value;
        if (id === gone) store.certificates.removeEntry(change, entry);
        else if (children.some((child) => certificateId(child) === gone)) {
          const rest = children.filter((child) => certificateId(child) !== gone);
          store.certificates.replace(change, entry, { ...entry.value, children: rest });
        }
      }
      change.record("certificate.dropped", { certificate: gone }, station);
    },
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.certificates.page([station], { ...options, reverse: false }),
  };
}
