// All endpoints of the stage, one line each.

import { h, keyed, mark, say } from "./dom.js";
import { onStore, recent, store } from "./store.js";
import { isRunning, percent, rate, share, state } from "./words.js";

/** From so many on, a field to filter them pays. */
const MANY = 8;

export function chip() {
  const element = h("span", { className: "chip" });
  return {
    element,
    update: (word) => {
      say(element, word.replace("-", " "));
      mark(element, "data-state", word);
    },
  };
}

/** Who has how much of the traffic, as a bar. */
export function split() {
  const stable = h("i", { className: "stable" });
  const candidate = h("i", { className: "candidate" });
  const element = h("span", { className: "split", "aria-hidden": "true" }, stable, candidate);
  return {
    element,
    update: (status) => {
      const ofCandidate = status.candidates.reduce((sum, version) => sum + share(status, version.version), 0);
      const served = Object.keys(status.weights).length > 0;
      stable.style.width = served ? `${(1 - ofCandidate) * 100}%` : "0";
      candidate.style.width = `${ofCandidate * 100}%`;
    },
  };
}

function line(first) {
  const name = h("b");
  const badge = chip();
  const bar = split();
  const figures = h("span", { className: "soft figures" });
  const link = h("a", { href: `#/${first.model}`, className: "endpoint" }, name, badge.element, bar.element, figures);
  return {
    element: h("li", {}, link),
    update: (status) => {
      say(name, status.model);
      badge.update(state(status));
      bar.update(status);
      const seen = [...new Set([...Object.keys(status.weights)])].map((version) => recent(status.model, version));
      const requests = seen.reduce((sum, each) => sum + (each.known ? each.rate : 0), 0);
      const failed = seen.reduce((sum, each) => sum + (each.requests && each.errors ? each.errors * each.requests : 0), 0);
      const all = seen.reduce((sum, each) => sum + each.requests, 0);
      say(figures, `${rate(requests)}/s${all && failed ? `, ${percent(failed / all)} errors` : ""}`);
      mark(link, "aria-current", status.model === store.selected ? "page" : undefined);
    },
  };
}

export function showOverview(nav) {
  const filter = h("input", { type: "search", id: "filter", placeholder: "name", autocomplete: "off", oninput: () => show() });
  const field = h("p", { className: "filter" }, h("label", { for: "filter", text: "Filter" }), filter);
  const title = h("h2", { text: "Endpoints" });
  const list = h("ul", { className: "endpoints" });
  const none = h("p", { className: "soft" });
  nav.append(title, field, list, none);
  const update = keyed(list, line);

  function rank(status) {
    return isRunning(status.release) ? 0 : 1;
  }

  function show() {
    const all = [...store.endpoints.values()];
    const wanted = all
      .filter((status) => status.model.includes(filter.value.trim().toLowerCase()))
      .sort((a, b) => rank(a) - rank(b) || (a.model < b.model ? -1 : 1));
    update(wanted, (status) => status.model);
    say(title, all.length > 1 ? `${all.length} endpoints` : "Endpoint");
    say(none, all.length > 0 && wanted.length === 0 ? "None has this in its name." : "");
    field.hidden = all.length < MANY;
    nav.hidden = all.length === 0;
    document.body.classList.toggle("single", all.length <= 1);
  }

  onStore(show);
}
