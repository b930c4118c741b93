// The workflows and actions of this repository.
import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {root} from "./root.js";

/** @returns {{path: string, content: string, isAction: boolean}[]} */
export function allFiles() {
  const workflows = readdirSync(join(root, ".github/workflows")).map(name => `.github/workflows/${name}`);
  const actions = readdirSync(join(root, "github-workflows")).map(name => `github-workflows/${name}/action.yml`)
    .filter(path => existsSync(join(root, path)));
  return [...workflows.map(path => file(path, false)), ...actions.map(path => file(path, true))];
}

function file(path, isAction) {
  return {path, isAction, content: readFileSync(join(root, path), "utf8")};
}
