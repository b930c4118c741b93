// Versions side by side: their traffic, and what their clients meet.

import { Chart } from "./chart.js";
import { h, onChange, say } from "./dom.js";
import { split } from "./overview.js";
import { recent, store } from "./store.js";
import { brief, isRunning, millis, percent, rate, sentence, share } from "./words.js";

const ROLLING = 10;

/** The versions to look at: those that serve or are judged, and one that was just rolled back. */
export function versions(status) {
  const found = [];
  const add = (version, role) => {
    if (version && !found.some((each) => each.version === version.version)) {
      found.push({ ...version, role });
    }
  };
  add(status.stable, "stable");
  status.candidates.forEach((version) => add(version, "candidate"));
  if (status.release && !isRunning(status.release) && status.release.state === "rolled-back") {
    add(status.release.candidate, "rolled back");
  }
  Object.keys(status.weights).forEach((version) => add({ version, digest: "" }, "serving"));
  return found;
}

const ROWS = [
  ["Traffic", (status, version) => percent(share(status, version.version))],
  ["Requests a second", (_, __, seen) => (seen.known ? rate(seen.rate) : "–")],
  ["Errors", (_, __, seen) => percent(seen.errors)],
  ["Latency p50", (_, __, seen) => millis(seen.latency?.p50)],
  ["Latency p95", (_, __, seen) => millis(seen.latency?.p95)],
  ["Latency p99", (_, __, seen) => millis(seen.latency?.p99)],
];

function table(shown, buttons) {
  const cells = new Map();
  const head = h("tr", {}, h("td", {}), shown.map((version) => h("th", { scope: "col", "data-role": version.role },
    h("span", { className: "version" }, h("i", { className: `dot ${version.role.replace(" ", "-")}`, "aria-hidden": "true" }), `Version ${version.version}`),
    h("span", { className: "soft small", text: ` ${version.role}` }),
    h("code", { className: "soft small", title: version.digest, text: brief(version.digest) }),
    h("span", { className: "buttons" }, buttons(version)))));
  const rows = ROWS.map(([name]) => h("tr", {}, h("th", { scope: "row", text: name }), shown.map((version) => {
    const cell = h("td");
    cells.set(`${name} ${version.version}`, cell);
    return cell;
  })));
  return {
    element: h("table", { className: "figures-table" },
      h("caption", { className: "unseen", text: "Versions side by side, the last ten windows" }), h("thead", {}, head), h("tbody", {}, rows)),
    cells,
  };
}

export function figuresPanel(buttons) {
  const bar = split();
  const told = h("p", { className: "small split-text" });
  const missing = h("p", { className: "small soft" });
  const place = h("div", { className: "scroll", tabindex: "0", role: "region", "aria-label": "Versions side by side" });
  let cells = new Map();
  const rebuild = onChange((shown) => {
    const made = table(shown, buttons);
    cells = made.cells;
    place.replaceChildren(made.element);
  });
  const element = h("section", { className: "card", "aria-label": "Versions" },
    h("h2", { text: "Versions" }), h("div", { className: "big-split" }, bar.element), told, place, missing);
  return {
    element,
    update: (status) => {
      const shown = versions(status);
      bar.update(status);
      say(told, shown.map((version) => `${percent(share(status, version.version))} to version ${version.version}`).join(", ") || "No version yet.");
      rebuild(shown.map(({ version, role, digest }) => [version, role, digest]), shown);
      for (const version of shown) {
        const seen = recent(status.model, version.version);
        for (const [name, value] of ROWS) {
          say(cells.get(`${name} ${version.version}`), value(status, version, seen));
        }
      }
      const whys = shown.map((version) => recent(status.model, version.version).missing).filter(Boolean);
      say(missing, [...new Set(whys)].map(sentence).join(" "));
    },
  };
}

function rolling(windows, version) {
  const values = [];
  let requests = 0;
  let errors = 0;
  windows.forEach((window, index) => {
    const seen = window.versions[version];
    const gone = windows[index - ROLLING]?.versions[version];
    requests += (seen?.requests ?? 0) - (gone?.requests ?? 0);
    errors += (seen?.errors ?? 0) - (gone?.errors ?? 0);
    values.push(requests > 0 ? (errors / requests) * 100 : null);
  });
  return values;
}

export function plotsPanel() {
  const plots = [
    ["Requests a second", (value) => rate(value), (windows, version) => {
      const length = (store.stage?.window_ms ?? 1000) / 1000;
      return windows.map((window) => (window.versions[version] ? window.versions[version].requests / length : null));
    }],
    ["Errors, percent", (value) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} %`, rolling],
    ["Latency p95", (value) => millis(value), (windows, version) => windows.map((window) => window.versions[version]?.latency_ms?.p95 ?? null)],
  ].map(([title, form, values]) => {
    const place = h("div", { className: "plot", role: "img" });
    return { title, values, place, form, chart: new Chart(place, form), element: h("figure", {}, h("figcaption", { text: title }), place) };
  });
  const title = h("h2");
  const legend = h("p", { className: "legend small" });
  const legends = onChange((shown) => legend.replaceChildren(...shown.map((version) =>
    h("span", {}, h("i", { className: `dash ${version.role.replace(" ", "-")}`, "aria-hidden": "true" }), `version ${version.version}, ${version.role}`))));
  const element = h("section", { className: "card", "aria-label": "Plots" }, h("div", { className: "line" },
    title, legend), h("div", { className: "plots" }, plots.map((plot) => plot.element)));
  return {
    element,
    repaint: (theme) => plots.forEach((plot) => plot.chart.repaint(theme)),
    update: (status) => {
      const last = (store.stage?.window_ms ?? 1000) < 60_000 ? "minutes" : "hours";
      say(title, `Last ${last}`);
      const all = store.traffic.get(status.model) ?? [];
      const first = all.findIndex((window) => Object.values(window.versions).some((version) => version.requests !== undefined));
      const windows = all.slice(Math.max(0, first));
      const shown = versions(status);
      legends(shown.map((version) => [version.version, version.role]), shown);
      const times = windows.map((window) => window.start);
      for (const plot of plots) {
        plot.chart.draw(times, shown.map((version) =>
          ({ name: version.version, role: version.role.replace(" ", "-"), values: plot.values(windows, version.version) })));
        const now = shown.map((version) => {
          const seen = plot.values(windows, version.version).filter((value) => value !== null);
          return `version ${version.version} ${seen.length ? plot.form(seen[seen.length - 1]) : "nothing"}`;
        });
        plot.place.setAttribute("aria-label", `${plot.title} over the last ${last}; now ${now.join(", ")}`);
      }
    },
    destroy: () => plots.forEach((plot) => plot.chart.destroy()),
  };
}
