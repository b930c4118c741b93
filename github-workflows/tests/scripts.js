// Writes every script of our workflows and actions into a folder, one file each, as the runner would start it: for shellcheck.
//   node scripts.js FOLDER
import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {allFiles} from "./lib/files.js";
import {scripts} from "./lib/rules.js";

const folder = process.argv[2];
mkdirSync(folder, {recursive: true});
for (const file of allFiles()) {
  scripts(file.path, file.content, file.isAction).forEach((script, index) => {
    const name = `${file.path.replaceAll("/", "-").replace(/\.ya?ml$/, "")}-${index + 1}.sh`;
    writeFileSync(join(folder, name), `#!/usr/bin/env bash\nset -eo pipefail\n${script}`);
  });
}
