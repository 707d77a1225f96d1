// Sends a form to REST as JSON and says what came of it: "Sent" at once, then the outcome in words.
// A form has data-api: METHOD and path, with {name} for a field that belongs into the path. data-ask: what it asks
// before. data-done: what it says when it is done. data-then: where it goes then, to say there what came of it; "." loads
// the page again, "clear" takes away what was typed. data-show: a field of the answer that is shown this once, to be
// copied, in the element that data-show-in names.
// The name of a field makes objects where it has dots, and lists where a part of it is a number. What is left empty is
// left out, but sent where the field has data-empty, as null where that says so. data-as: what is typed is a "number", a
// "list" with commas, "json", or the "body" itself, before what other fields add; of a tick with "value" the value is
// sent. data-scale: a number is sent that many times as large. data-in="query": the field goes into the address.
// data-add: a button for one more data-row; data-away: one that takes away the fieldset it stands in.

/** Puts a value at a place named with dots, making the objects and lists on the way. */
function put(target, name, value) {
  const parts = name.split(".");
  const last = parts.pop();
  let at = target;
  parts.forEach((part, n) => {
    at = at[part] ??= /^\d+$/.test(parts[n + 1] ?? last) ? [] : {};
  });
  at[last] = value;
}

function valueOf(field) {
  if (field.type === "checkbox" && field.dataset.as !== "value") return field.checked;
  if (/^(checkbox|radio)$/.test(field.type) && !field.checked) return undefined;
  const text = field.value;
  if (text === "" && field.dataset.empty === "null") return null;
  if (text === "" && field.dataset.empty === undefined) return undefined;
  if (field.dataset.as === "number" || field.type === "number") {
    const { scale } = field.dataset;
    // 16.1 times 1000 is 16100, whatever floating point makes of it.
    return scale ? Number((Number(text) * Number(scale)).toPrecision(12)) : Number(text);
  }
  if (field.dataset.as === "list") {
    return text.split(",").map((part) => part.trim()).filter(Boolean);
  }
  if (/^(json|body)$/.test(field.dataset.as)) return jsonIn(field);
  if (field.type === "datetime-local") return new Date(text).toISOString();
  return text;
}

/** The JSON in a field; what is wrong with it is said with the word that stands before the field. */
function jsonIn(field) {
  const named = field.labels?.[0]?.firstChild.textContent.trim() || field.name;
  try {
    const value = JSON.parse(field.value);
    const whole = field.dataset.as === "body";
    if (!whole || (value && typeof value === "object" && !Array.isArray(value))) return value;
  } catch (error) {
    throw new Error(`${named} is not JSON: ${error.message}`);
  }
  throw new Error(`${named} is to be an object, as {"id": 1}`);
}

function read(form) {
  const body = {};
  const query = new URLSearchParams();
  let path = form.dataset.api.split(" ")[1];
  const fields = [...form.elements].filter((field) =>
    field.name && !field.disabled && field.type !== "file"
  );
  for (const field of fields) {
    const value = valueOf(field);
    if (value === undefined) continue;
    const place = `{${field.name}}`;
    if (path.includes(place)) path = path.replaceAll(place, encodeURIComponent(value));
    else if (field.dataset.as === "body") Object.assign(body, value);
    else if (field.dataset.in === "query") query.append(field.name, value);
    else put(body, field.name, value);
  }
  if (query.size > 0) path += `${path.includes("?") ? "&" : "?"}${query}`;
  return { method: form.dataset.api.split(" ")[0], path, body };
}

/** Lists without the places that nothing was typed for. */
const dense = (_, value) => Array.isArray(value) ? value.filter(() => true) : value;

function ask(text) {
  const dialog = document.getElementById("ask");
  dialog.querySelector("p").textContent = text;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true })
  );
}

