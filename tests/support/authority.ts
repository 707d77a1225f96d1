/** A certification authority of a test's own, run by openssl. */
export interface Authority {
  /** Its certificate, as PEM and as a file. */
  readonly pem: string;
  readonly file: string;
  /** A certificate for a key of its own; for TLS clients where nothing else is said. */
  issue(subject: string, options?: IssueOptions): Promise<Issued>;
  revoke(certificate: Issued): Promise<void>;
  /** Writes what was revoked so far to a file, which it names. */
  list(form?: "PEM" | "DER"): Promise<string>;
}

/** A certificate and its key, as PEM and as files. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
  readonly certFile: string;
  readonly keyFile: string;
}

interface IssueOptions {
  /** Lines of an extensions section of openssl. */
  readonly extensions?: readonly string[];
  /** As `20200101000000Z`. */
  readonly from?: string;
  readonly until?: string;
}

/** What lets a certificate serve localhost. */
export const forServer = [
  "subjectAltName=DNS:localhost,IP:127.0.0.1",
  "extendedKeyUsage=serverAuth",
];
const forClient = ["extendedKeyUsage=clientAuth"];

const SECTIONS = `[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
default_crl_days = 30
crlnumber = crlnumber
unique_subject = no
policy = any
[any]
commonName = supplied
organizationName = optional
`;

async function openssl(cwd: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("openssl", { args, cwd, stderr: "piped" })
    .output();
  if (!success) throw new Error(`openssl ${args[0]}: ${new TextDecoder().decode(stderr)}`);
}

/** Makes an authority in a folder, which is the caller's to remove; its certificate is its own or one it is given. */
export async function authority(
  folder: string,
  name: string,
  given?: Pick<Issued, "cert" | "key">,
): Promise<Authority> {
  const cwd = `${folder}/${name}`;
  await Deno.mkdir(cwd);
  await Deno.writeTextFile(`${cwd}/ca.cnf`, SECTIONS);
  await Deno.writeTextFile(`${cwd}/index.txt`, "");
  await Deno.writeTextFile(`${cwd}/crlnumber`, "01\n");
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const self = ["-x509", "-subj", `/CN=${name}`, "-days", "3650"];
  if (given) {
    await Deno.writeTextFile(`${cwd}/ca.pem`, given.cert);
    await Deno.writeTextFile(`${cwd}/ca.key`, given.key);
  } else await openssl(cwd, "req", ...self, ...key, "-keyout", "ca.key", "-out", "ca.pem");
  const own = ["-config", "ca.cnf", "-cert", "ca.pem", "-keyfile", "ca.key"];
  let count = 0;

  return {
    file: `${cwd}/ca.pem`,
    pem: await Deno.readTextFile(`${cwd}/ca.pem`),
    async issue(
      subject,
      { extensions = forClient, from = "20200101000000Z", until = "20491231235959Z" } = {},
    ) {
      const id = `cert${++count}`;
      await Deno.writeTextFile(`${cwd}/${id}.ext`, extensions.join("\n"));
      const request = ["-new", "-subj", subject, "-keyout", `${id}.key`, "-out", `${id}.csr`];
      await openssl(cwd, "req", ...request, ...key);
      const times = ["-startdate", from, "-enddate", until, "-extfile", `${id}.ext`];
      const files = ["-in", `${id}.csr`, "-out", `${id}.pem`, "-notext", "-batch", "-preserveDN"];
      await openssl(cwd, "ca", ...own, ...times, ...files);
      const [certFile, keyFile] = [`${cwd}/${id}.pem`, `${cwd}/${id}.key`];
      const [cert, text] = [await Deno.readTextFile(certFile), await Deno.readTextFile(keyFile)];
      return { cert, key: text, certFile, keyFile };
    },
    revoke: ({ certFile }) => openssl(cwd, "ca", ...own, "-revoke", certFile),
    async list(form = "PEM") {
      await openssl(cwd, "ca", ...own, "-gencrl", "-out", "crl.pem");
      const file = `${cwd}/crl.${form.toLowerCase()}`;
      if (form === "DER") {
        await openssl(cwd, "crl", "-in", "crl.pem", "-outform", "DER", "-out", file);
      }
      return file;
    },
  };
}
