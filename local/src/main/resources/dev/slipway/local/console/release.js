// A release: its plan as a track, the reason in words, and the evidence against its thresholds.

import { h, mark, onChange, say } from "./dom.js";
import { chip } from "./overview.js";
import { clock, count, duration, gate, isRunning, needs, percent, seconds, sentence } from "./words.js";

const MARKS = { done: "✓", now: "●", next: "○", stopped: "✕", waiting: "‖" };

function stands(release, index) {
  const at = release.track.index;
  if (release.state === "promoted") {
    return "done";
  }
  if (index !== at) {
    return index < at ? "done" : "next";
  }
  return release.state === "rolled-back" ? "stopped" : release.state === "running" ? "now" : "waiting";
}

/** How far the present step is, as a share and in words. */
function progress(release) {
  const step = release.track.steps[release.track.index];
  const parts = [];
  const shares = [];
  const least = seconds(step.at_least);
  if (least > 0) {
    const seen = Math.min(seconds(release.track.observed), least);
    parts.push(`${seen < 60 ? Math.floor(seen) : duration(seen)} of ${step.at_least}`);
    shares.push(seen / least);
  }
  if (step.requests > 0) {
    parts.push(`${count(Math.min(release.track.candidate.requests, step.requests))} of ${step.requests} requests`);
    shares.push(Math.min(1, release.track.candidate.requests / step.requests));
  }
  return { share: shares.length ? Math.min(...shares) : 0, text: parts.join(", ") };
}

const TOLD = { done: "done", now: "now", next: "to come", stopped: "stopped here", waiting: "waits here" };

function step(release, each, index) {
  const where = stands(release, index);
  const now = where === "now" || where === "waiting";
  const { share, text } = progress(release);
  const bar = h("i", { className: "fill" });
  bar.style.width = `${where === "done" ? 100 : now ? share * 100 : 0}%`;
  return h("li", { "data-where": where, "aria-current": now ? "step" : undefined },
    h("span", { className: "rail", "aria-hidden": "true" }, bar),
    h("span", { className: "node", "aria-hidden": "true", text: MARKS[where] }),
    h("b", { text: each.label }),
    h("span", { className: "unseen", text: `, ${TOLD[where]}: ` }),
    h("span", { className: "soft small", text: now && text ? text : needs(each) }));
}

function next(release) {
  const { steps, index } = release.track;
  if (!isRunning(release)) {
    return "";
  }
  const after = steps[index + 1];
  if (!after) {
    return `Next: version ${release.candidate.version} is promoted, and becomes stable.`;
  }
  const share = Number(after.share) > Number(steps[index].share)
    ? `, version ${release.candidate.version} gets ${percent(Number(after.share))} of the traffic` : "";
  return `Next: ${after.label}${share}.`;
}

function meter(title, note) {
  const fill = h("i", { className: "fill" });
  const half = h("i", { className: "half" });
  const element = h("div", { className: "meter", role: "meter", "aria-label": title, "aria-valuemin": "0" }, fill, half);
  const text = h("p", { className: "small" });
  return {
    element: h("div", { className: "meter-line" },
      h("h3", { text: title }), element, h("p", { className: "scale soft small", "aria-hidden": "true" },
        h("span", { text: "nothing" }), h("span", { text: note.half }), h("span", { text: note.full })), text),
    update: (value, threshold, level, words) => {
      const share = Math.max(0, Math.min(1, value / threshold));
      fill.style.width = `${share * 100}%`;
      mark(element, "data-level", level);
      mark(element, "aria-valuemax", threshold.toFixed(2));
      mark(element, "aria-valuenow", Math.max(0, Math.min(value, threshold)).toFixed(2));
      mark(element, "aria-valuetext", words);
      say(text, words);
    },
  };
}

function against(evidence) {
  const { log_e: log, threshold } = evidence;
  const figures = `log E ${log.toFixed(2)}; at ${threshold.toFixed(2)} it is rolled back, from ${(threshold / 2).toFixed(2)} on it goes no further.`;
  if (log >= threshold) {
    return ["bad", `Enough speaks against the candidate: ${figures}`];
  }
  return log >= threshold / 2 ? ["warn", `A good deal speaks against the candidate: ${figures}`]
    : log > 0 ? ["good", `Little speaks against the candidate: ${figures}`]
      : ["good", `Nothing speaks against the candidate: ${figures}`];
}

function gates(evidence) {
  return h("table", { className: "gates" },
    h("caption", { className: "unseen", text: "What each test says" }),
    h("thead", {}, h("tr", {}, h("th", { scope: "col", text: "The candidate" }), h("th", { scope: "col", text: "log E" }))),
    h("tbody", {}, Object.entries(evidence.gates).map(([key, log]) => h("tr", {},
      h("th", { scope: "row" }, gate(key), key === evidence.strongest && log > 0 ? h("span", { className: "soft", text: " (strongest)" }) : null),
      h("td", { text: log.toFixed(2) })))));
}

export function releasePanel() {
  const badge = chip();
  const title = h("h2");
  const who = h("p", { className: "soft small" });
  const track = h("ol", { className: "track", "aria-label": "The plan's steps" });
  const reason = h("p", { className: "reason" });
  const upcoming = h("p", { className: "soft small next" });
  const shown = meter("Evidence against the candidate", { half: "goes no further", full: "rolls back" });
  const proof = meter("Proof that it is no worse", { half: "", full: "proven" });
  const details = h("details", { className: "small" }, h("summary", { text: "What each test says" }));
  const table = h("div");
  details.append(table);
  const seen = h("p", { className: "small soft" });
  const evidence = h("div", { className: "evidence" }, shown.element, proof.element, seen, details);
  const steps = onChange((release) => track.replaceChildren(...release.track.steps.map((each, index) => step(release, each, index))));
  const figures = onChange((found) => table.replaceChildren(gates(found)));
  const element = h("section", { className: "card release", "aria-label": "Release" },
    h("div", { className: "line" }, title, badge.element), who, track, reason, upcoming, evidence);
  return {
    element,
    update: (status) => {
      const release = status.release;
      element.hidden = !release;
      if (!release) {
        return;
      }
      say(title, `${isRunning(release) ? "Release" : "Last release"} ${release.id}: version ${release.candidate.version}`);
      badge.update(release.state);
      say(who, `Plan ${release.plan}, begun by ${release.started_by} at ${clock(release.started_at)}${release.why ? `: ${release.why}` : ""}`);
      steps([release.track, release.state], release);
      say(reason, sentence(release.reason));
      mark(reason, "data-state", release.state);
      say(upcoming, next(release));
      const watched = release.evidence.windows > 0;
      evidence.hidden = !watched;
      if (watched) {
        shown.update(release.evidence.log_e, release.evidence.threshold, ...against(release.evidence));
        const best = release.track.proof[0];
        proof.element.hidden = !best || !isRunning(release);
        if (best) {
          proof.update(best.number, best.threshold, best.number >= best.threshold ? "good" : "plain",
            `${best.text}: ${best.number.toFixed(2)} of ${best.threshold.toFixed(2)} needed.`);
        }
        const { stable, candidate, missing } = release.evidence;
        say(seen, `Looked at: candidate ${count(candidate.errors)} of ${count(candidate.requests)} calls failed, stable ${count(stable.errors)} of ${count(stable.requests)}.${missing ? ` Missing now: ${missing}` : ""}`);
        figures([release.evidence.gates, release.evidence.strongest], release.evidence);
      }
    },
  };
}
