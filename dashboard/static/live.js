// Keeps a page live. A message for an element with data-pieces is made of elements that take the places of those
// with their ids; what is not shown here is left out. One for data-figures says that curves have grown. And where
// the server is lost, this says so until it is back.
document.body.addEventListener("htmx:sseBeforeMessage", (event) => {
  if (event.target.hasAttribute("data-figures")) {
    event.preventDefault();
    return document.body.dispatchEvent(new CustomEvent("kvolt:figures"));
  }
  if (!event.target.hasAttribute("data-pieces")) return;
  event.preventDefault();
  const template = document.createElement("template");
  template.innerHTML = event.detail.data;
  for (const piece of [...template.content.children]) {
    const old = document.getElementById(piece.id);
    if (!old || typedIn(old)) continue;
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    // Kept where it can be: a card that is new has a guessed height for one frame, and all below it jumps.
    const same = old.cloneNode().isEqualNode(piece.cloneNode());
    if (same) old.replaceChildren(...piece.childNodes);
    else old.replaceWith(piece);
    htmx.process(same ? old : piece);
    if (focused) document.getElementById(focused)?.focus();
  }
  changed();
});

// A list that shows some alone is fetched anew when any have changed, at most once a second.
let piecesDue = false;
function changed() {
  if (piecesDue) return;
  piecesDue = true;
  setTimeout(() => {
    piecesDue = false;
    document.body.dispatchEvent(new CustomEvent("kvolt:pieces"));
  }, 1_000);
}

// A part that is fetched anew waits while somebody is at work in it.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { target } = event.detail;
  const busy = typedIn(target) || target.querySelector("td details[open]");
  if (target.hasAttribute("data-fresh") && busy) event.detail.shouldSwap = false;
});

/** Whether somebody is at work in it: what is typed is not to be lost. */
function typedIn(element) {
  return [...element.querySelectorAll("input, select, textarea")].some((field) =>
    field === document.activeElement ||
    (/^(checkbox|radio)$/.test(field.type)
      ? field.checked !== field.defaultChecked
      : field.value !== (field.defaultValue ?? field.value))
  );
}

const banner = document.getElementById("lost");

document.body.addEventListener("htmx:sseError", () => {
  banner.hidden = false;
});
document.body.addEventListener("htmx:sseOpen", () => {
  if (banner.hidden) return;
  banner.hidden = true;
  // What happened in between is fetched by whoever shows it.
  document.body.dispatchEvent(new CustomEvent("kvolt:back", { bubbles: true }));
});
