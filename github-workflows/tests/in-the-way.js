// What comes in the way of a push: another push, a runner that dies, a fork.
import assert from "node:assert/strict";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {keep} from "./lib/scratch.js";
import {git} from "./lib/others.js";

const CONTEXT = "slipway/local/digits";
const LONGEST = 120_000;

/** Two pushes within a release: the second waits, and both commits are told how theirs ended. */
export async function theSecondPushWaits(world, before, told, say) {
  world.model("v2", {atLeast: "5m", word: "pushed first"});
  const first = world.commit("First of two");
  await world.start(first);
  world.model("v1", {word: "pushed second"});
  const second = world.commit("Second of two");
  const running = world.push(first, second);
  await until(() => /release digits-[0-9]+ runs; this one begins after it/.test(world.logs()), "the second waits");
  assert.equal(world.github.status(second, CONTEXT), undefined, "nothing of the second has begun");
  await promote(world, first);
  const run = await succeeds(running, "the second push");
  keep(join(told, "second-push-waits"), run);
  await ends(world, first, "success");
  await ends(world, second, "success");
  say("two pushes: the second waited for the first's end, and both were promoted");
  return second;
}

/** The same, where the repository's workflow says that a newer push supersedes. */
export async function theSecondPushSupersedes(world, before, told, say) {
  const file = join(world.repository, ".github/workflows/model-release.yml");
  writeFileSync(file, readFileSync(file, "utf8").replace("      stage: local\n", "      stage: local\n      if-running: supersede\n"));
  world.model("v2", {atLeast: "5m", word: "superseded"});
  const first = world.commit("To be superseded");
  await world.start(first);
  world.model("v2", {word: "supersedes"});
  const second = world.commit("Supersedes");
  keep(join(told, "second-push-supersedes"), await succeeds(world.push(first, second), "the second push"));
  await ends(world, first, "failure");
  assert.match(world.github.status(first, CONTEXT).description, /superseded by/);
  await ends(world, second, "success");
  say("two pushes, superseding: the first was rolled back for the second, which was promoted");
  return second;
}

/** A runner that is killed while it watches takes nothing with it; the job is run again and finds the end. */
export async function aRunnerDiesWhileItWatches(world, before, told, say) {
  world.model("v1", {atLeast: "5m", word: "watched"});
  const sha = world.commit("Watched");
  await world.start(sha);
  const watch = () => world.act("watch", {model: "digits", home: world.variables.SLIPWAY_HOME, "at-most": "2m"});
  const dying = await watch();
  await until(() => /running/.test(read(dying.run.log)), "it watches");
  process.kill(-dying.run.child.pid, "SIGKILL");
  assert.equal((await dying.done).outcome, "failure");
  await promote(world, sha);
  const again = await watch();
  const {outcome, outputs} = await again.done;
  assert.deepEqual({outcome, state: outputs.state}, {outcome: "success", state: "promoted"});
  keep(join(told, "runner-dies"), {runs: [dying.run, again.run]});
  await ends(world, sha, "success");
  say("a runner killed in watch: the release went on, and the same step run again saw its end");
  return sha;
}

/** A fork's pull request is tested and gets its plan, by jobs that have nothing to give away. */
export async function aForkGetsThePlanWithoutCredentials(world, before, told, say) {
  world.model("faulty", {word: "from a fork"});
  const head = world.commit("From a fork");
  git(world.repository, "reset", "--quiet", "--hard", before);
  world.variables.SLIPWAY_PLAN_ROLE = "arn:aws:iam::123456789012:role/plan";
  world.variables.SLIPWAY_REGION = "eu-central-1";
  const pull = repository => world.workflow("model-pr", {
    name: "pull_request", sha: head, ref: "refs/pull/7/merge",
    payload: {pull_request: {number: 7, base: {sha: before}, head: {sha: head, repo: {full_name: repository}}}},
  });
  git(world.repository, "branch", "--force", "pull/7", head);
  const run = await succeeds(pull("mallory/models"), "the fork's pull request");
  keep(join(told, "fork"), run);
  assert.deepEqual(run.runs.map(one => one.job).sort(), ["changed", "plan", "test"]);
  for (const one of run.runs) {
    assert.deepEqual(one.permissions, {contents: "read"}, `the job ${one.job} may read the clone and no more`);
    for (const {name, env} of one.record) {
      const known = Object.entries(env).filter(([key, value]) => /TOKEN|SECRET|AWS_|CREDENTIAL|PASSWORD/i.test(key)
        || [world.context().token, "github_pat_of_the_stage"].some(secret => String(value).includes(secret)));
      assert.deepEqual(known, [], `the step "${name}" of ${one.job} has no credentials in its environment`);
    }
  }
  const plan = run.runs.find(one => one.job === "plan").summary;
  assert.match(plan, /### Plan of digits on local/);
  assert.match(plan, /What changes in the package/);
  assert.match(plan, /this job has no credentials/);
  assert.deepEqual(world.github.comments, []);
  say("a fork's pull request: tested, its plan told, no credentials in any job");
  return before;
}

/** Ends a release that would take minutes. */
async function promote(world, sha) {
  await until(() => /shift/.test(world.github.status(sha, CONTEXT)?.description ?? ""), "it is proven and goes on");
  world.tell("promote", "digits", "--reason", "seen enough", "--home", world.variables.SLIPWAY_HOME);
}

async function until(test, what) {
  const late = Date.now() + LONGEST;
  while (!test()) {
    if (Date.now() > late) throw new Error(`not within ${LONGEST} ms: ${what}`);
    await new Promise(again => setTimeout(again, 100));
  }
}

async function succeeds(running, what) {
  const run = await running;
  if (run.outcome !== "success") {
    const logs = run.runs.map(one => `--- ${one.job}\n${read(one.log)}${one.record.map(step => step.error ?? "").join("\n")}`);
    throw new Error(`${what} failed:\n${logs.join("\n")}`);
  }
  return run;
}

async function ends(world, sha, state) {
  await world.github.until(`${sha} is ${state}`, () => world.github.status(sha, CONTEXT)?.state === state, LONGEST);
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
