// The house rules hold in every file, and a file that breaks one is caught.
import assert from "node:assert/strict";
import {existsSync} from "node:fs";
import {dirname, join} from "node:path";
import test from "node:test";
import {allFiles} from "./lib/files.js";
import {NoOperationTraceWriter, TextDocument, validate} from "./lib/github.js";
import {root} from "./lib/root.js";
import {findings} from "./lib/rules.js";

const files = allFiles();

test("no file breaks a house rule", () => {
  assert.ok(files.length > 15, `${files.length} files`);
  assert.deepEqual(files.flatMap(file => findings(file.path, file.content, file.isAction)), []);
});

test("GitHub's own language service finds nothing", async () => {
  const found = [];
  for (const file of files) {
    const kind = file.isAction ? "action" : "workflow";
    const document = TextDocument.create(`file:///${file.path}`, kind, 1, file.content);
    for (const finding of await validate(document)) {
      found.push(`${file.path}:${finding.range.start.line + 1}: ${finding.message}`);
    }
  }
  assert.deepEqual(found, []);
});

test("every action has a page that names its inputs", async () => {
  const {readFileSync} = await import("node:fs");
  const {parseAction} = await import("./lib/github.js");
  const {fields} = await import("./lib/steps.js");
  for (const file of files.filter(file => file.isAction)) {
    const page = join(root, dirname(file.path), "README.md");
    assert.ok(existsSync(page), `${page} is missing`);
    const text = readFileSync(page, "utf8");
    const action = fields(parseAction({name: file.path, content: file.content}, new NoOperationTraceWriter()).value);
    for (const input of Object.keys(fields(action.inputs))) {
      assert.ok(text.includes(`\`${input}`) || text.includes(`${input}\``), `${page} does not name the input ${input}`);
    }
  }
});

const workflow = path => files.find(file => file.path === path).content;
const release = workflow(".github/workflows/model-release.yml");
const action = workflow("github-workflows/release/action.yml");

const mutants = [
  ["an action that is not pinned", release.replace(/@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7\.0\.1/, "@v7"), false, "is not pinned"],
  ["a pin that does not say its version", release.replace(" # v7.0.1", ""), false, "does not say its version"],
  ["an input inside run:", action.replace('"$MODEL" "${arguments', '"${{ inputs.model }}" "${arguments'), true, "an expression inside run"],
  ["an event's text inside run:", release.replace('echo "$DIGEST"', 'echo "${{ github.event.head_commit.message }}"'), false, "an expression inside run"],
  ["permissions missing on top", release.replace("permissions: {}\n", ""), false, "permissions must be {} on top"],
  ["permissions missing in a job", release.replace("    permissions:\n      contents: read # the clone\n", ""), false, "permissions are missing"],
  ["a timeout missing", release.replace("    timeout-minutes: 10\n", ""), false, "timeout-minutes is missing"],
  ["an id-token in a job that loads a model", release.replace("      contents: read # the clone\n    steps:\n      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1\n        with:\n          persist-credentials: false\n", "      contents: read\n      id-token: write\n    steps:\n"), false, "no id-token"],
  ["credentials left in a clone", release.replace("          persist-credentials: false\n", ""), false, "persist-credentials"],
  ["a runner that is the latest", workflow(".github/workflows/ci.yml").replace("ubuntu-24.04", "ubuntu-latest"), false, "runs-on"],
  ["a trigger that runs others' code with our rights", workflow(".github/workflows/ci.yml").replace("pull_request:", "pull_request_target:"), false, "pull_request_target"],
];

for (const [name, content, isAction, expected] of mutants) {
  test(`caught: ${name}`, () => {
    const found = findings("mutant.yml", content, isAction);
    assert.ok(found.some(finding => finding.includes(expected)), `found ${JSON.stringify(found)}`);
  });
}
