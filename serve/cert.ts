/** `deno task cert`: makes a CA, a certificate for kvolt and certificates for stations. */
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { algorithm, newRoot, type Root, signCertificate } from "../csms/certificates/sign.ts";
import { x509 } from "../csms/certificates/x509.ts";

const HELP =
  `deno task cert [--dir certs] [--host localhost,127.0.0.1] [--station CP-1,CP-2] [--days 365]

Makes, as PEM files in the folder:
  ca.pem, ca.key            a CA, where there is none yet
  server.pem, server.key    for TLS_CERT and TLS_KEY: good for the names and addresses of --host
  <station>.pem, .key       a client certificate for each station of --station, by CN

It prints them, and how kvolt and a simulated charger are started with them. Keys are not sealed: this is for development and for
small installations. Run it again to renew; what runs takes the new files by itself.
`;

/** What is to be made; days are those until it ends. */
interface Wanted {
  readonly dir: string;
  readonly hosts: readonly string[];
  readonly stations: readonly string[];
  readonly days: number;
  readonly now?: Date;
}

/** Makes the files and gives their paths. The CA that is there goes on; what else is there is replaced. */
export async function makeCertificates(
  { dir, hosts, stations, days, now = new Date() }: Wanted,
): Promise<string[]> {
  const lib = await x509();
  await mkdir(dir, { recursive: true });
  const made: string[] = [];

  async function write(name: string, cert: string, pkcs8: BufferSource): Promise<void> {
    const path = `${dir}/${name}`;
    await writeFile(`${path}.key`, lib.PemConverter.encode(pkcs8, "PRIVATE KEY"), { mode: 0o600 });
    await chmod(`${path}.key`, 0o600);
    await writeFile(`${path}.pem`, `${cert}\n`);
    made.push(`${path}.pem`, `${path}.key`);
  }

  async function root(): Promise<Root> {
    if (!existsSync(`${dir}/ca.pem`)) {
      const { certificate, key } = await newRoot(now);
      await write("ca", certificate, key);
    }
    const [pkcs8] = lib.PemConverter.decode(await readFile(`${dir}/ca.key`, "utf8"));
    const key = await crypto.subtle.importKey("pkcs8", pkcs8!, algorithm, false, ["sign"]);
    return { certificate: await readFile(`${dir}/ca.pem`, "utf8"), key };
  }

  const ca = await root();
  async function issue(name: string, file: string, hosts?: readonly string[]): Promise<void> {
    const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const publicKey = new lib.PublicKey(await crypto.subtle.exportKey("spki", keys.publicKey));
    const { pem } = await signCertificate(ca, { station: name, hosts, publicKey, now, days });
    await write(file, pem, await crypto.subtle.exportKey("pkcs8", keys.privateKey));
  }

  if (hosts.length > 0) await issue(hosts[0]!, "server", hosts);
  for (const station of stations) await issue(station, encodeURIComponent(station));
  return made;
}

/** What to type to use these files. */
function use({ dir, hosts, stations }: Wanted): string {
  const server = `TLS_CERT=${dir}/server.pem TLS_KEY=${dir}/server.key`;
  const clients = stations.length > 0 ? ` TLS_CLIENT_CA=${dir}/ca.pem` : "";
  const charger = `deno task sim --url wss://${hosts[0]}:8443/ocpp/ --id CP-1`;
  return [
    ["kvolt with them:", `${server}${clients} deno task start`],
    ["a simulated charger:", `DENO_CERT=${dir}/ca.pem ${charger}`],
    ["a real one:", `give it ${dir}/ca.pem as the root certificate of its central system`],
  ].map(([what, line]) => `${what!.padEnd(22)}${line}\n`).join("");
}

const listed = (text: string) => text.split(",").map((part) => part.trim()).filter(Boolean);

async function main(): Promise<string> {
  const { values: { help, dir, host, station, days } } = parseArgs({
    options: {
      help: { type: "boolean", default: false },
      dir: { type: "string", default: "certs" },
      host: { type: "string", default: "localhost,127.0.0.1" },
      station: { type: "string", default: "" },
      days: { type: "string", default: "365" },
    },
  });
  if (help) return HELP;
  if (!(Number(days) >= 1)) throw new Error(`--days is ${days}: a number from 1 on is needed`);
  const wanted = { dir, hosts: listed(host), stations: listed(station), days: Number(days) };
  const made = (await makeCertificates(wanted)).map((path) => `${path}\n`).join("");
  return wanted.hosts.length > 0 ? `${made}\n${use(wanted)}` : made;
}

if (import.meta.main) {
  const say = (stream: typeof Deno.stdout, text: string) =>
    stream.writeSync(new TextEncoder().encode(text));
  try {
    say(Deno.stdout, await main());
  } catch (error) {
    say(Deno.stderr, `no certificates: ${error instanceof Error ? error.message : error}\n`);
    Deno.exit(1);
  }
}