/** What an answer says in a line: that of a station by its status, that of kvolt by the form's own words. */
function told(form, status, answer) {
  if (status >= 400) {
    const said = plain(answer?.detail ?? answer?.title ?? `kvolt answered ${status}`);
    return {
      failed: true,
      text: answer?.type === "urn:kvolt:problem:unauthorized"
        ? "You are no longer signed in. Sign in and try again."
        : said,
    };
  }
  if (answer?.admitted === false) {
    return { failed: true, text: `It would be refused: ${answer.reason}.` };
  }
  const results = Array.isArray(answer?.items) ? answer.items : [answer ?? {}];
  const refused = results.filter((result) =>
    result.accepted === false || result.state === "refused" ||
    (result !== answer && typeof result.status === "string" && !taken.test(result.status))
  );
  const empty = results.find(({ status }) => none.test(status));
  if (empty && refused.every(({ status }) => none.test(status))) {
    return { failed: false, text: `The station has none of it. (${empty.status})` };
  }
  if (refused.length > 0) {
    const said = refused.map(({ key, status, why }) =>
      [key && `${key}:`, status ?? "it gave no reason", why && `(${why})`].filter(Boolean).join(" ")
    );
    return { failed: true, text: `The station refused: ${said.join("; ")}` };
  }
  if (answer?.status === "Kept") {
    return { failed: false, text: "Kept: the station gets them when it asks." };
  }
  const done = form.dataset.done ?? "Done.";
  // Only what a station answers has a status to be told; a tag and an account have one of their own.
  const words = results.filter((result) => result !== answer || "accepted" in result)
    .map(({ status }) => status)
    .filter((status) =>
      typeof status === "string" && !["Accepted", done.slice(0, -1)].includes(status)
    );
  const added = [...new Set(words)].map((word) =>
    word === "RebootRequired" ? " It holds once the station has started again." : ` (${word})`
  );
  // What a remote start still needs somebody for.
  const waits = answer?.waitsFor
    ? ` ${answer.waitsFor[0].toUpperCase()}${answer.waitsFor.slice(1)}.`
    : "";
  const boots = answer?.admitted && answer.registration !== "Accepted"
    ? ` Its boot would be answered with ${answer.registration}.`
    : "";
  return { failed: false, text: done + added.join("") + waits + boots };
}

/** What a check says of a value, as people say it, and without what is meant for programs. */
const plain = (text) =>
  text.replace(/; \?force=true sends [^;]*/, "")
    .replaceAll(/Invalid input: expected [\w ]+, received undefined/g, "it is missing")
    .replaceAll(/Too big: expected string to have <=(\d+) characters/g, "$1 characters at most")
    .replaceAll(/Too small: expected string to have >=(\d+) characters/g, "at least $1 characters")
    .replaceAll(/Too big: expected \w+ to be <=(\S+)/g, "it may be $1 at most")
    .replaceAll(/Too small: expected \w+ to be >=(\S+)/g, "it has to be at least $1")
    .replaceAll(/Too big: expected \w+ to be <(\S+)/g, "it has to be less than $1")
    .replaceAll(/Too small: expected \w+ to be >(\S+)/g, "it has to be more than $1")
    .replaceAll("Invalid input: expected", "it is to be")
    .replaceAll("Invalid option: expected", "it is to be");

/** What is a yes to one thing of several. */
const taken = /^(Accepted|RebootRequired)$/;

/** How stations say that there is nothing to drop or to tell: no refusal, and nothing was done. */
const none = /^(Unknown|NotFound|NoProfiles|NoTariff|NoFirmware|EmptyResultSet)$/;

/** Shows what is told this once only, with a button to copy it; away from its form it is gone to. */
function showOnce(form, output, answered) {
  const isText = typeof answered === "string";
  const secret = isText ? answered : JSON.stringify(answered, null, 2);
  const place = document.getElementById(form.dataset.showIn);
  if (place) place.textContent = output.textContent;
  if (place) output.textContent = "Done: it stands above.";
  const shown = place ?? output;
  const code = document.createElement("code");
  code.textContent = secret;
  if (!isText) code.className = "lines";
  const copy = document.createElement("button");
  copy.type = "button";
  copy.className = "secondary";
  copy.textContent = "Copy";
  copy.addEventListener("click", async () => {
    getSelection().selectAllChildren(code);
    // Without TLS a browser gives no clipboard: it is selected then.
    await navigator.clipboard?.writeText(secret).catch(() => {});
    copy.textContent = navigator.clipboard ? "Copied" : "Selected";
  });
  shown.append(" ", code, " ", copy);
  place?.focus();
}

