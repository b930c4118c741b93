// A stage on AWS through its console: the records of the real controller in S3, read and steered by the page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, launch, open, picture } from "./browser.js";
import { fits, MESSAGES } from "./described.js";
import { RemoteStage } from "./remote.js";
import { follow, until } from "./stage.js";

const stage = new RemoteStage();
const following = new AbortController();
let heard;
let browser;
let page;

before(async () => {
  [browser] = await Promise.all([launch(), stage.start()]);
  heard = follow(stage, following.signal);
});

after(async () => {
  following.abort();
  await browser?.close();
  await stage.close();
});

const now = () => page.locator(".track [aria-current=step] b");

async function sees(locator, text) {
  await locator.filter({ hasText: text }).first().waitFor();
}

/** Lets minutes go by until the release is so far, and waits until the page shows it. */
async function minutesUntil(word, locator, text) {
  await until(`the release is ${word}`, async () => {
    await stage.tell("minutes 1");
    const { release: present } = await stage.api("/stage/api/endpoints/digits");
    return [present.step, present.state].includes(word);
  }, 60);
  await sees(locator, text);
}

async function release(name, plan) {
  await page.getByRole("button", { name: "Release…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Package").locator("option").first().waitFor({ state: "attached" });
  const digests = await dialog.getByLabel("Package").locator("option").evaluateAll((options) => options.map((each) => each.value));
  const cards = await Promise.all(digests.map((digest) => stage.api(`/stage/api/packages/${encodeURIComponent(digest)}`)));
  cards.forEach((card) => fits("Package", card));
  await dialog.getByLabel("Package").selectOption(digests[cards.findIndex((card) => name.test(card.card))]);
  await dialog.getByLabel("Plan").selectOption(plan);
  await sees(dialog.locator(".says"), "must answer its golden samples");
  await dialog.getByLabel("Your name").fill("ann");
  await dialog.getByRole("button", { name: "Release", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

async function decide(verb) {
  await page.getByRole("button", { name: `${verb}…` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why").fill("a look at it");
  await dialog.getByRole("button", { name: verb, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

test("the same page shows a stage on AWS, behind the same token", async () => {
  assert.equal((await fetch(`${stage.url}/stage/console`)).status, 401);
  assert.equal((await fetch(`${stage.url}/stage/api/status`)).status, 401);
  page = await open(browser, stage.link);
  page.setDefaultTimeout(30_000);
  await sees(page.locator("#connection"), "live");
  await sees(page.locator("#stage"), "prod stage on AWS, eu-central-1, account 123456789012");
  await sees(page.getByRole("heading", { level: 1 }), "digits");
  await sees(page.locator(".split-text"), "100 % to version 1");
  await until("the minutes of CloudWatch are there", async () => {
    const [cell] = await page.locator(".figures-table").getByRole("row", { name: /Requests a second/ }).getByRole("cell").allTextContents();
    return Number(cell) > 5;
  }, 30);
});

test("what cannot be known from here is said in words", async () => {
  await sees(page.locator("#remote"), "Its record is read each 5 seconds");
  await sees(page.locator("#remote"), "No drill from here");
  assert.equal(await page.getByRole("button", { name: "Drill…" }).isVisible(), false);
  await page.getByRole("button", { name: "Logs of version 1" }).click();
  await sees(page.getByRole("dialog"), "The logs of this stage are in CloudWatch Logs.");
  await page.getByRole("button", { name: "Close" }).click();
});

test("a release is begun, and seen as the controller of the stage writes its record", async () => {
  await page.evaluate(() => {
    window.seen = [];
    const text = document.querySelector(".split-text");
    new MutationObserver(() => window.seen.push(text.textContent)).observe(text, { childList: true, characterData: true, subtree: true });
  });
  await release(/256 units/, "canary");
  await sees(page.locator(".timeline li"), "Release begun by ann");
  await minutesUntil("shift 10%", now(), "shift 10%");
  await sees(page.locator(".split-text"), "10 % to version 2");
});

test("both versions answer a golden sample, called by their own names", async () => {
  await page.getByRole("button", { name: "A golden sample" }).click();
  for (const version of ["1", "2"]) {
    await sees(page.locator(`.answer-of[data-version="${version}"] .answer`), "label 0");
  }
});

test("what people decide here the controller finds in the record", async () => {
  await decide("Pause");
  await sees(page.locator(".head .chip"), "paused");
  await stage.tell("minutes 3");
  const { release: paused } = await stage.api("/stage/api/endpoints/digits");
  assert.equal(paused.state, "paused");
  assert.equal(paused.step, "shift 10%");
  await accessible(page, "a stage on AWS");
  await picture(page, "remote", { fullPage: true });
  await decide("Resume");
  await sees(page.locator(".timeline li"), "Resumed by ann");
});

test("the canary is watched to its end", async () => {
  await minutesUntil("shift 50%", now(), "shift 50%");
  await sees(page.locator(".evidence"), "rolled back");
  await minutesUntil("promoted", page.locator(".head .chip"), "promoted");
  await sees(page.locator(".split-text"), "100 % to version 2");
  const shares = (await page.evaluate(() => window.seen)).map((text) => Number(/([\d.]+) % to version 2/.exec(text)?.[1] ?? 0));
  assert.ok([10, 50, 100].every((share) => shares.includes(share)), shares.join());
});

test("a faulty version is seen rolling back, with the reason and its number", async () => {
  await release(/faulty|fails/i, "canary");
  await minutesUntil("rolled-back", page.locator(".head .chip"), "rolled back");
  await sees(page.locator(".reason"), /candidate \d+ of \d+ failed, stable 0 of \d+/);
  await sees(page.locator(".split-text"), "100 % to version 2");
});

test("every answer and every message is as the API describes it", async () => {
  const one = await stage.api("/stage/api/endpoints/digits");
  fits("Endpoint", one);
  fits("Stage", await stage.api("/stage/api/stage"));
  fits("History", await stage.api("/stage/api/endpoints/digits/history"));
  fits("Release", await stage.api(`/stage/api/releases/${one.release.id}`));
  fits("Traffic", await stage.api("/stage/api/endpoints/digits/traffic?windows=30"));
  heard.forEach(({ type, data }) => fits(MESSAGES[type], data));
  assert.deepEqual([...new Set(heard.map(({ type }) => type))].sort(), ["endpoint", "event", "status", "traffic"]);
});

test("where AWS does not answer the page says so, and what it shows is how it was", async () => {
  await stage.tell("end");
  await sees(page.locator("#banner"), "The stage prod cannot be seen.");
  await sees(page.locator("#banner"), "what you see is how it was");
  await sees(page.locator(".split-text"), "100 % to version 2");
  await accessible(page, "unseen");
  assert.deepEqual(page.troubles, []);
});
