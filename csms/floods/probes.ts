/** Files that servers must not give away; kvolt has none that begins with a dot but these. */
const hidden = /\/\.(?!well-known(?:\/|$))[^/]/;
/** Programs of other kinds of server. */
const foreign = /\.(?:php\d?|phtml|aspx?|ashx|jspx?|cgi|cfm)(?:\/|$)/;
/** What is looked for on every address of the internet. */
const known = new RegExp(
  `^/(?:${
    [
      ...[
        "wp(?:-[a-z]+)?",
        "wordpress",
        "xmlrpc",
        "phpmyadmin",
        "pma",
        "myadmin",
        "mysql",
        "adminer",
      ],
      ...["cgi-bin", "vendor", "actuator", "solr", "jenkins", "manager/html", "server-status"],
      ...["boaform", "hnap1", "gponform", "owa", "autodiscover", "_ignition", "telescope"],
      ...[
        "geoserver",
        "druid",
        "struts",
        "invoker",
        "etc/passwd",
        "id_rsa",
        "backup\\.(?:sql|zip)",
      ],
      ...["dump\\.sql", "config\\.json", "sftp(?:-config)?\\.json", "remote/login", "\\+cscoe\\+"],
    ].join("|")
  })(?:[/.]|$)`,
);
/** Below these kvolt serves names that others chose. */
const own = /^\/(?:api|files|uploads)\//;
const LONGEST = 512;

/** Whether nobody asks kvolt for that path but who tries every server for what it gives away. */
export function isProbe(path: string): boolean {
  const plain = path.slice(0, LONGEST).toLowerCase().replaceAll("%2e", ".").replaceAll("%2f", "/")
    .replace(/\/{2,}/g, "/");
  if (/(?:^|\/)\.\.(?:\/|$)/.test(plain)) return true;
  return !own.test(plain) && (hidden.test(plain) || foreign.test(plain) || known.test(plain));
}
