// What stands in for the actions of others, as far as ours lean on them: a clone, a JDK that is there, files between jobs.
import {execFileSync} from "node:child_process";
import {cpSync, existsSync, mkdirSync, statSync} from "node:fs";
import {basename, join, resolve} from "node:path";

export function git(folder, ...command) {
  return execFileSync("git", command, {cwd: folder, encoding: "utf8", env: {...process.env, ...identity}}).trim();
}

const identity = {
  GIT_AUTHOR_NAME: "Ann", GIT_AUTHOR_EMAIL: "ann@example.com", GIT_COMMITTER_NAME: "Ann",
  GIT_COMMITTER_EMAIL: "ann@example.com", GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null",
};

/**
 * @param {string} origin the repository that is checked out
 * @param {string} artifacts a folder for what jobs hand on
 */
export function others(origin, artifacts) {
  return {
    // As shallow as GitHub's: a step that needs the history must ask for it.
    "actions/checkout": async ({inputs, run}) => {
      const folder = resolve(run.workspace, inputs.path ?? ".");
      const commit = inputs.ref || run.github.sha;
      mkdirSync(folder, {recursive: true});
      git(folder, "init", "--quiet", "--initial-branch", "work");
      git(folder, "remote", "add", "origin", `file://${origin}`);
      const depth = (inputs["fetch-depth"] ?? "1") === "0" ? [] : ["--depth", "1"];
      git(folder, "fetch", "--quiet", ...depth, "origin", commit);
      git(folder, "checkout", "--quiet", "--detach", commit);
    },
    "actions/setup-java": async () => {},
    "actions/setup-node": async () => {},
    "actions/cache": async () => ({"cache-hit": "false"}),
    "actions/upload-artifact": async ({inputs, run}) => {
      const from = resolve(run.workspace, inputs.path);
      if (!existsSync(from)) throw new Error(`no files were found at ${inputs.path}`);
      const to = join(artifacts, inputs.name);
      mkdirSync(to, {recursive: true});
      cpSync(from, statSync(from).isDirectory() ? to : join(to, basename(from)), {recursive: true});
    },
    "actions/download-artifact": async ({inputs, run}) => {
      const from = join(artifacts, inputs.name);
      if (!existsSync(from)) throw new Error(`no artifact is called ${inputs.name}`);
      cpSync(from, resolve(run.workspace, inputs.path ?? "."), {recursive: true});
    },
    "actions/attest": async ({inputs}) => {
      if (!/^sha256:[0-9a-f]{64}$/.test(inputs["subject-digest"])) throw new Error("no digest to attest");
    },
    "aws-actions/configure-aws-credentials": async ({run}) => {
      Object.assign(run.env, {AWS_ACCESS_KEY_ID: "of the role", AWS_SECRET_ACCESS_KEY: "secret", AWS_SESSION_TOKEN: "token"});
    },
  };
}
