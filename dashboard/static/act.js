// Sends a form to REST as JSON and says what came of it: "Sent" at once, then the outcome in words.
// data-api: METHOD and path, with {name} for a field that belongs into the path. data-ask: what it asks before.
// data-done: what it says when it is done. data-then: where it goes then; "." loads the page again.

/** Puts a value at a place named with dots, making the objects on the way. */
function put(target, name, value) {
  const parts = name.split(".");
  const last = parts.pop();
  let at = target;
  for (const part of parts) at = at[part] ??= {};
  at[last] = value;
}

function valueOf(field) {
  if (field.type === "checkbox") return field.checked;
  if (field.type === "radio" && !field.checked) return undefined;
  const text = field.value;
  if (text === "" && !field.hasAttribute("data-empty")) return undefined;
  if (field.dataset.as === "number" || field.type === "number") return Number(text);
  if (field.dataset.as === "list") {
    return text.split(",").map((part) => part.trim()).filter(Boolean);
  }
  if (field.dataset.as === "json") return JSON.parse(text);
  if (field.type === "datetime-local") return new Date(text).toISOString();
  return text;
}

function read(form, submitter) {
  const body = {};
  let path = form.dataset.api.split(" ")[1];
  const fields = [...form.elements].filter((field) =>
    field.name && !field.disabled && field.type !== "file" &&
    (field.tagName !== "BUTTON" || field === submitter)
  );
  for (const field of fields) {
    const value = valueOf(field);
    if (value === undefined) continue;
    const place = `{${field.name}}`;
    if (path.includes(place)) path = path.replaceAll(place, encodeURIComponent(value));
    else put(body, field.name, value);
  }
  return { method: form.dataset.api.split(" ")[0], path, body };
}

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
    const said = answer?.detail ?? answer?.title ?? `kvolt answered ${status}`;
    return {
      failed: true,
      text: status === 401 ? "You are no longer signed in. Sign in and try again." : said,
    };
  }
  if (answer?.accepted === false) {
    return { failed: true, text: `The station refused: ${answer.status ?? "it gave no reason"}` };
  }
  const status2 = typeof answer?.status === "string" && answer.status !== "Accepted"
    ? ` (${answer.status})`
    : "";
  return { failed: false, text: (form.dataset.done ?? "Done.") + status2 };
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
    asked = read(form, submitter);
  } catch (error) {
    return say(`Not sent: ${error.message}`, "failed");
  }
  const question = submitter?.dataset.ask ?? form.dataset.ask;
  if (question && !await ask(question)) return say("Not sent.");
  say("Sent …");
  form.setAttribute("aria-busy", "true");
  try {
    const file = form.querySelector("input[type=file]")?.files?.[0];
    const bodied = asked.method !== "GET" &&
      (asked.method !== "DELETE" || Object.keys(asked.body).length > 0);
    const response = await fetch(asked.path, {
      method: asked.method,
      headers: { "content-type": file ? "application/octet-stream" : "application/json" },
      ...(file ? { body: file } : bodied ? { body: JSON.stringify(asked.body) } : {}),
    });
    const answer = response.headers.get("content-type")?.includes("json")
      ? await response.json()
      : undefined;
    const { failed, text } = told(form, response.status, answer);
    say(text, failed ? "failed" : "done");
    if (failed) return;
    form.dispatchEvent(new CustomEvent("kvolt:done", { bubbles: true, detail: answer }));
    const then = form.dataset.then;
    if (then === ".") location.reload();
    else if (then) {
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
  send(form, event.submitter);
});
