// Says where the server is lost until it is back, and where it knows one no longer.
const banner = document.getElementById("lost");
const [gone, signedOut] = banner.children;
const streamed = document.querySelector("[sse-connect]") !== null;

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
let again;
/** Says how it stands; a page without a stream asks until it is well. */
async function tell(open = () => false) {
  if (asking) return;
  asking = true;
  clearTimeout(again);
  const line = await asked();
  asking = false;
  if (open()) return;
  signedOut.querySelector("a").href = `/sign-in?next=${
    encodeURIComponent(location.pathname + location.search)
  }`;
  if (line || streamed) say(line ?? gone);
  else back();
  if (line === gone && !streamed) again = setTimeout(tell, 5_000);
}

function back() {
  if (banner.hidden) return;
  banner.hidden = true;
  // What happened in between is fetched by whoever shows it.
  document.body.dispatchEvent(new CustomEvent("kvolt:back", { bubbles: true }));
}

document.body.addEventListener("htmx:sseOpen", back);
document.body.addEventListener("htmx:sseError", ({ detail: { source } }) => {
  // A stream that is refused is told of as one that is lost.
  const known = !banner.hidden && source?.readyState !== EventSource.CLOSED;
  if (!known) tell(() => source?.readyState === EventSource.OPEN);
});

// A page without a stream hears of it when it asks for something; one with a stream by that alone.
for (const type of ["htmx:sendError", "kvolt:unreached"]) {
  document.body.addEventListener(type, () => streamed || tell());
}
// The form to sign in is no part of any page; what is a part alone is refused to whoever is not signed in.
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { status, responseURL } = detail.xhr;
  if (status !== 401 && new URL(responseURL).pathname !== "/sign-in") return;
  detail.shouldSwap = false;
  tell();
});
