// Runs the steps of a job or of a composite action, as GitHub's runner does: conditions, environment, outputs, summaries.
import {spawn} from "node:child_process";
import {createWriteStream, existsSync, readFileSync, writeFileSync} from "node:fs";
import {delimiter, join, resolve} from "node:path";
import {commandFiles} from "./command-files.js";
import {condition, valueOf} from "./expressions.js";
import {NoOperationTraceWriter, parseAction} from "./github.js";

/**
 * @typedef {object} Run one job's world
 * @property {string} workspace the checked-out repository
 * @property {string} actions the folder that `$/` stands for: the repository the running workflow lies in
 * @property {string} scratch where files of steps go
 * @property {Record<string, string>} env the job's environment; grows by GITHUB_ENV
 * @property {string[]} path folders put before PATH; grows by GITHUB_PATH
 * @property {object} github the github context
 * @property {Record<string, (step: object) => Promise<object>>} standIns what runs in place of actions by others, by
 *   `owner/name`: gets {inputs, run, env}, answers outputs
 * @property {string} log where all that steps print goes
 * @property {object[]} record what ran, in order: {name, uses, outcome, code, env}
 * @property {string} summary the job's summary; grows
 * @property {import("node:child_process").ChildProcess} [child] what runs now, the head of its process group
 */

/**
 * Runs steps in order.
 *
 * @param {object} tokens the `steps` sequence, as parsed
 * @param {Run} run
 * @param {object} contexts what expressions may name besides steps and env
 * @param {Record<string, string>} env what was set around the steps
 * @returns {Promise<{outcome: "success"|"failure", steps: object}>}
 */
export async function runSteps(tokens, run, contexts, env = {}) {
  const state = {failed: false};
  const steps = {};
  for (let index = 0; index < tokens.count; index++) {
    const step = fields(tokens.get(index));
    const id = step.id?.value ?? `__${index + 1}`;
    const around = {...contexts, steps, env: {...run.env, ...env}};
    if (!condition(step.if, around, state)) {
      steps[id] = {outputs: {}, outcome: "skipped", conclusion: "skipped"};
      continue;
    }
    const own = {...env, ...strings(valueOf(step.env, around, state))};
    const inside = {...around, env: {...run.env, ...own}};
    const name = String(valueOf(step.name, inside, state) ?? step.uses?.value ?? step.run?.source ?? id);
    const {outcome, outputs} = await runStep(step, run, inside, own, state, name);
    const forgiven = outcome === "failure" && valueOf(step["continue-on-error"], inside, state) === true;
    steps[id] = {outputs, outcome, conclusion: forgiven ? "success" : outcome};
    if (outcome === "failure" && !forgiven) state.failed = true;
  }
  return {outcome: state.failed ? "failure" : "success", steps};
}

async function runStep(step, run, contexts, env, state, name) {
  if (step.run !== undefined) return runScript(step, run, contexts, env, state, name);
  const uses = step.uses.value;
  const inputs = strings(valueOf(step.with, contexts, state));
  if (uses.startsWith("./") || uses.startsWith("$/")) {
    const folder = resolve(uses.startsWith("$/") ? run.actions : run.workspace, uses.slice(2));
    return runComposite(folder, run, inputs, env, contexts.github);
  }
  const standIn = run.standIns[uses.split("@")[0]];
  if (standIn === undefined) throw new Error(`step "${name}": nothing stands in for ${uses} here`);
  const entry = {name, uses, env: {...run.env, ...env}, inputs};
  run.record.push(entry);
  try {
    const outputs = (await standIn({inputs, run, env: {...run.env, ...env}})) ?? {};
    entry.outcome = "success";
    return {outcome: "success", outputs};
  } catch (failure) {
    entry.outcome = "failure";
    entry.error = failure.message;
    return {outcome: "failure", outputs: {}};
  }
}

/** Runs a composite action of ours: its inputs checked and defaulted, its outputs evaluated at the end. */
export async function runComposite(folder, run, inputs, env = {}, github = run.github) {
  const file = join(folder, "action.yml");
  const parsed = parseAction({name: file, content: readFileSync(file, "utf8")}, new NoOperationTraceWriter());
  const errors = parsed.context.errors.getErrors();
  if (errors.length > 0) throw new Error(`${file}: ${errors.map(error => error.message).join("; ")}`);
  const action = fields(parsed.value);
  const declared = action.inputs === undefined ? {} : fields(action.inputs);
  const given = {};
  for (const [id, token] of Object.entries(declared)) {
    const {default: byDefault} = fields(token);
    given[id] = inputs[id] ?? String(valueOf(byDefault, {github}, {failed: false}) ?? "");
  }
  const unknown = Object.keys(inputs).filter(id => !(id in declared));
  if (unknown.length > 0) throw new Error(`${file}: no input is called ${unknown.join(", ")}`);
  const contexts = {inputs: given, github: {...github, action_path: folder}, runner: runnerOf(run)};
  const {outcome, steps} = await runSteps(fields(action.runs).steps, run, contexts, {...env, GITHUB_ACTION_PATH: folder});
  const outputs = {};
  for (const [id, token] of Object.entries(action.outputs === undefined ? {} : fields(action.outputs))) {
    outputs[id] = String(valueOf(fields(token).value, {...contexts, steps}, {failed: false}) ?? "");
  }
  return {outcome, outputs, steps};
}

async function runScript(step, run, contexts, env, state, name) {
  const shell = valueOf(step.shell, contexts, state) ?? "bash";
  if (shell !== "bash") throw new Error(`step "${name}": ${shell} is no shell of ours`);
  const files = commandFiles(run.scratch);
  const script = join(files.folder, "script.sh");
  writeFileSync(script, String(valueOf(step.run, contexts, state)));
  const folder = resolve(run.workspace, String(valueOf(step["working-directory"], contexts, state) ?? "."));
  const all = {...run.env, ...env, ...files.env, GITHUB_WORKSPACE: run.workspace, RUNNER_TEMP: run.scratch};
  all.PATH = [...run.path, all.PATH ?? process.env.PATH].join(delimiter);
  const entry = {name, env: all};
  run.record.push(entry);
  entry.code = await execute(script, folder, all, run, name);
  const told = files.told();
  Object.assign(run.env, told.env);
  run.path.unshift(...told.paths.reverse());
  run.summary += told.summary;
  entry.outcome = entry.code === 0 ? "success" : "failure";
  entry.outputs = told.outputs;
  return {outcome: entry.outcome, outputs: told.outputs};
}

function execute(script, cwd, env, run, name) {
  if (!existsSync(cwd)) throw new Error(`step "${name}": there is no folder ${cwd}`);
  return new Promise((done, failed) => {
    const log = createWriteStream(run.log, {flags: "a"});
    log.write(`##[group]${name}\n`);
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
      cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true, // a group of its own, as a runner's machine is one
    });
    run.child = child;
    child.stdout.pipe(log, {end: false});
    child.stderr.pipe(log, {end: false});
    child.on("error", failed);
    child.on("close", (code, signal) => log.end(`##[endgroup]${name}: ${signal ?? code}\n`, () => done(code ?? 128)));
  });
}

/** A mapping's values by their keys, still tokens. */
export function fields(mapping) {
  const found = {};
  for (let index = 0; index < mapping.count; index++) {
    const {key, value} = mapping.get(index);
    found[key.value] = value;
  }
  return found;
}

/** Values as an environment or as inputs get them: text. */
function strings(values) {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, String(value ?? "")]));
}

export function runnerOf(run) {
  return {os: "Linux", arch: process.arch === "arm64" ? "ARM64" : "X64", temp: run.scratch, environment: "github-hosted"};
}
