// A drill: the way back is practised before it is needed. A release to half of the traffic, calls, and back again.

import * as api from "./api.js";
import { facts } from "./packages.js";

const SHARE = 0.5;
const ANSWERS = 20;
const CALL_MILLIS = 40;
const QUIET_MILLIS = 1000;
const READY_MILLIS = 120_000;

const PLAN = {
  name: "custom", advance: "no-evidence-against", on_inconclusive: "hold", alpha: 0.01, beta: 0.05, tolerate: 100, slo: null,
  quantiles: [0.5], alarms: [],
  steps: [{ verify: { restores: 1 } }, { shift: { to: SHARE, at_least: "1h", at_most: "2h", requests: 1000000 } }, { bake: { for: "1s" } }],
};

const pause = (millis) => new Promise((resolve) => {
  setTimeout(resolve, millis);
});

/** Calls the endpoint through its weights, as clients do, until it is stopped. */
function load(model, requests) {
  const answers = [];
  let number = 0;
  let failed = 0;
  const timer = setInterval(async () => {
    try {
      const answer = await fetch(`/v2/models/${encodeURIComponent(model)}/infer`, { method: "POST", body: JSON.stringify(requests[number++ % requests.length]) });
      answers.push({ version: answer.headers.get("Slipway-Version"), at: performance.now() });
      failed += answer.status >= 500 ? 1 : 0;
      await answer.arrayBuffer();
    } catch {
      failed += 1;
    }
  }, CALL_MILLIS);
  return {
    of: (version) => answers.filter((answer) => answer.version === version),
    failed: () => failed,
    stop: () => clearInterval(timer),
  };
}

export const drillSays = (status, digest) => [
  `Package ${digest} is published as a new version of ${status.model}, proven, and gets half of the traffic for a moment.`,
  `This page sends ${1000 / CALL_MILLIS} real calls a second meanwhile: its golden samples. They count as traffic.`,
  `As soon as the new version has answered ${ANSWERS} of them it is rolled back, and the time to its last answer is taken.`,
  "The record says that it was a drill. Keep the page open until it is over.",
];

/** Practises once. {@code tell} is told how far it is; answers what was measured, in words. */
export async function practise(status, digest, who, tell) {
  const { samples } = await facts(status.stable.digest);
  if (samples.requests.length === 0) {
    throw new Error(`the package of version ${status.stable.version} has no golden samples to call it with; slipway drill ${status.model} --traffic FILE can`);
  }
  const about = { ...who, reason: `a drill${who.reason ? `: ${who.reason}` : ""}` };
  const begun = await api.release({ ...about, model: status.model, digest, plan: PLAN });
  const candidate = begun.candidates[0].version;
  const calls = load(status.model, samples.requests);
  try {
    const end = performance.now() + READY_MILLIS;
    while (calls.of(candidate).length < ANSWERS) {
      tell(`Version ${candidate} has answered ${calls.of(candidate).length} of ${ANSWERS} calls.`);
      if (performance.now() > end) {
        throw new Error(`version ${candidate} did not come to answer in time; the release goes on, roll it back by hand`);
      }
      await pause(200);
    }
    const asked = performance.now();
    await api.act(status.model, "rollback", about);
    const answered = performance.now();
    await pause(QUIET_MILLIS);
    const late = calls.of(candidate).filter((answer) => answer.at > asked);
    const last = late.length ? `'s last answer came ${(late[late.length - 1].at - asked).toFixed(0)} ms after it was given, ${late.length} answers after it` : " gave no answer after it was given";
    return `Rolled back. The command took ${(answered - asked).toFixed(0)} ms; version ${candidate}${last}; ${calls.failed()} calls failed.`;
  } finally {
    calls.stop();
  }
}
