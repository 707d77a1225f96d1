// Keeps a page live. A message for an element with data-pieces is made of elements that take the places of those
// with their ids; what is not shown here is left to whoever keeps a list. One for data-figures says that curves have
// grown, one for data-moved that something stands elsewhere by now.
document.body.addEventListener("htmx:sseBeforeMessage", (event) => {
  if (event.target.hasAttribute("data-figures")) {
    event.preventDefault();
    return document.body.dispatchEvent(new CustomEvent("kvolt:figures"));
  }
  if (event.target.hasAttribute("data-moved")) {
    event.preventDefault();
    return soon("kvolt:moved");
  }
  if (!event.target.hasAttribute("data-pieces")) return;
  event.preventDefault();
  const template = document.createElement("template");
  template.innerHTML = event.detail.data;
  const strangers = [];
  for (const piece of [...template.content.children]) {
    const old = document.getElementById(piece.id);
    if (old) place(piece, old);
    else strangers.push(piece);
  }
  document.body.dispatchEvent(new CustomEvent("kvolt:placed", { detail: strangers }));
  soon("kvolt:pieces");
});

/** The newest of each piece that somebody is at work in, with what it is to take the place of. */
const waiting = new Map();

function place(piece, old) {
  waiting.delete(piece.id);
  const busy = old.querySelectorAll("form[aria-busy]");
  if (typedIn(old) || [...busy].some((form) => !twinOf(form, old, piece))) {
    return waiting.set(piece.id, { piece, old });
  }
  // What a form has asked or answered stays with it.
  for (const form of old.querySelectorAll("form[data-api]")) {
    if (!form.hasAttribute("aria-busy") && !form.querySelector("output")?.textContent) continue;
    twinOf(form, old, piece)?.replaceWith(form);
  }
  for (const details of old.querySelectorAll("details[open]")) {
    const twin = twinOf(details, old, piece);
    if (twin) twin.open = true;
  }
  const focused = old.contains(document.activeElement) ? document.activeElement : undefined;
  const next = focused && (focused === old ? piece : twinOf(focused, old, piece));
  // A card that belongs elsewhere by now is brought there by who keeps the order.
  if (piece.dataset.place) old.dataset.place = piece.dataset.place;
  // Kept where it can be: a card that is new has a guessed height for one frame, and all below it jumps.
  const same = old.cloneNode().isEqualNode(piece.cloneNode());
  if (same) old.replaceChildren(...piece.childNodes);
  else old.replaceWith(piece);
  htmx.process(same ? old : piece);
  if (focused && document.activeElement !== focused) {
    (focused.isConnected ? focused : next)?.focus({ preventScroll: true });
  }
}

/** What is in a new piece what an element is in the old one: by its id, else by what it is called. */
function twinOf(element, old, piece) {
  if (element.id) return piece.querySelector(`#${CSS.escape(element.id)}`);
  const name = nameOf(element);
  const [was, are] = [old, piece].map((root) => [...root.querySelectorAll(element.localName)]);
  const [named, twins] = [was, are].map((all) => all.filter((each) => nameOf(each) === name));
  const twin = twins[named.indexOf(element)];
  // A line to open may have a number in it that grows.
  const byOrder = /^(details|summary)$/.test(element.localName) && was.length === are.length;
  return twin ?? (byOrder ? are[was.indexOf(element)] : undefined);
}

/** What an element is called; a form, and what is in it, by what it does and to what. */
function nameOf(element) {
  const form = element.closest("form");
  const fixed = [...form?.querySelectorAll("input[type=hidden]") ?? []].map(({ value }) => value);
  const words = element === form
    ? ""
    : (element.querySelector(":scope > summary") ?? element).textContent;
  return JSON.stringify([form?.dataset.api, fixed, words.trim()]);
}

/** The parts that had news while somebody was at work in them. */
const behind = new Set();

/** What waits takes its place, where that is free by now and still the one that it was meant for. */
function settle() {
  for (const part of [...behind]) {
    if (part.isConnected && atWork(part)) continue;
    behind.delete(part);
    if (part.isConnected) htmx.trigger(part, "kvolt:due");
  }
  for (const [id, { piece, old }] of [...waiting]) {
    if (document.getElementById(id) === old) place(piece, old);
    else waiting.delete(id);
  }
}
// Only once it is over is the field without the focus, and has it its first value again; what is folded does not bubble.
for (const type of ["focusout", "reset", "change", "toggle"]) {
  document.addEventListener(type, () => setTimeout(settle), true);
}
new MutationObserver(settle).observe(document.body, {
  subtree: true,
  attributeFilter: ["aria-busy"],
});

// A list that shows some alone is fetched anew when any have changed, at most once a second.
const coming = new Map();
function soon(what) {
  const { waits, last = -Infinity } = coming.get(what) ?? {};
  if (waits) return;
  coming.set(what, { waits: true });
  setTimeout(() => {
    coming.set(what, { waits: false, last: performance.now() });
    document.body.dispatchEvent(new CustomEvent(what));
  }, last + 1_000 - performance.now());
}

// A part that is fetched anew waits while somebody is at work in it, and is fetched as soon as that is over.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { target } = event.detail;
  if (!target.hasAttribute("data-fresh")) return;
  const part = target.parentElement;
  behind.delete(part);
  if (!atWork(part)) return;
  event.detail.shouldSwap = false;
  behind.add(part);
});

const atWork = (part) =>
  typedIn(part) || part.querySelector("td details[open], form[aria-busy]") !== null;

/** Whether somebody is at work in it: what is typed is not to be lost. */
function typedIn(element) {
  return [...element.querySelectorAll("input, select, textarea")].some((field) =>
    field === document.activeElement ||
    (/^(checkbox|radio)$/.test(field.type)
      ? field.checked !== field.defaultChecked
      : field.value !== (field.defaultValue ?? field.value))
  );
}
