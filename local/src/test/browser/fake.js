// Statuses, events and windows in the API's form, as many and as odd as a test needs.

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
export const START = Date.parse("2026-11-18T08:00:00.000Z");
export const at = (seconds) => new Date(START + seconds * 1000).toISOString();

export const about = (more = {}) => ({ name: "local", where: "this machine", command: "slipway up", release: "1.2.3", started_at: at(0), window_ms: 1000,
  cannot: {}, problem: null, ...more });

export function version(number, digest = DIGEST) {
  return { version: String(number), digest, code_sha256: "c0de" };
}

const STEPS = [
  { label: "verify", share: 0, kind: "verify", restores: 3 },
  { label: "shift 10%", share: 0.1, kind: "shift", at_least: "30s", at_most: "5m", requests: 20 },
  { label: "shift 50%", share: 0.5, kind: "shift", at_least: "30s", at_most: "5m", requests: 20 },
  { label: "bake", share: 1, kind: "bake", at_least: "15s" },
];

export function evidence(log = 0.4) {
  return { log_e: log, threshold: 4.605, strongest: "errors", gates: { errors: log, "latency q95": -0.2, catastrophe: -3 },
    stable: { requests: 900, errors: 0 }, candidate: { requests: 100, errors: 1 }, windows: 30, missing: null };
}

export function release(model, more = {}) {
  return { id: `${model}-2`, plan: "canary", step: "shift 10%", state: "running", reason: "12s of at least 30s measured", rule: "time",
    candidate: version(2), started_by: "ann", started_at: at(10), why: "", alpha: 0.01, slow_above: { 0.95: "2ms" }, evidence: evidence(),
    track: { steps: STEPS, index: 1, entered_at: at(20), applied_at: at(21), observed: "12s", candidate: { requests: 14, errors: 0 },
      stable: { requests: 120, errors: 0 }, proof: [] },
    ...more };
}

/** An endpoint with a release that runs, or without one. */
export function endpoint(model, running = false, more = {}) {
  return { model, stable: version(1), candidates: running ? [version(2)] : [], weights: running ? { 1: 0.9, 2: 0.1 } : { 1: 1 },
    release: running ? release(model) : release(model, { state: "promoted", step: "bake", reason: "nothing speaks against the candidate", candidate: version(1),
      track: { ...release(model).track, index: 3 } }),
    ...more };
}

export function measured(requests, errors = 0, latency = 1.5) {
  return { requests, errors, latency_ms: { p50: latency, p95: latency * 2, p99: latency * 3 } };
}

const TYPES = ["started", "shifted", "advanced", "promoted", "rolled_back"];

/** The event of a number: releases of five events each, one after the other. */
export function event(model, sequence, more = {}) {
  const type = TYPES[sequence % TYPES.length];
  const bodies = {
    started: { plan: { name: "canary", advance: "no-evidence-against", on_inconclusive: "hold", alpha: 0.01, beta: 0.05, tolerate: 1.25, slo: null,
      quantiles: [0.95], alarms: [], steps: [{ verify: { restores: 3 } }] }, stable: version(1), candidate: version(2), why: "", despite_alarms: [] },
    shifted: { weights: { 1: 0.9, 2: 0.1 } },
  };
  const decided = { reason: { rule: "errors", text: "the candidate fails more often", number: 5, threshold: 4.6 }, evidence: evidence() };
  return { schema_version: 1, sequence, time: at(sequence * 30), endpoint: model, release: `${model}-${Math.ceil(sequence / 5)}`, type,
    by: "controller", step: "shift 10%", state: "running", previous: null, ...(bodies[type] ?? decided), ...more };
}

export function pack(more = {}) {
  return { digest: DIGEST, tags: ["digits:stable"], model: "digits", format: "onnx", size: 1234, licence: "Apache-2.0",
    inputs: [{ name: "x", datatype: "FP32", shape: [-1, 3] }], outputs: [{ name: "label", datatype: "INT64", shape: [-1] }], features: [],
    samples: { count: 0, requests: [] }, plan: null, files: [{ path: "model.onnx", size: 1234, digest: DIGEST }], card: "# A card", ...more };
}

/** Answers a page of an endpoint's record that has so many events. */
export function recordOf(model, count, make = event) {
  return (url) => {
    const end = Math.min(count, Number(url.searchParams.get("before") ?? count + 1) - 1);
    const first = Math.max(1, end - Number(url.searchParams.get("limit") ?? count) + 1);
    const events = [];
    for (let sequence = first; sequence <= end; sequence += 1) {
      events.push(make(model, sequence));
    }
    return { events, before: first > 1 ? first : null };
  };
}
