import {dirname, resolve} from "node:path";
import {fileURLToPath} from "node:url";

/** Slipway's own repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
