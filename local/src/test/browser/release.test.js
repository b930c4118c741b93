// One stage, as people use it: a canary of v2 to the end, a faulty version rolled back, a stage that starts again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, launch, open, picture } from "./browser.js";
import { fits, MESSAGES } from "./described.js";
import { follow, Stage, traffic, until } from "./stage.js";

const stage = new Stage();
const following = new AbortController();
let heard;
let browser;
let page;
let quiet;
let v2;
let faulty;
let watched;

before(async () => {
  [browser] = await Promise.all([launch(), stage.start()]);
  // canary as it is, but for how much slower a version may be: this machine may have much else to do
  v2 = await stage.package("v2", "{plan: canary, tolerate: 20, quantiles: [0.5]}");
  faulty = await stage.package("faulty", "{plan: canary, tolerate: 3, quantiles: [0.5]}");
  heard = follow(stage, following.signal);
  quiet = traffic(stage, 100);
});

after(async () => {
  quiet?.();
  following.abort();
  await browser?.close();
  await stage.close();
});

const now = () => page.locator(".track [aria-current=step] b");

async function sees(locator, text) {
  await locator.filter({ hasText: text }).first().waitFor();
}

async function release(digest) {
  await page.getByRole("button", { name: "Release…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Package").selectOption(digest);
  await sees(dialog.locator(".says"), "plan canary");
  await sees(dialog.locator(".says"), digest.slice(7, 19));
  await dialog.getByLabel("Your name").fill("ann");
  await dialog.getByRole("button", { name: "Release", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Draws a ring, as people draw a 0. */
async function drawRing() {
  const pad = page.locator("canvas.pad");
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  const at = (turn) => [box.x + box.width * (0.5 + 0.22 * Math.sin(turn)), box.y + box.height * (0.5 - 0.36 * Math.cos(turn))];
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let step = 1; step <= 32; step += 1) {
    await page.mouse.move(...at((step * Math.PI) / 16));
  }
  await page.mouse.up();
}

/** Waits for a version's answer, and counts its bars. Where the stage was too busy to answer, it is asked again, as people do. */
async function answered(version, label) {
  const answer = page.locator(`.answer-of[data-version="${version}"]`);
  await until(`version ${version} answers ${label}`, async () => {
    if (await answer.locator(".trouble").count() > 0) {
      await page.getByRole("button", { name: "Ask", exact: true }).click();
    }
    return (await answer.locator(".answer").allTextContents()).includes(label);
  });
  return answer.locator(".bars tr").count();
}

test("without the token there is no page, and with it there is, at an address without it", async () => {
  const stranger = await browser.newContext();
  const closed = await (await stranger.newPage()).goto(`${stage.url}/stage/console`);
  assert.equal(closed.status(), 401);
  await stranger.close();

  page = await open(browser, stage.link);
  await sees(page.locator("#connection"), "live");
  assert.ok(!page.url().includes("token"));
  await sees(page.getByRole("heading", { level: 1 }), "digits");
});

test("the page is small and there at once", async () => {
  const files = await page.evaluate(() => performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
    .filter((each) => /\/stage\/console/.test(each.name)).map((each) => ({ name: each.name, size: each.encodedBodySize, plain: each.decodedBodySize })));
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const [paint] = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint").map((each) => each.startTime));
  console.log(`the page: ${files.length} files, ${(size / 1024).toFixed(1)} KB compressed; first contentful paint after ${paint?.toFixed(0)} ms`);
  assert.ok(files.length > 10);
  assert.ok(files.every((file) => file.size < file.plain || file.plain < 200), "all of it comes compressed");
  assert.ok(size < 150 * 1024, `${size} bytes`);
});

test("a release is begun after it was said what will happen", async () => {
  await page.evaluate(() => {
    window.seen = [];
    const text = document.querySelector(".split-text");
    const note = () => {
      if (window.seen.at(-1) !== text.textContent) {
        window.seen.push(text.textContent);
      }
    };
    new MutationObserver(note).observe(text, { childList: true, characterData: true, subtree: true });
    note();
  });
  await release(v2);
  await sees(page.locator(".head .chip"), "running");
  await sees(page.locator(".timeline li"), "Release begun by ann");
  await sees(now(), "shift 10%");
  await sees(page.locator(".split-text"), "10 % to version 2");
});

test("a digit that is drawn is answered by both versions, each for itself", async () => {
  await drawRing();
  for (const version of ["1", "2"]) {
    assert.equal(await answered(version, "label 0"), 10);
  }
});

test("it is seen light, dark and on a phone", async () => {
  await picture(page, "release-light", { fullPage: true });
  await picture(page, "release");
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, "release-dark", { fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, "nothing sticks out sideways");
  await picture(page, "release-phone", { fullPage: true });
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1360, height: 900 });
});

async function decide(verb, sentence) {
  await page.getByRole("button", { name: `${verb}…` }).click();
  const dialog = page.getByRole("dialog");
  await sees(dialog.locator(".says"), sentence);
  await dialog.getByLabel("Why").fill("a look at it");
  await dialog.getByRole("button", { name: verb, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

// Paused, so that what follows has all the time it needs on a busy machine.
test("a release is paused", async () => {
  await decide("Pause", "No weight rises until somebody resumes it");
  await sees(page.locator(".head .chip"), "paused");
  await sees(page.locator(".timeline li"), "Paused by ann");
});

test("a digit can be drawn with the keyboard alone", async () => {
  await page.getByRole("button", { name: "Clear" }).click();
  await page.locator("canvas.pad").focus();
  for (let row = 0; row < 4; row += 1) {
    await page.keyboard.press("ArrowUp");
  }
  for (let row = 0; row < 8; row += 1) {
    for (const key of ["Space", "ArrowRight", "Space", "ArrowLeft", "ArrowDown"]) {
      await page.keyboard.press(key);
    }
  }
  assert.equal(await answered("2", "label 1"), 10);
});

test("figures of both versions stand side by side, and the evidence against its threshold", async () => {
  await sees(page.locator(".evidence"), "rolled back");
  const table = page.locator(".figures-table");
  await until("both versions have figures", async () => {
    const cells = await table.getByRole("row", { name: /Requests a second/ }).getByRole("cell").allTextContents();
    return cells.length === 2 && cells.every((cell) => Number(cell) > 0);
  });
  const meter = page.getByRole("meter", { name: "Evidence against the candidate" });
  assert.match(await meter.getAttribute("aria-valuetext"), /log E -?\d+\.\d\d; at 4\.61 it is rolled back/);
  await page.locator(".uplot").first().waitFor();
  assert.equal(await page.locator(".uplot").count(), 3);
});

test("nothing is wrong for axe-core, light, dark and on a phone", async () => {
  await accessible(page, "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await accessible(page, "dark");
  await page.setViewportSize({ width: 390, height: 844 });
  await accessible(page, "phone");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1360, height: 900 });
});

test("logs and package of a version are one click away", async () => {
  await page.getByRole("button", { name: "Logs of version 1" }).click();
  const dialog = page.getByRole("dialog");
  await sees(dialog.locator(".log"), "Latency");
  await accessible(page, "logs");
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Package of version 2" }).click();
  await sees(page.locator(".model-card"), "One hidden layer of 256 units");
  await sees(page.locator(".facts"), v2);
});

test("an action without the token is refused, and says so", async () => {
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Roll back…" }).click();
  const dialog = page.getByRole("dialog");
  await sees(dialog.locator(".says"), "All traffic goes back to version 1 now");
  await dialog.getByRole("button", { name: "Roll back" }).click();
  await sees(dialog.getByRole("alert"), "Refused");
  await sees(dialog.getByRole("alert"), "token");
  await dialog.getByRole("button", { name: "Leave it" }).click();
  await page.context().addCookies(cookies);
  const { release: still } = await stage.api("/stage/api/endpoints/digits");
  assert.equal(still.state, "paused");
});

test("it goes on when it is resumed", async () => {
  await decide("Resume", "goes on at shift");
  watched = stage.watching("watch", "digits", "--json");
  await sees(page.locator(".timeline li"), "Resumed by ann");
  await sees(page.locator(".head .chip"), "running");
});

test("the canary is watched from 0 to 100 %", async () => {
  await sees(page.locator(".head .chip"), "promoted");
  await sees(page.locator(".split-text"), "100 % to version 2");
  const seen = await page.evaluate(() => window.seen);
  const shares = seen.map((text) => Number(/([\d.]+) % to version 2/.exec(text)?.[1] ?? 0));
  assert.deepEqual([...new Set(shares)], [0, 10, 50, 100], seen.join(" | "));
  await sees(page.locator(".reason"), "Nothing speaks against the candidate");
  await sees(page.locator(".timeline li"), "Promoted");
});

test("slipway watch --json prints what the API describes", async () => {
  const { code, out } = await watched;
  assert.equal(code, 0);
  const lines = out.trim().split("\n").map((line) => JSON.parse(line));
  assert.ok(lines.length > 10);
  lines.forEach((line) => fits("Endpoint", line));
  assert.equal(lines.at(-1).release.state, "promoted");
});

test("a faulty version is seen rolling back, with the reason and its number", async () => {
  await release(faulty);
  await sees(page.locator(".head .chip"), "running");
  await sees(page.locator(".head .chip"), "rolled back");
  await sees(page.locator(".reason"), /The candidate fails more often than 3\.0 times stable's odds: candidate \d+ of \d+ failed, stable 0 of \d+; log E/);
  await sees(page.locator(".split-text"), "100 % to version 2");
  await sees(page.locator(".track"), "stopped here");
  await sees(page.locator(".timeline li[data-type=rolled_back]"), "Rolled back");
  await accessible(page, "rolled back");
  await picture(page, "rolled-back");
});

test("the way back is practised, and measured", async () => {
  await page.getByRole("button", { name: "Drill…" }).click();
  const dialog = page.getByRole("dialog");
  await sees(dialog.locator(".says"), "The record says that it was a drill");
  await dialog.getByRole("button", { name: "Drill", exact: true }).click();
  await sees(dialog.locator("p[role=status]"), /Rolled back\. The command took \d+ ms; version \d+('s last answer came \d+ ms after it| gave no answer after it)/);
  console.log(await dialog.locator("p[role=status]").textContent());
  await dialog.getByRole("button", { name: "Close" }).click();
  await sees(page.locator(".timeline li[data-type=rolled_back]"), "a drill");
  await sees(page.locator(".split-text"), "100 % to version 2");
});

test("every message of the stream is as the API describes it", async () => {
  await until("the end was told", () => heard.some(({ type, data }) => type === "event" && data.type === "rolled_back"));
  heard.forEach(({ type, data }) => fits(MESSAGES[type], data));
  assert.deepEqual([...new Set(heard.map(({ type }) => type))].sort(), ["endpoint", "event", "status", "traffic"]);
});

test("after the stage was started again the page says what to do, and goes on when that is done", async () => {
  await stage.stop();
  await sees(page.locator("#connection"), "reconnecting");
  await sees(page.locator("#banner"), "./slipway up");
  await stage.start();
  await sees(page.locator("#connection"), "token needed");
  await sees(page.locator("#banner"), "Open the link that slipway up printed");
  await accessible(page, "token needed");
  await picture(page, "token");
  await page.getByLabel("Link or token").fill(stage.link);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await sees(page.locator("#connection"), "live");
  await sees(page.locator(".timeline li[data-type=rolled_back]"), "Rolled back");
  await sees(page.locator(".split-text"), "100 % to version 2");
  assert.equal(await page.locator("#banner").textContent(), "");
  assert.deepEqual(page.troubles, []);
});
