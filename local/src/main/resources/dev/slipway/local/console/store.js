// What the page knows. Bounded: the last windows of each endpoint, the last status of each, and nothing else grows.

import * as api from "./api.js";

const KEPT = 240;
const KEPT_UNSEEN = 60;
const RECENT = 10;

export const store = {
  stage: undefined,
  endpoints: new Map(),
  traffic: new Map(),
  connection: { state: "connecting", since: Date.now() },
  selected: undefined,
};

const listeners = new Set();
const eventListeners = new Set();
let planned = false;

/** Calls a listener after changes, at most once a frame. */
export function onStore(listener) {
  listeners.add(listener);
}

/** Calls a listener with each event of the record, and with undefined where some may have been missed. */
export function onEvent(listener) {
  eventListeners.add(listener);
}

export function changed() {
  if (!planned) {
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      listeners.forEach((listener) => listener(store));
    });
  }
}

export function tellEvent(event) {
  eventListeners.forEach((listener) => listener(event));
}

export function setAll(data) {
  store.stage = data.stage;
  store.endpoints = new Map(data.endpoints.map((status) => [status.model, status]));
  for (const model of store.traffic.keys()) {
    if (!store.endpoints.has(model)) {
      store.traffic.delete(model);
    }
  }
  changed();
}

/** The stage itself: that it cannot be seen, or can again. */
export function setStage(stage) {
  store.stage = stage;
  changed();
}

/** Whether the stage runs elsewhere, and is seen through its records. */
export const isRemote = () => store.stage !== undefined && store.stage.name !== "local";

/** What is typed for this stage: {@code command("history digits")}. */
export const command = (words) => `slipway ${words}${isRemote() ? ` --stage ${store.stage.name}` : ""}`;

/** What opens this stage's door. */
export const opener = () => store.stage?.command ?? "slipway up";

/** Why something cannot be done through this door, in words; undefined where it can. */
export const cannot = (what) => store.stage?.cannot?.[what];

export function setOne(status) {
  store.endpoints.set(status.model, status);
  changed();
}

function limit(model) {
  return model === store.selected ? KEPT : KEPT_UNSEEN;
}

function add(model, window) {
  const windows = store.traffic.get(model) ?? [];
  if (windows.length > 0 && windows[windows.length - 1].start >= window.start) {
    return;
  }
  windows.push(window);
  if (windows.length > limit(model)) {
    windows.splice(0, windows.length - limit(model));
  }
  store.traffic.set(model, windows);
}

/** A window of all endpoints; one that is not named had no call. */
export function addTraffic(data) {
  const start = Date.parse(data.start) / 1000;
  for (const model of store.endpoints.keys()) {
    const told = data.endpoints[model];
    if (told || store.traffic.has(model)) {
      add(model, { start, versions: told ?? {} });
    }
  }
  changed();
}

/** The windows before those that were sent, for the endpoint that is looked at. */
export async function loadTraffic(model) {
  const data = await api.traffic(model, KEPT);
  const loaded = data.windows.map((window) => ({ start: Date.parse(window.start) / 1000, versions: window.versions }));
  const last = loaded.length ? loaded[loaded.length - 1].start : 0;
  const newer = (store.traffic.get(model) ?? []).filter((window) => window.start > last);
  store.traffic.set(model, [...loaded, ...newer].slice(-KEPT));
  changed();
}

/** What a version's clients met in the last windows together. */
export function recent(model, version) {
  const windows = (store.traffic.get(model) ?? []).slice(-RECENT);
  const length = (store.stage?.window_ms ?? 1000) / 1000;
  let requests = 0;
  let errors = 0;
  let latency;
  for (const window of windows) {
    const seen = window.versions[version];
    requests += seen?.requests ?? 0;
    errors += seen?.errors ?? 0;
    latency = seen?.latency_ms ?? latency;
  }
  return {
    known: windows.length > 0 && !windows.every((window) => window.versions[version]?.no_data),
    missing: windows.at(-1)?.versions[version]?.no_data,
    rate: windows.length ? requests / (windows.length * length) : NaN,
    errors: requests ? errors / requests : NaN,
    requests,
    latency: requests ? latency : undefined,
  };
}
