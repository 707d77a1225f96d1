// Says where the server is lost until it is back, and where it knows one no longer.
const banner = document.getElementById("lost");
const [gone, signedOut] = banner.children;

function say(line) {
  for (const each of banner.children) each.hidden = each !== line;
  banner.hidden = false;
}

/** Whether kvolt answers, and still shows this page. */
async function asked() {
  try {
    const options = { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(5_000) };
    const { type, status } = await fetch(location.href, options);
    return type === "opaqueredirect" || status === 401 || status === 403 ? signedOut : undefined;
  } catch {
    return gone;
  }
}

let asking = false;
document.body.addEventListener("htmx:sseError", async ({ detail: { source } }) => {
  // A stream that is refused is told of as one that is lost.
  const known = !banner.hidden && source?.readyState !== EventSource.CLOSED;
  if (known || asking) return;
  asking = true;
  const line = await asked() ?? gone;
  asking = false;
  if (source?.readyState === EventSource.OPEN) return;
  signedOut.querySelector("a").href = `/sign-in?next=${
    encodeURIComponent(location.pathname + location.search)
  }`;
  say(line);
});

function back() {
  if (banner.hidden) return;
  banner.hidden = true;
  // What happened in between is fetched by whoever shows it.
  document.body.dispatchEvent(new CustomEvent("kvolt:back", { bubbles: true }));
}
document.body.addEventListener("htmx:sseOpen", back);
