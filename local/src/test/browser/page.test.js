// The page before what a stage may tell: nothing, very much, for a long time, with a break, and with bad intent.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, beforeEach, test } from "node:test";
import { accessible, launch, memory, open, picture } from "./browser.js";
import { fits } from "./described.js";
import { about, at, endpoint, event, measured, pack, recordOf, release, version } from "./fake.js";
import { Proxy } from "./proxy.js";
import { Stage, until } from "./stage.js";

const require = createRequire(import.meta.url);
const stage = new Stage();
let browser;
let proxy;

before(async () => {
  [browser] = await Promise.all([launch(), stage.start()]);
});

after(async () => {
  await browser?.close();
  await stage.close();
});

beforeEach(async (context) => {
  proxy = await new Proxy(stage).start();
  context.after(() => proxy.close());
});

/** A stage with these endpoints, each with its record and windows. */
function serve(endpoints, record = () => recordOf("nobody", 0)) {
  for (const each of endpoints) {
    const path = `/stage/api/endpoints/${encodeURIComponent(each.model)}`;
    proxy.answers[`GET ${path}/history`] = record(each.model);
    proxy.answers[`GET ${path}/traffic`] = { window_ms: 1000, windows: [{ start: at(0), versions: { 1: measured(40), 2: measured(4) } }] };
  }
  proxy.answers[`GET /stage/api/packages/${encodeURIComponent(pack().digest)}`] = pack();
  proxy.answers["GET /stage/api/stage"] = about();
  proxy.joined = (stream) => proxy.tell("status", { stage: about(), endpoints }, [stream]);
}

async function sees(locator, text) {
  await locator.filter({ hasText: text }).first().waitFor();
}

test("what is drawn with is byte for byte npm's package of that version", async () => {
  for (const [file, theirs] of [["uplot.js", "uPlot.iife.min.js"], ["uplot.css", "uPlot.min.css"]]) {
    const served = await fetch(`${stage.url}/stage/console/${file}`, { headers: { Authorization: `Bearer ${stage.token}` } });
    const sum = (bytes) => createHash("sha256").update(bytes).digest("hex");
    assert.equal(sum(Buffer.from(await served.arrayBuffer())), sum(readFileSync(require.resolve(`uplot/dist/${theirs}`))), file);
  }
});

test("an empty stage says how to begin", async () => {
  serve([]);
  const page = await open(browser, `${proxy.url}/stage/console`);
  await sees(page.locator("main"), "No endpoint yet");
  await accessible(page, "empty");
  await picture(page, "empty");
  serve([endpoint("digits")]);
  proxy.tell("endpoint", endpoint("digits"));
  await sees(page.getByRole("heading", { level: 1 }), "digits");
  assert.deepEqual(page.troubles, []);
});

test("a hundred endpoints are found, chosen and kept apart", async () => {
  const names = Array.from({ length: 100 }, (_, index) => `model-${String(index).padStart(3, "0")}`);
  serve(names.map((name, index) => endpoint(name, index % 25 === 3)));
  const page = await open(browser, `${proxy.url}/stage/console`);
  await sees(page.locator("#overview h2"), "100 endpoints");
  const links = page.locator(".endpoint:visible");
  assert.equal(await links.count(), 100);
  assert.match(await links.first().textContent(), /model-003/, "those with a release come first");
  proxy.tell("traffic", { start: at(60), endpoints: { "model-077": { 1: measured(55) } } });
  await sees(page.locator(".endpoint").filter({ hasText: "model-077" }).locator(".figures"), "55.0/s");
  await page.getByLabel("Filter").fill("077");
  await until("one is left", async () => (await links.count()) === 1);
  await page.getByLabel("Filter").fill("");
  await page.getByRole("link", { name: /model-028/ }).click();
  await sees(page.getByRole("heading", { level: 1 }), "model-028");
  await sees(page.locator(".track [aria-current=step] b"), "shift 10%");
  proxy.tell("endpoint", endpoint("model-003", true, { weights: { 1: 0.5, 2: 0.5 } }));
  await sees(page.locator(".split-text"), "90 % to version 1");
  await accessible(page, "a hundred endpoints");
  await picture(page, "hundred");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${proxy.url}/stage/console#/`);
  await page.reload();
  await sees(page.locator("#overview h2"), "100 endpoints");
  await accessible(page, "a hundred on a phone");
  await picture(page, "hundred-phone");
  assert.deepEqual(page.troubles, []);
});

