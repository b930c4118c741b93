// Runs a workflow's jobs in order, on this machine: needs, conditions, matrices, outputs, and workflows that call others.
import {mkdirSync, readFileSync} from "node:fs";
import {join, resolve} from "node:path";
import {condition, evaluate, valueOf} from "./expressions.js";
import {NoOperationTraceWriter, parseWorkflow} from "./github.js";
import {fields, runSteps, runnerOf} from "./steps.js";

/**
 * @param {object} world
 * @param {string} world.repository the folder whose `.github/workflows` is meant, and that jobs check out
 * @param {string} world.actions the folder that `$/` stands for
 * @param {string} [world.slipway] the repository, `owner/name`, that this folder stands for in a caller's `uses`
 * @param {string} world.file the workflow's path in it
 * @param {object} world.event {name, payload, sha, ref, inputs}
 * @param {object} world.github more of the github context
 * @param {Record<string, string>} world.env what the machine gives every job
 * @param {object} world.variables the vars context
 * @param {object} world.standIns see steps.js
 * @param {string} world.scratch a folder of the run's own
 * @param {(job: string) => string} [world.checkout] makes a job's workspace; the repository itself if not given
 * @returns {Promise<{outcome: string, jobs: object, runs: object[]}>}
 */
export async function runWorkflow(world) {
  const file = resolve(world.repository, world.file);
  const parsed = parseWorkflow({name: file, content: readFileSync(file, "utf8")}, new NoOperationTraceWriter());
  const errors = parsed.context.errors.getErrors();
  if (errors.length > 0) throw new Error(`${file}: ${errors.map(error => error.message).join("; ")}`);
  const root = fields(parsed.value);
  const github = {
    event_name: world.event.name, event: world.event.payload ?? {}, sha: world.event.sha, ref: world.event.ref,
    ref_name: world.event.ref?.replace(/^refs\/(heads|tags)\//, ""), workspace: world.repository, ...world.github,
  };
  const base = {github, inputs: inputsOf(root, world.event.inputs ?? {}, github), vars: world.variables ?? {}, secrets: world.secrets ?? {}};
  const env = {...world.env, ...valueOf(root.env, base, {failed: false})};
  const jobs = fields(root.jobs);
  const done = {};
  const runs = [];
  for (const id of inOrder(jobs)) {
    done[id] = await runJob(id, fields(jobs[id]), {...world, file, env, base, runs}, done);
  }
  const failed = Object.values(done).some(job => job.result === "failure");
  return {outcome: failed ? "failure" : "success", jobs: done, runs, outputs: calledOutputs(root, done, base)};
}

async function runJob(id, job, world, done) {
  const needs = Object.fromEntries(needsOf(job).map(need => [need, done[need]]));
  const contexts = {...world.base, needs};
  const state = {failed: Object.values(needs).some(need => need.result !== "success")};
  if (!condition(job.if, contexts, state)) return {result: "skipped", outputs: {}};
  const matrix = job.strategy === undefined ? undefined : valueOf(job.strategy, contexts, state).matrix;
  let result = {result: "success", outputs: {}};
  for (const cell of cellsOf(matrix)) {
    const one = await runCell(id, job, world, {...contexts, matrix: cell});
    if (one.result !== "success") result = {...one, outputs: result.outputs};
    else result.outputs = {...result.outputs, ...one.outputs};
  }
  return result;
}

async function runCell(id, job, world, contexts) {
  const calm = {failed: false};
  if (job.uses !== undefined) {
    const path = calledFile(job.uses.value, world);
    const inputs = valueOf(job.with, contexts, calm) ?? {};
    const called = await runWorkflow({
      ...world, file: path, env: world.env, event: {...world.event, inputs}, scratch: join(world.scratch, id),
    });
    world.runs.push(...called.runs);
    return {result: called.outcome, outputs: called.outputs};
  }
  const name = Object.values(contexts.matrix).length === 0 ? id : `${id}-${world.runs.length}`;
  const scratch = join(world.scratch, name);
  mkdirSync(scratch, {recursive: true});
  const workspace = world.checkout?.(name) ?? world.repository;
  const run = {
    job: id, cell: contexts.matrix, workspace, actions: world.actions, scratch, path: [], standIns: world.standIns,
    env: {...world.env, ...valueOf(job.env, contexts, calm)}, github: {...contexts.github, workspace, job: id},
    log: join(scratch, "log.txt"), record: [], summary: "", permissions: valueOf(job.permissions, contexts, calm),
    environment: valueOf(job.environment, contexts, calm),
  };
  world.runs.push(run);
  const inside = {...contexts, github: run.github, runner: runnerOf(run), job: {status: "success"}};
  const {outcome, steps} = await runSteps(job.steps, run, inside, {});
  const outputs = {};
  for (const [output, token] of Object.entries(job.outputs === undefined ? {} : fields(job.outputs))) {
    outputs[output] = String(valueOf(token, {...inside, steps}, calm) ?? "");
  }
  return {result: outcome, outputs};
}

/** A workflow of ours by its own repository's name, or one beside the caller. */
function calledFile(uses, world) {
  const [name] = uses.split("@");
  if (world.slipway !== undefined && name.startsWith(`${world.slipway}/`)) {
    return join(world.actions, name.slice(world.slipway.length + 1));
  }
  return join(uses.startsWith("$/") ? world.actions : world.repository, uses.replace(/^(\.|\$)\//, ""));
}

/** What a called workflow is given, with the defaults that it declares; GitHub refuses what it does not. */
function inputsOf(root, given, github) {
  const on = root.on?.count === undefined ? {} : fields(root.on);
  const call = on.workflow_call ?? on.workflow_dispatch;
  const declared = call?.count === undefined || fields(call).inputs === undefined ? {} : fields(fields(call).inputs);
  const unknown = Object.keys(given).filter(id => !(id in declared));
  if (unknown.length > 0) throw new Error(`no input is called ${unknown.join(", ")}`);
  return Object.fromEntries(Object.entries(declared).map(([id, token]) => {
    const {default: byDefault, required, type} = fields(token);
    if (given[id] === undefined && required?.value === true) throw new Error(`the input ${id} is missing`);
    const empty = type?.value === "boolean" ? false : "";
    return [id, given[id] ?? valueOf(byDefault, {github}, {failed: false}) ?? empty];
  }));
}

function calledOutputs(root, done, base) {
  const call = root.on?.count === undefined ? undefined : fields(root.on).workflow_call;
  if (call?.count === undefined || fields(call).outputs === undefined) return {};
  return Object.fromEntries(Object.entries(fields(fields(call).outputs)).map(([id, token]) => {
    const value = fields(token).value;
    return [id, value.isExpression ? evaluate(value.expression, {...base, jobs: done}, {failed: false}) : value.value];
  }));
}

/** Every combination of a matrix; one empty cell where there is none. */
export function cellsOf(matrix) {
  if (matrix === undefined || matrix === null) return [{}];
  const {include = [], exclude: _, ...axes} = matrix;
  let cells = Object.keys(axes).length === 0 && include.length > 0 ? [] : [{}];
  for (const [axis, values] of Object.entries(axes)) {
    cells = cells.flatMap(cell => values.map(value => ({...cell, [axis]: value})));
  }
  return [...cells, ...include];
}

function needsOf(job) {
  if (job.needs === undefined) return [];
  return [valueOf(job.needs, {}, {failed: false})].flat();
}

function inOrder(jobs) {
  const order = [];
  const visit = id => {
    if (order.includes(id)) return;
    needsOf(fields(jobs[id])).forEach(visit);
    order.push(id);
  };
  Object.keys(jobs).forEach(visit);
  return order;
}
