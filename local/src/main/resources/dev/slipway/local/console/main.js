// The console. The page's address names the endpoint that is looked at: #/digits.

import { announce, h, mark, say } from "./dom.js";
import { endpointView } from "./endpoint.js";
import { open } from "./feed.js";
import { showOverview } from "./overview.js";
import { changed, isRemote, onEvent, onStore, opener, store } from "./store.js";
import { duration, state } from "./words.js";

const SHORT_MILLIS = 1500;
const THEMES = ["auto", "light", "dark"];
const main = document.getElementById("main");
const pill = document.getElementById("connection");
const banner = document.getElementById("banner");
let view;
let shown;

const WORDS = { live: "live", connecting: "connecting", lost: "reconnecting", token: "token needed", resting: "resting" };

function named() {
  const name = decodeURIComponent(location.hash.replace(/^#\/?/, ""));
  return name || (store.endpoints.size === 1 ? store.endpoints.keys().next().value : undefined);
}

function empty() {
  return h("div", { className: "empty" }, h("h1", { text: store.endpoints.size ? "Choose an endpoint" : "No endpoint yet" }),
    h("p", { className: "soft", text: store.endpoints.size ? "Each has its release, its figures and its record."
      : isRemote() ? "A model that is deployed makes one; it appears here by itself, within a minute:" : "A release makes one; it appears here by itself:" }),
    store.endpoints.size ? null : h("pre", { tabindex: "0", text: isRemote() ? "cd infra && npx cdk deploy --all" : "./slipway release MODEL --package FOLDER" }));
}

function choose() {
  const name = named();
  if (name === shown && (view || name === undefined) && main.dataset.ready) {
    return;
  }
  view?.destroy();
  shown = name;
  store.selected = name;
  view = name === undefined ? undefined : endpointView(name);
  main.dataset.ready = "yes";
  main.replaceChildren(view ? view.element : empty());
  document.body.classList.toggle("chosen", Boolean(name));
  if (view) {
    view.repaint(theme());
  }
}

function lost(word) {
  const { since, why } = store.connection;
  if (word === "token") {
    const field = h("input", { id: "token", required: true, autocomplete: "off", size: "40" });
    return h("form", { className: "notice", "data-state": "token", onsubmit: (event) => {
      event.preventDefault();
      const token = /token=([0-9a-f]+)/.exec(field.value)?.[1] ?? field.value.trim();
      location.assign(`/stage/console?token=${encodeURIComponent(token)}`);
    } },
    h("p", {}, h("b", { text: `The ${isRemote() ? "console" : "stage"} was started again, and has a new token.` }),
      ` Open the link that ${opener()} printed there. Or paste it here:`),
    h("p", { className: "fields" }, h("label", { for: "token", text: "Link or token" }), field, h("button", { type: "submit", className: "main", text: "Open" })));
  }
  if (word === "unseen") {
    return h("p", { className: "notice", "data-state": "lost" }, h("b", { text: `The stage ${store.stage.name} cannot be seen.` }),
      ` ${store.stage.problem}. The page tries again by itself; what you see is how it was.`);
  }
  const text = h("p", { className: "notice", "data-state": "lost" }, h("b", { text: `${why[0].toUpperCase()}${why.slice(1)}.` }),
    ` The page tries again by itself. Where it was stopped, start it: ./${opener()}. What you see is from `,
    h("time", { text: `${new Date(since).toLocaleTimeString("en-GB")}.` }));
  return text;
}

let bannerOf = " ";

function showConnection() {
  const { state: word } = store.connection;
  say(pill, WORDS[word]);
  mark(pill, "data-state", word);
  const stage = store.stage;
  say(document.getElementById("stage"), !stage ? ""
    : isRemote() ? `${stage.name} stage on ${stage.where}, Slipway ${stage.release}`
      : `${stage.name} stage, Slipway ${stage.release}, up ${duration((Date.now() - Date.parse(stage.started_at)) / 1000)}`);
  // A short break mends itself before anybody has read about it.
  const broken = word === "lost" && Date.now() - store.connection.since > SHORT_MILLIS;
  const wanted = word === "token" || broken ? word : stage?.problem ? "unseen" : "";
  const told = `${wanted} ${wanted === "unseen" ? stage.problem : ""}`;
  if (told !== bannerOf) {
    bannerOf = told;
    banner.replaceChildren(...(wanted ? [lost(wanted)] : []));
    if (wanted === "token") {
      announce("The stage was started again and has a new token.");
    }
  }
}

function showTitle() {
  const status = store.endpoints.get(store.selected);
  const release = status?.release;
  document.title = status ? `${status.model}: ${release?.state === "running" ? release.step : state(status)} · Slipway` : "Slipway";
}

function show() {
  if (store.stage) {
    choose();
    view?.update();
  }
  showConnection();
  showTitle();
}

function theme() {
  return document.documentElement.dataset.theme ?? "auto";
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  say(document.getElementById("theme"), `Theme: ${name}`);
  try {
    localStorage.setItem("slipway.theme", name);
  } catch {
    // a page without storage begins with auto again
  }
  view?.repaint(`${name} ${matchMedia("(prefers-color-scheme: dark)").matches}`);
  changed();
}

function savedTheme() {
  try {
    return localStorage.getItem("slipway.theme") ?? "auto";
  } catch {
    return "auto";
  }
}

document.getElementById("theme").addEventListener("click", () => setTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTheme(theme()));
window.addEventListener("hashchange", () => {
  changed();
  main.focus({ preventScroll: true });
});
showOverview(document.getElementById("overview"));
onStore(show);
onEvent((event) => view?.hear(event));
setTheme(savedTheme());
setInterval(changed, 1000);
open();
