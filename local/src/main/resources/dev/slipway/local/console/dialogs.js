// What is said over the page: a question before an action, a version's logs.

import * as api from "./api.js";
import { h, say } from "./dom.js";
import { cannot, opener } from "./store.js";
import { bytes } from "./words.js";

const NAME = "slipway.by";
const REFRESH_MILLIS = 2000;

function open(title, ...content) {
  const id = `title-${Math.random().toString(36).slice(2)}`;
  const dialog = h("dialog", { "aria-labelledby": id },
    h("div", { className: "line" }, h("h2", { id, text: title }),
      h("button", { type: "button", className: "quiet", "aria-label": "Close", text: "✕", onclick: () => dialog.close() })),
    ...content);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function known() {
  try {
    return localStorage.getItem(NAME) ?? "console";
  } catch {
    return "console";
  }
}

/**
 * Asks before an action is done.
 *
 * @param action {title, says: [sentence], verb, danger, fields: [element], by, run: ({by, reason}, tell) => Promise}; where the
 *     promise ends in words, they are shown, and the dialog stays until it is closed
 */
export function confirm(action) {
  const by = h("input", { id: "by", required: true, maxlength: "100", autocomplete: "off", value: action.by ?? known() });
  const reason = h("input", { id: "reason", maxlength: "300", autocomplete: "off", autofocus: true });
  const trouble = h("p", { className: "trouble", role: "alert" });
  const told = h("p", { role: "status" });
  let done = false;
  const send = h("button", { type: "submit", className: action.danger ? "danger" : "main", text: action.verb });
  const says = h("ul", { className: "says" });
  const tell = (sentences) => says.replaceChildren(...sentences.map((sentence) => h("li", { text: sentence })));
  tell(action.says);
  const form = h("form", { method: "dialog", onsubmit: async (event) => {
    event.preventDefault();
    send.disabled = true;
    say(trouble, "");
    try {
      const result = await action.run({ by: by.value, reason: reason.value }, (text) => say(told, text));
      try {
        localStorage.setItem(NAME, by.value);
      } catch {
        // a page without storage asks again
      }
      if (result === undefined) {
        dialog.close();
      } else {
        say(told, result);
        done = true;
      }
    } catch (refusal) {
      say(trouble, refusal instanceof api.Refused && refusal.status === 401
        ? `Refused: the stage does not know this page's token any more. Open the link that ${opener()} printed.` : `Refused: ${refusal.message}`);
    } finally {
      send.disabled = done;
    }
  } },
  ...(action.fields?.(tell) ?? []),
  h("h3", { text: "What will happen" }), says,
  h("div", { className: "fields" },
    h("p", {}, h("label", { for: "by", text: "Your name, for the record" }), by),
    h("p", {}, h("label", { for: "reason", text: "Why (kept in the record)" }), reason)),
  trouble, told,
  h("p", { className: "buttons" }, send, h("button", { type: "button", text: "Leave it", onclick: () => dialog.close() })));
  const dialog = open(action.title, form);
  return dialog;
}

/** A version's logs, read again while they are open. */
export function showLogs(model, version) {
  if (cannot("logs")) {
    open(`Logs of ${model}, version ${version}`, h("p", { text: cannot("logs") }));
    return;
  }
  const choice = h("select", { id: "environment" });
  const filter = h("input", { id: "log-filter", type: "search", autocomplete: "off", placeholder: "text" });
  const facts = h("span", { className: "soft small" });
  const text = h("pre", { className: "log", tabindex: "0", "aria-label": `Log of version ${version}` });
  const dialog = open(`Logs of ${model}, version ${version}`,
    h("p", { className: "fields" }, h("label", { for: "environment", text: "Environment" }), choice,
      h("label", { for: "log-filter", text: "Lines with" }), filter, facts), text);
  dialog.classList.add("wide");
  let logs = [];

  function show() {
    const log = logs.find((each) => each.environment === choice.value) ?? logs[0];
    const atEnd = text.scrollHeight - text.scrollTop - text.clientHeight < 40;
    const lines = (log?.text ?? "").split("\n").filter((line) => line.includes(filter.value));
    say(text, log ? lines.join("\n") : "No environment of this version has written anything.");
    say(facts, log ? `${bytes(log.size)} in all` : "");
    if (atEnd) {
      text.scrollTop = text.scrollHeight;
    }
  }

  async function read() {
    try {
      const answer = await api.logs(model, version);
      logs = answer.logs;
      const names = logs.map((log) => log.environment);
      if (JSON.stringify(names) !== JSON.stringify([...choice.options].map((option) => option.value))) {
        const chosen = choice.value;
        choice.replaceChildren(...names.map((name) => h("option", { value: name, text: name })));
        choice.value = names.includes(chosen) ? chosen : names[0];
      }
      show();
    } catch (refusal) {
      say(facts, refusal.message);
    }
  }

  choice.addEventListener("change", show);
  filter.addEventListener("input", show);
  const timer = setInterval(read, REFRESH_MILLIS);
  dialog.addEventListener("close", () => clearInterval(timer));
  read();
}
