// One endpoint: everything that is known of it, updated in place.

import { actionButtons } from "./actions.js";
import { showLogs } from "./dialogs.js";
import { h, say } from "./dom.js";
import { figuresPanel, plotsPanel, versions } from "./figures.js";
import { historyPanel } from "./history.js";
import { chip } from "./overview.js";
import { packagesPanel } from "./packages.js";
import { releasePanel } from "./release.js";
import { isRemote, loadTraffic, store } from "./store.js";
import { tryPanel } from "./tryit.js";
import { state } from "./words.js";

export function endpointView(model) {
  const badge = chip();
  const title = h("h1", { text: model });
  const actions = actionButtons();
  const problem = h("p", { className: "notice", "data-state": "lost", role: "alert" });
  const note = h("p", { className: "soft small", id: "remote" });
  const release = releasePanel();
  const packages = packagesPanel();
  const figures = figuresPanel((version) => [
    h("button", { type: "button", className: "quiet", "aria-label": `Logs of version ${version.version}`, text: "Logs", onclick: () => showLogs(model, version.version) }),
    version.digest ? h("button", { type: "button", className: "quiet", "aria-label": `Package of version ${version.version}`, text: "Package", onclick: () => packages.open(version.version) }) : null,
  ]);
  const plots = plotsPanel();
  const record = historyPanel();
  const trial = tryPanel();
  const element = h("div", { className: "view" },
    h("div", { className: "head" }, h("a", { className: "back", href: "#/", text: "All endpoints" }), title, badge.element, h("span", { className: "space" }), actions.element),
    note,
    problem,
    h("div", { className: "grid" },
      h("div", {}, release.element, figures.element, plots.element, packages.element),
      h("div", {}, trial.element, record.element)));
  record.select(model);
  loadTraffic(model).catch(() => {});
  return {
    element,
    repaint: plots.repaint,
    hear: (event) => {
      record.hear(event);
      if (!event) {
        loadTraffic(model).catch(() => {});
      }
    },
    update: () => {
      const status = store.endpoints.get(model);
      if (!status) {
        say(title, `${model} is not on this stage`);
        return;
      }
      const shown = versions(status);
      say(title, model);
      badge.update(state(status));
      actions.update(status);
      note.hidden = !isRemote();
      say(note, isRemote() ? `Its record is read each 5 seconds, its figures by the minute, when CloudWatch has them: two to three minutes late. ${store.stage.cannot.drill ?? ""}` : "");
      say(problem, status.problem ?? "");
      problem.hidden = !status.problem;
      release.update(status);
      figures.update(status);
      plots.update(status);
      packages.update(shown);
      trial.update(status, shown);
    },
    destroy: plots.destroy,
  };
}
