// A stage in a process of its own, as people start one, and real traffic for it.

import { execFile, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = process.env.SLIPWAY_REPOSITORY;
const SLIPWAY = join(ROOT, "slipway");

const example = (path) => join(ROOT, "examples", "digits", path);
export const artifact = (name) => join(ROOT, "local", "target", "browser", name);

/** Looks again and again until something is there; says what was waited for where it never comes. */
export async function until(what, look, seconds = 120) {
  const end = performance.now() + seconds * 1000;
  let last;
  while (performance.now() < end) {
    last = await look();
    if (last) {
      return last;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error(`waited in vain until ${what}`);
}

export class Stage {
  constructor() {
    this.home = mkdtempSync(join(tmpdir(), "slipway-console-"));
  }

  /** Starts it; on the same port again where it ran before. */
  async start() {
    this.said = "";
    this.process = spawn(SLIPWAY, ["up", "--home", this.home, "--port", String(this.port ?? 0)], { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        this.said += text;
      });
    }
    this.ended = new Promise((resolve) => {
      this.process.on("exit", resolve);
    });
    await until(`the stage is ready: ${this.said}`, () => {
      if (this.process.exitCode !== null) {
        throw new Error(`the stage ended: ${this.said}`);
      }
      return /console (http\S+)/.test(this.said);
    }, 300);
    this.link = /console (http\S+)/.exec(this.said)[1];
    this.token = new URL(this.link).searchParams.get("token");
    this.url = new URL(this.link).origin;
    this.port = new URL(this.link).port;
    return this;
  }

  async stop() {
    this.process.kill("SIGTERM");
    await this.ended;
  }

  async close() {
    await this.stop();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Asks the stage's API, with the token. */
  async api(path, options = {}) {
    const answer = await fetch(`${this.url}${path}`, { ...options, headers: { Authorization: `Bearer ${this.token}` } });
    return answer.json();
  }

  /** Puts one of the examples into the store, to be released in this way; answers its digest. */
  async package(name, release) {
    const folder = join(this.home, "models", name);
    cpSync(example(name), folder, { recursive: true });
    const yaml = readFileSync(join(folder, "slipway.yaml"), "utf8").replace(/release:\s+plan: canary/, `release: ${release}`);
    writeFileSync(join(folder, "slipway.yaml"), yaml);
    return this.slipway("package", folder);
  }

  async slipway(...words) {
    const { stdout } = await promisify(execFile)(SLIPWAY, [...words, "--home", this.home], { maxBuffer: 64 << 20 });
    return stdout.trim();
  }

  /** A command that goes on; answers what it printed when it ends. */
  watching(...words) {
    const child = spawn(SLIPWAY, [...words, "--home", this.home], { stdio: ["ignore", "pipe", "ignore"] });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      out += text;
    });
    return new Promise((resolve) => {
      child.on("exit", (code) => resolve({ code, out }));
    });
  }
}

/** Clients that send the held-out digits, so many a second, until they are stopped. */
export function traffic(stage, rate) {
  const images = readFileSync(example("images.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line).x);
  let next = 0;
  let under = 0;
  const timer = setInterval(async () => {
    if (under > 50) {
      return;
    }
    under += 1;
    const data = images[next++ % images.length];
    try {
      const answer = await fetch(`${stage.url}/v2/models/digits/infer`, {
        method: "POST",
        body: JSON.stringify({ inputs: [{ name: "x", shape: [1, 64], datatype: "FP32", data }] }),
      });
      await answer.arrayBuffer();
    } catch {
      // the stage is being started again
    } finally {
      under -= 1;
    }
  }, 1000 / rate);
  return () => clearInterval(timer);
}

/** Follows a stage's stream of events as a program would, until it is stopped: the messages that came so far. */
export function follow(stage, signal) {
  const heard = [];
  (async () => {
    const answer = await fetch(`${stage.url}/stage/events`, { headers: { Authorization: `Bearer ${stage.token}` }, signal });
    let text = "";
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const messages = text.split("\n\n");
      text = messages.pop();
      for (const message of messages) {
        const [type] = /(?<=^event: ).*$/m.exec(message) ?? [];
        if (type) {
          heard.push({ type, data: JSON.parse(/(?<=^data: ).*$/m.exec(message)[0]) });
        }
      }
    }
  })().catch(() => {});
  return heard;
}
