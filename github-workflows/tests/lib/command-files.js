// The files through which a step tells the runner something: GITHUB_OUTPUT, GITHUB_ENV, GITHUB_PATH, GITHUB_STEP_SUMMARY.
import {mkdtempSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";

const names = ["GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"];

/** Makes empty ones. */
export function commandFiles(scratch) {
  const folder = mkdtempSync(join(scratch, "step-"));
  const env = Object.fromEntries(names.map(name => [name, join(folder, name.toLowerCase())]));
  for (const file of Object.values(env)) writeFileSync(file, "");
  const text = name => readFileSync(env[name], "utf8");
  return {
    folder,
    env,
    told: () => ({
      outputs: pairs(text("GITHUB_OUTPUT")),
      env: pairs(text("GITHUB_ENV")),
      paths: text("GITHUB_PATH").split("\n").filter(line => line !== ""),
      summary: text("GITHUB_STEP_SUMMARY"),
    }),
  };
}

/** Lines of `name=value`, or `name<<END`, lines, `END`. Anything else is an error, as the runner says it. */
export function pairs(text) {
  const found = {};
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === "") continue;
    const long = /^([^=<]+)<<(.+)$/.exec(line);
    if (long) {
      const end = lines.indexOf(long[2], index + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${long[2]}'`);
      found[long[1]] = lines.slice(index + 1, end).join("\n");
      index = end;
      continue;
    }
    const at = line.indexOf("=");
    if (at < 1) throw new Error(`Invalid format '${line}'`);
    found[line.slice(0, at)] = line.slice(at + 1);
  }
  return found;
}
