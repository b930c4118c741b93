// GitHub's parser, expression engine and language service, bundled on first use beside the packages they come from.
import {build} from "esbuild";
import {createHash} from "node:crypto";
import {existsSync, readFileSync, renameSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const lock = readFileSync(join(here, "../package-lock.json"));
const entry = join(here, "github-entry.js");
const key = createHash("sha256").update(lock).update(readFileSync(entry)).digest("hex").slice(0, 16);
const bundle = join(here, `../node_modules/.github-${key}.mjs`);

if (!existsSync(bundle)) {
  const fresh = `${bundle}.${process.pid}`;
  await build({
    entryPoints: [entry],
    outfile: fresh,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
  });
  renameSync(fresh, bundle);
}

export const {
  NoOperationTraceWriter, TextDocument, convertWorkflowTemplate, data, Evaluator, Lexer, parseAction, Parser,
  parseWorkflow, validate, wellKnownFunctions,
} = await import(pathToFileURL(bundle).href);