test("an endpoint whose record is damaged says so, and hides none of the others", async () => {
  const damaged = { ...endpoint("digits"), stable: null, release: null, problem: "the record of digits is broken at event 7" };
  serve([damaged, endpoint("wine", true)]);
  proxy.answers["GET /stage/api/endpoints/digits/history"] = { error: "the record of digits is broken at event 7" };
  const page = await open(browser, `${proxy.url}/stage/console#/digits`);
  await sees(page.locator("main [role=alert]"), "broken at event 7");
  await page.getByRole("link", { name: /wine/ }).click();
  await sees(page.locator(".track [aria-current=step] b"), "shift 10%");
  assert.equal(await page.locator("main [role=alert]:visible").count(), 0);
  assert.deepEqual(page.troubles, []);
});

test("a week of history is read in pages, and the page does not grow without end", async () => {
  const week = 20_160; // an event each thirty seconds
  serve([endpoint("digits")], (model) => recordOf(model, week));
  fits("Event", event("digits", 1));
  const page = await open(browser, `${proxy.url}/stage/console`);
  await sees(page.locator(".timeline li"), `digits-${week / 5}`);
  const lines = page.locator(".timeline li:not(.day)");
  assert.equal(await lines.count(), 40);
  await page.getByRole("button", { name: "Older" }).click();
  await until("the page before is there", async () => (await lines.count()) === 80);
  for (let more = 0; more < 20 && await page.getByRole("button", { name: "Older" }).isVisible(); more += 1) {
    const shown = await lines.count();
    await page.getByRole("button", { name: "Older" }).click();
    await until("more is there", async () => (await lines.count()) > shown || !(await page.getByRole("button", { name: "Older" }).isVisible()));
  }
  assert.equal(await lines.count(), 400);
  await sees(page.locator("section[aria-label=Record]"), "slipway history digits shows all");
  proxy.tell("event", event("digits", week + 1));
  await sees(lines.first(), `digits-${week / 5 + 1}`);
  assert.deepEqual(page.troubles, []);
});

test("who lost the connection comes back with the last id, and has missed nothing", async () => {
  serve([endpoint("digits", true)], (model) => recordOf(model, 5));
  const begin = proxy.joined;
  const page = await open(browser, `${proxy.url}/stage/console`);
  await sees(page.locator("#connection"), "live");
  proxy.tell("event", event("digits", 6));
  await sees(page.locator(".timeline li"), "digits-2");
  const last = proxy.number;
  proxy.joined = (stream, id) => {
    if (id === `test-${last}`) {
      proxy.tell("event", event("digits", 11), [stream]);
      proxy.tell("endpoint", endpoint("digits", true, { weights: { 1: 0.5, 2: 0.5 } }), [stream]);
    } else {
      begin(stream);
    }
  };
  proxy.cut();
  await sees(page.locator(".timeline li"), "digits-3");
  await sees(page.locator(".split-text"), "50 % to version 2");
  await sees(page.locator("#connection"), "live");
  assert.equal(proxy.lastIds.at(-1), `test-${last}`);
  assert.equal(await page.locator(".timeline li:not(.day)").count(), 7);
  assert.deepEqual(page.troubles, []);
});

test("an hour of events in less than a minute leaves the page's memory flat", async () => {
  serve([endpoint("digits", true), endpoint("wine", true)], (model) => recordOf(model, 5));
  const page = await open(browser, `${proxy.url}/stage/console#/digits`);
  await sees(page.locator("#connection"), "live");
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const sizes = [];
  const began = performance.now();
  for (let second = 1; second <= 3600; second += 1) {
    proxy.tell("traffic", { start: at(second), endpoints: { digits: { 1: measured(40, 0, 1 + (second % 7)), 2: measured(4, second % 50 === 0 ? 1 : 0) }, wine: { 1: measured(3) } } });
    proxy.tell("endpoint", endpoint("digits", true, { release: release("digits", { reason: `${second % 30}s of at least 30s measured` }) }));
    if (second % 10 === 0) {
      proxy.tell("event", event("digits", 5 + second / 10));
    }
    if (second % 20 === 0) {
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
    }
    if (second % 900 === 0) {
      await until("the page has seen it", async () => (await page.locator(".reason").textContent()).startsWith(`${second % 30}s`));
      sizes.push(await memory(session));
    }
  }
  const took = (performance.now() - began) / 1000;
  const told = sizes.map(({ bytes, nodes }) => `${(bytes / 1024 / 1024).toFixed(2)} MB, ${nodes} nodes`);
  console.log(`an hour in ${took.toFixed(1)} s; heap after each quarter: ${told.join("; ")}`);
  const [, half, , whole] = sizes;
  assert.ok(whole.bytes < half.bytes * 1.15 + 512 * 1024, told.join("; "));
  assert.ok(whole.nodes < half.nodes * 1.5 + 4000, told.join("; "));
  assert.deepEqual(page.troubles, []);
});

