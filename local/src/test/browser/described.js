// The stage's API as it is described, to hold real answers and our own fakes to it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";

const FILE = join(process.env.SLIPWAY_REPOSITORY, "local/src/main/resources/dev/slipway/local/stage/openapi.json");
const NAMED = /#\/components\/schemas\//g;

/** Every object has the fields that are described and no other, unless it says that it has. */
function close(node) {
  if (node && typeof node === "object") {
    if (node.properties && node.additionalProperties === undefined && !Array.isArray(node)) {
      node.additionalProperties = false;
    }
    Object.values(node).forEach(close);
  }
}

const document = JSON.parse(readFileSync(FILE, "utf8").replace(NAMED, "#/$defs/"));
close(document);
const ajv = formats(new Ajv({ strict: false, allErrors: true }));
const compiled = new Map();

/** Fails where a value is not what the schema of this name says. */
export function fits(name, value) {
  if (!compiled.has(name)) {
    compiled.set(name, ajv.compile({ $defs: document.components.schemas, $ref: `#/$defs/${name}` }));
  }
  const validate = compiled.get(name);
  assert.ok(validate(value), `${name}: ${ajv.errorsText(validate.errors)}: ${JSON.stringify(value).slice(0, 2000)}`);
}

/** The schema of each kind of message that the stream of events has. */
export const MESSAGES = { status: "Status", stage: "Stage", endpoint: "Endpoint", event: "Event", traffic: "TrafficNow" };
