// Numbers, times and steps as people read them.

export function percent(share) {
  if (!Number.isFinite(share)) {
    return "–";
  }
  const value = share * 100;
  const digits = value === 0 || value >= 10 || Number.isInteger(value) ? 0 : value >= 1 ? 1 : 2;
  return `${value.toFixed(digits)} %`;
}

export function rate(perSecond) {
  return !Number.isFinite(perSecond) ? "–" : perSecond >= 100 ? perSecond.toFixed(0) : perSecond.toFixed(1);
}

export function millis(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return "–";
  }
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : value >= 100 ? `${value.toFixed(0)} ms`
    : value >= 10 ? `${value.toFixed(1)} ms` : `${value.toFixed(2)} ms`;
}

export function bytes(size) {
  if (size < 1024) {
    return `${size} B`;
  }
  return size < 1024 * 1024 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}

export function count(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A reason as a sentence of its own. */
export function sentence(text) {
  return text ? `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}` : "";
}

export function brief(digest) {
  return String(digest).replace(/^sha256:/, "").slice(0, 12);
}

const UNITS = { ns: 1e-9, us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600, d: 86400 };

/** Seconds of "30s", "1h30m". */
export function seconds(text) {
  let sum = 0;
  for (const part of String(text ?? "").matchAll(/(\d+)(ns|us|ms|s|m|h|d)/g)) {
    sum += Number(part[1]) * UNITS[part[2]];
  }
  return sum;
}

export function duration(length) {
  const whole = Math.round(length);
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ""}`;
  }
  const minutes = Math.round(whole / 60);
  return minutes < 1440 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min`
    : `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`;
}

export function clock(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toLocaleTimeString("en-GB");
}

export function day(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleDateString("en-GB",
    { weekday: "short", day: "numeric", month: "short", year: "numeric" });
}

export function share(status, version) {
  return Number(status.weights?.[version] ?? 0);
}

/** The words for a release's state; a verdict that waits for the router is told by the weights. */
export function state(status) {
  return status.release ? status.release.state : Object.keys(status.weights).length > 0 ? "serving" : "no traffic";
}

export const isRunning = (release) => Boolean(release) && !["promoted", "rolled-back"].includes(release.state);

/** What a step needs, in a few words. */
export function needs(step) {
  switch (step.kind) {
    case "verify": return "answers its golden samples";
    case "ask": return step.of?.length ? `approval of ${step.of.join(" or ")}` : "somebody's approval";
    case "bake": return `all traffic for ${step.at_least}`;
    case "shift": {
      const wants = [seconds(step.at_least) > 0 ? `at least ${step.at_least}` : "",
        step.requests > 0 ? `${step.requests} requests` : ""].filter(Boolean);
      return wants.length ? wants.join(", ") : "nothing more";
    }
    default: return "";
  }
}

const GATES = { errors: "fails more often", catastrophe: "fails by far too much", slo: "over its error budget" };

/** A gate's key as a question that it answers. */
export function gate(key) {
  const quantile = /^latency q([\d.]+)$/.exec(key);
  return quantile ? `slower than stable's p${quantile[1]}` : GATES[key] ?? key;
}
