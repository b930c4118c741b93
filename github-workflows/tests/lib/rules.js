// The house rules of workflows and actions, as values: what is found wrong with a file. What GitHub's own tools check is in check.js.
import {fields} from "./steps.js";
import {NoOperationTraceWriter, parseAction, parseWorkflow} from "./github.js";

/**
 * @param {string} name the file's name, for messages
 * @param {string} content
 * @param {boolean} isAction a composite action, or else a workflow
 * @returns {string[]} what is wrong, each with its place
 */
export function findings(name, content, isAction) {
  const parsed = (isAction ? parseAction : parseWorkflow)({name, content}, new NoOperationTraceWriter());
  const errors = parsed.context.errors.getErrors().map(error => `${name}: ${error.message}`);
  if (errors.length > 0) return errors;
  return [...pins(name, content), ...(isAction ? ofAction(name, fields(parsed.value)) : ofWorkflow(name, fields(parsed.value)))];
}

/** Each `uses` of others by a commit with the version beside it. */
function pins(name, content) {
  return content.split("\n").flatMap((line, index) => {
    const used = /^\s*-?\s*uses:\s*(\S+)(.*)$/.exec(line);
    if (used === null || /^(\.|\$)\//.test(used[1])) return [];
    const pinned = /@[0-9a-f]{40}$/.test(used[1]);
    if (!pinned) return [`${name}:${index + 1}: ${used[1]} is not pinned to a commit`];
    return /^\s+# v[0-9]/.test(used[2]) ? [] : [`${name}:${index + 1}: ${used[1]} does not say its version`];
  });
}

function ofAction(name, action) {
  return steps(name, "runs", fields(action.runs).steps, true);
}

function ofWorkflow(name, workflow) {
  const found = [];
  if (workflow.permissions === undefined || workflow.permissions.count !== 0) {
    found.push(`${name}: permissions must be {} on top, and each job takes what it needs`);
  }
  for (const [id, token] of Object.entries(fields(workflow.jobs))) {
    const job = fields(token);
    const where = `${name}: job ${id}`;
    if (job.permissions === undefined) found.push(`${where}: permissions are missing`);
    if (job.uses !== undefined) continue;
    if (job["timeout-minutes"] === undefined) found.push(`${where}: timeout-minutes is missing`);
    if (/latest/.test(String(job["runs-on"]?.value ?? ""))) found.push(`${where}: runs-on must name a version`);
    const names = [...allUses(job.steps)];
    const mayTrade = job.permissions?.count !== undefined && "id-token" in fields(job.permissions);
    if (mayTrade && names.some(used => used.endsWith("/test-model"))) {
      found.push(`${where}: it loads a model, so it may have no id-token`);
    }
    found.push(...steps(name, `job ${id}`, job.steps, false));
  }
  const on = workflow.on;
  const triggers = on?.count === undefined ? [on?.value] : "get" in on && on.count > 0 && "key" in on.get(0)
    ? Object.keys(fields(on)) : Array.from({length: on.count}, (_, index) => on.get(index).value);
  if (triggers.includes("pull_request_target")) found.push(`${name}: pull_request_target runs others' code with our rights`);
  return found;
}

function* allUses(list) {
  for (let index = 0; index < (list?.count ?? 0); index++) {
    const step = fields(list.get(index));
    if (step.uses !== undefined) yield step.uses.value;
  }
}

function steps(name, where, list, inAction) {
  const found = [];
  for (let index = 0; index < (list?.count ?? 0); index++) {
    const step = fields(list.get(index));
    const at = `${name}: ${where}, step ${index + 1}`;
    if (step.run !== undefined) {
      const text = step.run.source ?? String(step.run.value);
      if (step.run.isExpression || text.includes("${{")) found.push(`${at}: an expression inside run: pass it by env:`);
      if (inAction && step.shell?.value !== "bash") found.push(`${at}: shell must be bash`);
    }
    if (/^actions\/checkout@/.test(step.uses?.value ?? "")) {
      const inputs = step.with === undefined ? {} : fields(step.with);
      if (String(inputs["persist-credentials"]?.value) !== "false") found.push(`${at}: persist-credentials must be false`);
    }
  }
  return found;
}

/** Every script of a file, for shellcheck. */
export function scripts(name, content, isAction) {
  const root = fields((isAction ? parseAction : parseWorkflow)({name, content}, new NoOperationTraceWriter()).value);
  const lists = isAction ? [fields(root.runs).steps] : Object.values(fields(root.jobs)).map(job => fields(job).steps);
  return lists.filter(list => list !== undefined).flatMap(list => Array.from({length: list.count}, (_, index) => fields(list.get(index))))
    .filter(step => step.run !== undefined).map(step => step.run.source ?? String(step.run.value));
}
