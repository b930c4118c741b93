// The stage's API, as /stage/api/openapi.json describes it.

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    cache: "no-store",
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  let read;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Refused(answer.status, `the stage answered ${answer.status} and no JSON`);
  }
  if (!answer.ok) {
    throw new Refused(answer.status, String(read.error ?? `the stage answered ${answer.status}`));
  }
  return read;
}

const part = encodeURIComponent;
const API = "/stage/api/";

export const stage = () => call("GET", `${API}stage`);
export const plans = () => call("GET", `${API}plans`);
export const packages = () => call("GET", `${API}packages`);
export const onePackage = (digest) => call("GET", `${API}packages/${part(digest)}`);
export const traffic = (model, windows) => call("GET", `${API}endpoints/${part(model)}/traffic?windows=${windows}`);
export const logs = (model, version) =>
  call("GET", `${API}endpoints/${part(model)}/versions/${part(version)}/logs?bytes=131072`);
export const release = (request) => call("POST", `${API}releases`, request);
export const act = (model, verb, request) => call("POST", `${API}endpoints/${part(model)}/${verb}`, request);

export function history(model, before, limit) {
  const from = before ? `&before=${before}` : "";
  return call("GET", `${API}endpoints/${part(model)}/history?only=decisions&limit=${limit}${from}`);
}

/** Asks one version, pinned: what it answers is no evidence. */
export async function ask(model, version, request) {
  const began = performance.now();
  const answer = await fetch(`${API}endpoints/${part(model)}/versions/${part(version)}/infer`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: request,
  });
  const text = await answer.text();
  const took = performance.now() - began;
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    body = { error: text.slice(0, 2000) };
  }
  return { ok: answer.ok, status: answer.status, body, took };
}
