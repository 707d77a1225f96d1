/** What openssl says to a command line; `ok` is whether it was content. */
interface Said {
  readonly ok: boolean;
  /** What it wrote to either stream. */
  readonly text: string;
}

/** Runs openssl on files of its own, each named in `args` by its name here. */
export async function openssl(
  args: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<Said> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await Deno.writeFile(`${folder}/${name}`, bytes);
    }
    const command = new Deno.Command("openssl", { args: [...args], cwd: folder });
    const { success, stdout, stderr } = await command.output();
    const text = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
    return { ok: success, text };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const P256 = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];

/** A signing request that openssl makes for a subject such as `/CN=CP-1`, and its key, both in PEM. */
export async function csrAndKey(
  subject: string,
  kind: readonly string[] = P256,
): Promise<{ csr: string; key: string }> {
  const made = ["req", "-new", "-nodes", "-batch", ...kind, "-subj", subject];
  const { text } = await openssl([...made, "-keyout", "/dev/stdout"]);
  const [csr] = /-----BEGIN CERTIFICATE REQUEST-[^]+-END CERTIFICATE REQUEST-----\n/.exec(text) ??
    [];
  const [key] = /-----BEGIN PRIVATE KEY-[^]+-END PRIVATE KEY-----\n/.exec(text) ?? [];
  if (!csr || !key) throw new Error(`openssl made no request: ${text}`);
  return { csr, key };
}

/** The signing request alone. */
export async function csrOf(subject: string, kind?: readonly string[]): Promise<string> {
  return (await csrAndKey(subject, kind)).csr;
}

/** Whether openssl takes a certificate for that of a TLS client, signed by this root. */
export function verified(root: string, certificate: string): Promise<Said> {
  const args = [
    "verify",
    "-purpose",
    "sslclient",
    "-x509_strict",
    "-CAfile",
    "root.pem",
    "one.pem",
  ];
  return openssl(args, { "root.pem": root, "one.pem": certificate });
}
