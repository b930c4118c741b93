// A repository that is not ours, its stage on this machine, and the GitHub it is pushed to.
import {execFileSync, spawn} from "node:child_process";
import {appendFileSync, cpSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {createHash} from "node:crypto";
import {dirname, join, resolve} from "node:path";
import {FakeGitHub} from "./fake-github.js";
import {git, others} from "./others.js";
import {root} from "./root.js";
import {runComposite} from "./steps.js";
import {runWorkflow} from "./workflow.js";

const STAGE_TOKEN = "github_pat_of_the_stage";
const WORKFLOW_TOKEN = "ghs_of_the_workflow";
const SLIPWAY = "acme/slipway";
// One chance in a thousand that a good candidate is rolled back: a test that fails by chance is worth nothing.
const plan = (atLeast, requests) => `release:
  alpha: 0.001
  advance: no-evidence-against
  steps:
    - verify: {restores: 1}
    - shift: {to: 50%, at_least: ${atLeast}, at_most: 10m, requests: ${requests}}
    - bake: {for: 3s}
`;

export class ScratchRepository {
  /** @param {string} dist what \`slipway dist\` made  @param {string} folder where everything goes */
  constructor(dist, folder) {
    this.dist = resolve(dist);
    this.sha256 = createHash("sha256").update(readFileSync(this.dist)).digest("hex");
    mkdirSync(folder, {recursive: true});
    this.folder = folder;
    this.repository = join(folder, "models-repository");
    this.stageFolder = join(folder, "stage");
    this.artifacts = join(folder, "artifacts");
    this.standIns = others(this.repository, this.artifacts);
    this.variables = {
      SLIPWAY_HOME: join(this.stageFolder, ".slipway"), SLIPWAY_STORE: join(folder, "store"), SLIPWAY_RUNNER: "self-hosted",
    };
    this.machine = {
      PATH: process.env.PATH, HOME: join(folder, "home"), LANG: "C.UTF-8", JAVA_HOME: process.env.JAVA_HOME ?? "",
      RUNNER_TOOL_CACHE: join(folder, "tools"),
    };
    for (const made of [this.repository, this.machine.HOME, this.machine.RUNNER_TOOL_CACHE, this.artifacts]) mkdirSync(made, {recursive: true});
    this.pushes = 0;
  }

  /** Installs the distribution as a job does, writes the repository with it, and starts the stage. */
  async begin() {
    const setup = this.run("setup");
    const {outcome} = await runComposite(join(root, "github-workflows/setup"), setup, {
      dist: `file://${this.dist}`, sha256: this.sha256,
    });
    if (outcome !== "success") throw new Error(`setup failed: ${readFileSync(setup.log, "utf8")}`);
    this.slipway = join(setup.path[0], "slipway");
    this.github = await new FakeGitHub({
      repository: "acme/models",
      hasCommit: sha => commits(this.repository).includes(sha),
      tokens: {[STAGE_TOKEN]: ["statuses", "deployments"], [WORKFLOW_TOKEN]: ["deployments", "comments"]},
    }).start();
    git(this.repository, "init", "--quiet", "--initial-branch", "main");
    git(this.repository, "config", "uploadpack.allowAnySHA1InWant", "true");
    this.model("v1");
    writeFileSync(join(this.repository, "stages.yaml"), `stages:
  local:
    window: 1s
    report: {github: {secret: .slipway/github-token, api: "${this.github.url}"}}
`);
    this.tell("init", "--github", "--workflows", `${SLIPWAY}@${"5".repeat(40)}`, "--dist", `file://${this.dist}`,
      "--sha256", this.sha256);
    this.first = this.commit("The first model");
    await this.up();
    return this;
  }

  /** Puts a version of the example in the place of the model, with a plan of seconds and a word that makes it another package. */
  model(version, {name = "digits", atLeast = "3s", requests = 200, word = ""} = {}) {
    const folder = join(this.repository, "models", name);
    cpSync(join(root, "examples/digits", version), folder, {recursive: true});
    const spec = join(folder, "slipway.yaml");
    writeFileSync(spec, readFileSync(spec, "utf8").replace(/^model: .*$/m, `model: ${name}`)
      .replace(/^release:\n(  .*\n?)*/m, plan(atLeast, requests)));
    if (word !== "") appendFileSync(join(folder, "README.md"), `\n${word}\n`);
  }

  commit(message) {
    git(this.repository, "add", "--all");
    git(this.repository, "commit", "--quiet", "-m", message);
    return git(this.repository, "rev-parse", "HEAD");
  }

  /** The command, in the repository. */
  tell(...words) {
    return execFileSync(this.slipway, words, {cwd: this.repository, env: this.machine, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"]});
  }

  /** The stage: another clone, on the machine that serves. */
  async up() {
    git(this.folder, "clone", "--quiet", this.repository, this.stageFolder);
    mkdirSync(join(this.stageFolder, ".slipway"), {recursive: true});
    writeFileSync(join(this.stageFolder, ".slipway/.gitignore"), "*\n");
    writeFileSync(join(this.stageFolder, ".slipway/github-token"), `${STAGE_TOKEN}\n`, {mode: 0o600});
    const log = createWriteStream(join(this.folder, "stage.log"), {flags: "a"});
    this.stage = spawn(this.slipway, ["up", "models/digits", "--port", "0"], {
      cwd: this.stageFolder, env: this.machine, stdio: ["ignore", "pipe", "pipe"],
    });
    this.stage.stderr.pipe(log);
    this.url = await new Promise((ready, failed) => {
      let out = "";
      this.stage.stdout.on("data", part => {
        out += part;
        const found = /^ready (\S+)$/m.exec(out);
        if (found) ready(found[1]);
      });
      this.stage.on("exit", code => failed(new Error(`the stage ended with ${code}: ${readFileSync(join(this.folder, "stage.log"), "utf8")}`)));
    });
    this.calls = traffic(this.url);
  }

  /** What a runner is to one job. */
  run(name, more = {}) {
    const scratch = mkdtempSync(join(this.folder, `${name}-`));
    return {
      job: name, workspace: this.repository, actions: root, scratch, path: [], standIns: this.standIns,
      env: {...this.machine}, github: this.context(), log: join(scratch, "log.txt"), record: [], summary: "", ...more,
    };
  }

  context() {
    return {
      repository: "acme/models", actor: "ann", api_url: this.github?.url ?? "", token: WORKFLOW_TOKEN,
      server_url: "https://github.com",
    };
  }

  /** Runs a workflow of the repository, as GitHub would after an event. */
  workflow(name, event, more = {}) {
    const scratch = join(this.folder, `run-${++this.pushes}`);
    mkdirSync(scratch, {recursive: true});
    return runWorkflow({
      repository: this.repository, actions: root, slipway: SLIPWAY, file: `.github/workflows/${name}.yml`, event,
      github: this.context(), env: this.machine, variables: this.variables, standIns: this.standIns, scratch,
      checkout: job => mkdtempSync(join(scratch, `${job}-work-`)), ...more,
    });
  }

  /** A step of an action by itself, on a runner where the command is installed. */
  async act(action, inputs, github = {}) {
    const run = this.run(action, {path: [dirname(this.slipway)]});
    run.github = {...run.github, ...github};
    return {run, done: runComposite(join(root, "github-workflows", action), run, inputs)};
  }

  /** Starts a release of what a commit holds, by the release action alone: for what is not about the workflow. */
  async start(sha) {
    const digest = this.tell("package", "models/digits", "--no-trial", "--home", this.variables.SLIPWAY_HOME).trim();
    const {run, done} = await this.act("release", {model: "digits", package: digest, home: this.variables.SLIPWAY_HOME}, {sha});
    if ((await done).outcome !== "success") throw new Error(readFileSync(run.log, "utf8"));
  }

  /** The steps' logs of the last workflow, also while it runs. */
  logs() {
    const folder = join(this.folder, `run-${this.pushes}`);
    return readdirSync(folder, {recursive: true}).filter(name => name.endsWith("log.txt"))
      .map(name => readFileSync(join(folder, name), "utf8")).join("");
  }

  /** What GitHub does on a push to main. */
  push(before, sha, more) {
    return this.workflow("model-release", {
      name: "push", sha, ref: "refs/heads/main", payload: {before, after: sha, ref: "refs/heads/main"},
    }, more);
  }

  async end() {
    this.calls?.stop();
    if (this.stage !== undefined && this.stage.exitCode === null) {
      await new Promise(done => {
        this.stage.removeAllListeners("exit");
        this.stage.on("exit", done);
        this.stage.kill("SIGTERM");
      });
    }
    await this.github?.close();
  }
}

function commits(repository) {
  return git(repository, "rev-list", "--all").split("\n");
}

/** Clients: the held-out images, round after round. */
function traffic(url) {
  const images = readFileSync(join(root, "examples/digits/images.jsonl"), "utf8").trim().split("\n").map(line => {
    const [numbers] = /\[[^\]]*\]/.exec(line);
    return `{"inputs":[{"name":"x","shape":[1,64],"datatype":"FP32","data":${numbers}}]}`;
  });
  let stopped = false;
  let next = 0;
  const client = async () => {
    while (!stopped) {
      await fetch(`${url}/v2/models/digits/infer`, {
        method: "POST", headers: {"content-type": "application/json"}, body: images[next++ % images.length],
      }).then(answer => answer.arrayBuffer()).catch(() => undefined);
      await new Promise(done => setTimeout(done, 50));
    }
  };
  for (let clients = 0; clients < 4; clients++) client();
  return {stop: () => (stopped = true)};
}

/** Keeps what a run told, as files: summaries by job, and the log of each. */
export function keep(folder, {runs}) {
  mkdirSync(join(folder, "summaries"), {recursive: true});
  for (const run of runs) {
    const name = Object.values(run.cell ?? {}).length === 0 ? run.job : `${run.job}-${run.cell.model}`;
    if (run.summary !== "") appendFileSync(join(folder, "summaries", `${name}.md`), run.summary);
    if (existsSync(run.log)) cpSync(run.log, join(folder, `${name}.log.txt`));
  }
}