/** What was sent is typed no longer: what comes anew may take the place of the form. */
function keep(form) {
  for (const field of form.querySelectorAll("input, textarea")) {
    if (/^(checkbox|radio)$/.test(field.type)) field.defaultChecked = field.checked;
    else if (field.type !== "file" && "defaultValue" in field) field.defaultValue = field.value;
  }
}

/** Takes away what was typed, so that what has come in the meantime may take the place of the form. */
function clear(form, submitter) {
  for (const field of form.querySelectorAll("input")) {
    if (field.type === "checkbox") field.checked = field.defaultChecked;
    else field.value = field.defaultValue;
  }
  if (form.contains(document.activeElement)) submitter?.focus();
}

async function send(form, submitter) {
  const output = form.querySelector("output");
  const say = (text, kind = "") => {
    if (!output) return;
    output.textContent = text;
    output.className = kind;
  };
  let asked;
  try {
    asked = read(form);
  } catch (error) {
    return say(`Not sent: ${error.message}`, "failed");
  }
  const question = form.dataset.ask;
  form.setAttribute("aria-busy", "true");
  try {
    if (question && !await ask(question)) return say("Not sent.");
    say("Sent …");
    const file = form.querySelector("input[type=file]")?.files?.[0];
    const bodied = asked.method !== "GET" &&
      (asked.method !== "DELETE" || Object.keys(asked.body).length > 0);
    const response = await fetch(asked.path, {
      method: asked.method,
      headers: { "content-type": file ? "application/octet-stream" : "application/json" },
      ...(file ? { body: file } : bodied ? { body: JSON.stringify(asked.body, dense) } : {}),
    });
    const answer = response.headers.get("content-type")?.includes("json")
      ? await response.json()
      : undefined;
    const { failed, text } = told(form, response.status, answer);
    say(text, failed ? "failed" : "done");
    if (failed) return;
    for (const field of form.querySelectorAll("input[type=password]")) field.value = "";
    const shown = answer?.[form.dataset.show];
    if (shown && shown.length !== 0) showOnce(form, output, shown);
    form.dispatchEvent(new CustomEvent("kvolt:done", { bubbles: true, detail: answer }));
    const then = form.dataset.then;
    if (then && then !== "clear") {
      form.dispatchEvent(new CustomEvent("kvolt:leaves", { bubbles: true, detail: text }));
    }
    if (then === ".") location.reload();
    else if (then === "clear") clear(form, submitter);
    else if (!then) keep(form);
    else {
      location.assign(
        then.replace(
          /\{(\w+)\}/g,
          (_, name) => encodeURIComponent(answer?.[name] ?? asked.body[name] ?? ""),
        ),
      );
    }
  } catch {
    say("kvolt cannot be reached. Nothing was lost here: try again when it is back.", "failed");
  } finally {
    form.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.api) return;
  event.preventDefault();
  // What is pressed twice is sent once.
  if (!form.hasAttribute("aria-busy")) send(form, event.submitter);
});

// One more row, empty, below the last one: what is typed in the others stays.
document.addEventListener("click", ({ target }) => {
  const form = target.closest?.("button[data-add]")?.form;
  if (!form) return;
  const last = [...form.querySelectorAll("[data-row]")].at(-1);
  const row = last.cloneNode(true);
  const next = (text) => text.replace(/\d+/, (number) => String(Number(number) + 1));
  const legend = row.querySelector("legend");
  if (legend) legend.textContent = next(legend.textContent);
  for (const field of row.querySelectorAll("[name]")) {
    field.name = next(field.name);
    if (field.type === "select-one") field.selectedIndex = 0;
    else field.value = "";
  }
  last.after(row);
  row.querySelector("[name]").focus();
});

// What is taken away is not sent; the focus goes to where the next one is, if there is any.
document.addEventListener("click", ({ target }) => {
  const gone = target.closest?.("button[data-away]")?.closest("fieldset");
  if (!gone) return;
  const next = gone.nextElementSibling ?? gone.parentElement;
  gone.remove();
  next.querySelector("input, summary")?.focus();
});
