// The whole way, twice, from a repository that is not ours: a push, the changed model found, tested, published and released by
// the workflows, and the verdict on the commit. v2 is promoted, faulty is rolled back. Then what comes in the way.
//   node push-to-production.js DIST [FOLDER [WAY,...]]       what was told is left in FOLDER; only some of the ways below
import assert from "node:assert/strict";
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {
  aForkGetsThePlanWithoutCredentials, aRunnerDiesWhileItWatches, theSecondPushSupersedes, theSecondPushWaits,
} from "./in-the-way.js";
import {keep, ScratchRepository} from "./lib/scratch.js";
import {
  anotherDigestIsNotInstalled, aPersonDecides, aRehearsalGoesAhead, deploysInTwoSteps, onePlanOneComment,
} from "./the-other-actions.js";

const LONGEST = 90_000;
const [dist, folder = "target/push-to-production", only] = process.argv.slice(2);
const began = Date.now();
const told = resolve(folder);
rmSync(told, {recursive: true, force: true});
mkdirSync(told, {recursive: true});
const scratch = mkdtempSync(join(tmpdir(), "slipway-push-"));
const world = new ScratchRepository(dist, scratch);

/** What happens, in order; each is given the commit that main stands at, and answers the one it leaves. */
const ways = {
  endings: bothEndings,
  waits: main => theSecondPushWaits(world, main, told, say),
  supersedes: main => theSecondPushSupersedes(world, main, told, say),
  runner: main => aRunnerDiesWhileItWatches(world, main, told, say),
  fork: main => aForkGetsThePlanWithoutCredentials(world, main, told, say),
  hand: () => aPersonDecides(world, told, say),
  comment: () => onePlanOneComment(world, told, say),
  deploy: () => deploysInTwoSteps(world, told, say),
  digest: () => anotherDigestIsNotInstalled(world, told, say),
  rehearsal: () => aRehearsalGoesAhead(world, told, say),
};

try {
  await world.begin();
  say(`a stage serves ${world.first.slice(0, 12)} at ${world.url}`);
  let main = world.first;
  for (const [way, go] of Object.entries(ways)) {
    if (only === undefined || only.split(",").includes(way)) main = (await go(main)) ?? main;
  }
} catch (failure) {
  console.error(`everything is in ${scratch}`);
  throw failure;
} finally {
  await world.end();
}
rmSync(scratch, {recursive: true, force: true});

async function bothEndings(first) {
  const green = await push("v2", first, "promoted", "success");
  const red = await push("faulty", green, "rolled-back", "failure");
  const status = world.github.status(red, "slipway/local/digits");
  assert.match(status.description, /log E [0-9.]+/, "the reason has the number that decided");
  const page = await fetch(status.target_url, {headers: {authorization: `Bearer ${stageToken()}`}});
  assert.equal(page.status, 200);
  const html = await page.text();
  assert.match(html, /Release digits-3/);
  writeFileSync(join(told, "rolled-back", "report.html"), html);
  assert.equal(world.github.status(green, "slipway/local/digits").state, "success", "the commit before stays green");
  assert.deepEqual(world.github.refused, [], "GitHub refused nothing");
  say("both endings are on their commits");
  return red;
}

async function push(version, before, ending, state) {
  world.model(version, {requests: ending === "promoted" ? 200 : 2000});
  const sha = world.commit(`Release ${version}`);
  say(`pushed ${version} as ${sha.slice(0, 12)}`);
  const run = await world.push(before, sha);
  const files = join(told, ending);
  keep(files, run);
  for (const one of run.runs) {
    if (run.outcome !== "success") console.error(readFileSync(one.log, "utf8"), one.record.filter(step => step.error));
  }
  assert.equal(run.outcome, "success", `the workflow of ${version}`);
  for (const job of run.runs) say(`  job ${job.job}${job.cell?.model ? ` ${job.cell.model}` : ""} ended`);
  // No runner is held: what follows is the stage's.
  await world.github.until(`${version} is ${state}`, () => world.github.status(sha, "slipway/local/digits")?.state === state, LONGEST);
  const deployment = world.github.deployments.at(-1);
  await world.github.until("the deployment's end", () =>
    world.github.deploymentStatuses.some(status => status.deployment === deployment.id && status.state === state), LONGEST);
  save(join(files, "statuses.json"), world.github.statuses.filter(status => status.sha === sha));
  save(join(files, "deployment.json"), deployment);
  save(join(files, "deployment-statuses.json"), world.github.deploymentStatuses.filter(status => status.deployment === deployment.id));
  say(`${version}: ${state}: ${world.github.status(sha, "slipway/local/digits").description}`);
  return sha;
}

function stageToken() {
  return JSON.parse(readFileSync(join(world.stageFolder, ".slipway/stage.json"), "utf8")).token;
}

function save(file, value) {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

function say(line) {
  console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}