test("what names, cards, errors, features and reasons say is shown as text, whatever they say", async () => {
  const bad = (name) => `<img src=x onerror="window.broken='${name}'"><script>window.broken='${name}'</script><a href="javascript:window.broken='${name}'">${name}</a>`;
  const model = bad("model");
  const odd = version(2);
  const running = release("digits", { id: bad("id"), plan: bad("plan"), step: bad("step"), reason: bad("reason"), started_by: bad("by"), why: bad("why"), candidate: odd });
  running.track = { ...running.track, steps: running.track.steps.map((step) => ({ ...step, label: bad("label") })) };
  running.evidence = { ...running.evidence, gates: { [bad("gate")]: 1 }, missing: bad("missing") };
  serve([endpoint(model, true, { release: running })], (name) => recordOf(name, 5, (each, sequence) => event(each, sequence, { by: bad("actor"), release: bad("release"), why: bad("event") })));
  proxy.answers[`GET /stage/api/packages/${encodeURIComponent(pack().digest)}`] = pack({
    licence: bad("licence"), tags: [bad("tag")], features: [bad("feature one"), bad("feature two"), bad("feature three")],
    samples: { count: 1, requests: [{ inputs: [{ name: "x", datatype: "FP32", shape: [1, 3], data: [1, 2, 3] }] }] },
    files: [{ path: bad("file"), size: 1, digest: pack().digest }],
    card: `# ${bad("card")}\n\n[click](javascript:window.broken='link') **${bad("strong")}** \`${bad("code")}\`\n\n| a | b |\n|---|---|\n| ${bad("cell")} | x |\n\n- ${bad("item")}\n\n[fine](https://example.org/)`,
  });
  for (const [number, answer] of [["1", { error: bad("error"), status: 500 }], ["2", { outputs: [{ name: bad("output"), datatype: "BYTES", shape: [1], data: [bad("value")] }] }]]) {
    proxy.answers[`POST /stage/api/endpoints/${encodeURIComponent(model)}/versions/${number}/infer`] = answer;
  }
  proxy.answers[`GET /stage/api/endpoints/${encodeURIComponent(model)}/versions/1/logs`] = { version: "1", logs: [{ environment: bad("environment"), size: 10, text: bad("log") }] };
  proxy.answers[`POST /stage/api/endpoints/${encodeURIComponent(model)}/pause`] = { error: bad("refusal") };

  const page = await open(browser, `${proxy.url}/stage/console`);
  const shows = (place, name) => sees(page.locator(place), `window.broken='${name}'`);
  await shows("h1", "model");
  for (const [place, names] of [[".release", ["id", "plan", "reason", "by", "why", "label", "missing"]], [".timeline", ["actor", "release"]]]) {
    for (const name of names) {
      await shows(place, name);
    }
  }
  await page.locator(".evidence details summary").click();
  await shows(".gates", "gate");
  await shows(".numbers label", "feature two");
  await page.getByRole("button", { name: "Ask" }).click();
  await shows(".answers", "error");
  await shows(".answers", "value");
  await page.getByRole("button", { name: "Package of version 1" }).click();
  for (const name of ["card", "strong", "code", "cell", "item", "link"]) {
    await shows("#package-1 .model-card", name);
  }
  for (const name of ["licence", "tag", "file"]) {
    await shows("#package-1 .facts", name);
  }
  assert.deepEqual(await page.locator("#package-1 .model-card a").evaluateAll((links) => links.map((link) => link.href)), ["https://example.org/"]);
  await page.getByRole("button", { name: "Logs of version 1" }).click();
  await shows("dialog pre", "log");
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Pause…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Pause" }).click();
  await shows("dialog [role=alert]", "refusal");
  proxy.tell("event", event(model, 6, { why: bad("late"), by: bad("someone") }));
  await shows(".timeline", "someone");

  assert.equal(await page.evaluate(() => window.broken), undefined);
  assert.equal(await page.locator("main img, main script, dialog img, [onerror], a[href^='javascript']").count(), 0);
  assert.deepEqual(page.troubles, []);
});

test("nothing moves for who wants no motion, and everything can be reached by keyboard", async () => {
  serve([endpoint("digits", true)], (model) => recordOf(model, 5));
  const page = await open(browser, `${proxy.url}/stage/console`, { reducedMotion: "reduce" });
  await sees(page.locator("#connection"), "live");
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  await page.getByRole("button", { name: "Pause…" }).waitFor();
  const reached = new Set();
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement.textContent || document.activeElement.getAttribute("aria-label")));
  }
  for (const name of ["Pause…", "Roll back…", "Promote…", "Logs", "Ask", "Theme: auto"]) {
    assert.ok(reached.has(name), `${name} in ${[...reached].join(" | ")}`);
  }
  await page.getByRole("button", { name: "Pause…" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await accessible(page, "a question");
  await picture(page, "question");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.deepEqual(page.troubles, []);
});
