// The actions that no push of the example needs: by hand, on a pull request, to AWS, and what setup refuses.
import assert from "node:assert/strict";
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {keep} from "./lib/scratch.js";
import {root} from "./lib/root.js";
import {runComposite} from "./lib/steps.js";

const CONTEXT = "slipway/local/digits";

/** A person ends a release, and promotes the next. */
export async function aPersonDecides(world, told, say) {
  const rolledBack = await begun(world, "rolled back by hand");
  await act(world, "rollback", {reason: "labels look wrong to us"}, join(told, "by-hand"));
  await world.github.until("red by hand", () => world.github.status(rolledBack, CONTEXT)?.state === "failure", 60_000);
  assert.match(world.github.status(rolledBack, CONTEXT).description, /rolled back by ann: labels look wrong to us/);

  const promoted = await begun(world, "promoted by hand");
  await world.github.until("its proof", () => /shift/.test(world.github.status(promoted, CONTEXT)?.description ?? ""), 60_000);
  await act(world, "promote", {reason: "seen enough"}, join(told, "by-hand"));
  await world.github.until("green by hand", () => world.github.status(promoted, CONTEXT)?.state === "success", 60_000);
  say("by hand: one release rolled back, the next promoted, both told");
  return promoted;
}

async function begun(world, word) {
  world.model("v2", {atLeast: "5m", word});
  const sha = world.commit(word);
  await world.start(sha);
  return sha;
}

async function act(world, verb, inputs, folder) {
  const {run, done} = await world.act(verb, {model: "digits", home: world.variables.SLIPWAY_HOME, ...inputs});
  assert.equal((await done).outcome, "success", readFileSync(run.log, "utf8"));
  keep(folder, {runs: [run]});
}

/** A pull request has one comment, however often it is planned. */
export async function onePlanOneComment(world, told, say) {
  const file = join(world.folder, "plan.md");
  const comment = async text => {
    writeFileSync(file, text);
    const {run, done} = await world.act("comment", {
      file, mark: "plan-digits", "pull-request": "7", token: world.context().token,
    });
    assert.equal((await done).outcome, "success", readFileSync(run.log, "utf8"));
    assert.ok(!readFileSync(run.log, "utf8").includes(world.context().token), "the token is in no log");
  };
  await comment('A first plan, with "quotes" and `ticks`.');
  await comment("A second plan.");
  assert.deepEqual(world.github.comments.map(({issue, body}) => ({issue, body})),
    [{issue: 7, body: "<!-- slipway plan-digits -->\nA second plan."}]);
  say("a pull request planned twice has one comment");
}

/** The stacks are deployed in two steps, and a release's weights are not taken back. */
export async function deploysInTwoSteps(world, told, say) {
  const tools = join(world.folder, "tools-of-aws");
  mkdirSync(tools, {recursive: true});
  const asked = join(tools, "asked");
  writeFileSync(join(tools, "cdk"), `#!/bin/sh\necho "$*" >>"${asked}"\n`);
  chmodSync(join(tools, "cdk"), 0o755);
  const deploy = async more => {
    const run = world.run("deploy", {path: [tools]});
    return (await runComposite(join(root, "github-workflows/deploy"), run, {stage: "prod", arguments: more})).outcome;
  };
  assert.equal(await deploy(""), "success");
  const steps = readFileSync(asked, "utf8").trim().split("\n");
  assert.deepEqual(steps.map(step => /--method=(\S+)/.exec(step)[1]), ["prepare-change-set", "execute-change-set"]);
  assert.ok(steps.every(step => step.startsWith("deploy SlipwayPlatform-prod SlipwayModel-prod-* ")));
  assert.equal(await deploy("--verbose --revert-drift"), "failure");
  assert.equal(readFileSync(asked, "utf8").trim().split("\n").length, 2, "nothing was asked of the CDK");
  say("deploy: prepared, then executed; --revert-drift is refused");
}

/** What has another digest is not installed. */
export async function anotherDigestIsNotInstalled(world, told, say) {
  const run = world.run("setup");
  run.env.RUNNER_TOOL_CACHE = run.scratch;
  const small = join(run.scratch, "small.tar.gz");
  writeFileSync(small, "not what was promised");
  const setup = join(root, "github-workflows/setup");
  const {outcome} = await runComposite(setup, run, {dist: `file://${small}`, sha256: "a".repeat(64)});
  assert.equal(outcome, "failure");
  assert.match(readFileSync(run.log, "utf8"), /nothing was installed/);
  assert.deepEqual(run.path, []);
  say("setup: a distribution of another digest is not installed");
}

/** A model goes through its whole release on the runner, ahead of time. */
export async function aRehearsalGoesAhead(world, told, say) {
  world.model("v2", {word: "rehearsed"});
  const {run, done} = await world.act("test-model", {
    model: "digits", folder: "models/digits", stable: join(root, "examples/digits/v1"),
  });
  assert.equal((await done).outcome, "success", readFileSync(run.log, "utf8"));
  keep(join(told, "rehearsal"), {runs: [run]});
  assert.match(run.summary, /### Rehearsal of digits/);
  assert.match(run.summary, /digits: promoted \(rehearsed\)/);
  say("test-model: the release was gone through ahead of time");
}
