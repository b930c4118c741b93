// A stage as it is on AWS: S3 with real records, the real controller, a clock that the test moves.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./stage.js";

const ROOT = process.env.SLIPWAY_REPOSITORY;
const INSTALLED = process.env.SLIPWAY_INSTALLED ?? join(ROOT, "cli/target/slipway");
const CLASSES = process.env.SLIPWAY_TEST_CLASSES ?? join(ROOT, "cli/target/test-classes");
const JAVA = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java";

function s3mock() {
  const folder = join(ROOT, "aws/target/s3mock");
  return process.env.S3MOCK ?? (existsSync(folder) ? join(folder, readdirSync(folder).find((name) => name.endsWith("-exec.jar"))) : "");
}

export class RemoteStage {
  async start() {
    this.folder = mkdtempSync(join(tmpdir(), "slipway-remote-"));
    this.said = "";
    this.process = spawn(JAVA, ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", `${CLASSES}:${INSTALLED}/lib/*`, "dev.slipway.cli.remote.RemoteStand",
      s3mock(), this.folder, join(ROOT, "examples/digits")], { stdio: ["pipe", "pipe", "pipe"] });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        this.said += text;
      });
    }
    this.ended = new Promise((resolve) => {
      this.process.on("exit", resolve);
    });
    this.link = (await this.hears(/console (http\S+)/))[1];
    this.token = new URL(this.link).searchParams.get("token");
    this.url = new URL(this.link).origin;
    return this;
  }

  hears(words) {
    return until(`the stand says ${words}`, () => {
      if (this.process.exitCode !== null) {
        throw new Error(`the stand ended: ${this.said}`);
      }
      return words.exec(this.said);
    }, 60);
  }

  /** Tells it something, and waits until that is done. */
  async tell(line) {
    this.said = "";
    this.process.stdin.write(`${line}\n`);
    await this.hears(/done/);
  }

  async api(path) {
    const answer = await fetch(`${this.url}${path}`, { headers: { Authorization: `Bearer ${this.token}` } });
    return answer.json();
  }

  async close() {
    this.process.stdin.end();
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
