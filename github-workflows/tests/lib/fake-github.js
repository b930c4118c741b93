// A GitHub with one repository, as its REST API's reference says (version 2022-11-28): commit statuses, deployments and their
// statuses, and comments on issues. It keeps what it is told and refuses what GitHub refuses.
import {createServer} from "node:http";

const COMMIT_STATES = ["error", "failure", "pending", "success"];
const DEPLOYMENT_STATES = ["error", "failure", "inactive", "in_progress", "queued", "pending", "success"];

export class FakeGitHub {
  /**
   * @param {object} options
   * @param {string} options.repository owner/name
   * @param {(sha: string) => boolean} options.hasCommit
   * @param {Record<string, string[]>} options.tokens what each token may write: statuses, deployments, comments
   */
  constructor({repository, hasCommit, tokens}) {
    Object.assign(this, {repository, hasCommit, tokens});
    this.statuses = [];
    this.deployments = [];
    this.deploymentStatuses = [];
    this.comments = [];
    this.refused = [];
    this.down = false;
    this.waiting = [];
    this.server = createServer((request, response) => this.#take(request, response));
  }

  async start() {
    await new Promise(done => this.server.listen(0, "127.0.0.1", done));
    return this;
  }

  get url() {
    return `http://127.0.0.1:${this.server.address().port}`;
  }

  close() {
    this.server.closeAllConnections();
    return new Promise(done => this.server.close(done));
  }

  /** The status that counts: the last one of a context. */
  status(sha, context) {
    return this.statuses.filter(status => status.sha === sha && status.context === context).at(-1);
  }

  /** Resolves when something told makes this true. */
  until(what, test, milliseconds) {
    if (test()) return Promise.resolve();
    return new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error(`not within ${milliseconds} ms: ${what}`)), milliseconds);
      this.waiting.push(() => test() && (clearTimeout(late), done(), true));
    });
  }

  async #take(request, response) {
    let body = "";
    for await (const part of request) body += part;
    const {status, answer} = this.#answer(request, body);
    if (status >= 400) this.refused.push({call: `${request.method} ${request.url}`, status});
    response.writeHead(status, {"content-type": "application/json; charset=utf-8"});
    response.end(JSON.stringify(answer));
    this.waiting = this.waiting.filter(done => !done());
  }

  #answer(request, body) {
    if (this.down) return no(503, "Service unavailable");
    const rights = this.tokens[(request.headers.authorization ?? "").replace(/^Bearer /, "")];
    if (rights === undefined) return no(401, "Bad credentials");
    const prefix = `/repos/${this.repository}`;
    const {pathname} = new URL(request.url, this.url);
    if (!pathname.startsWith(prefix)) return no(404, "Not Found");
    const call = `${request.method} ${pathname.slice(prefix.length)}`;
    const sent = body === "" ? {} : JSON.parse(body);
    let match;
    if ((match = /^POST \/statuses\/([0-9a-f]+)$/.exec(call))) {
      if (!rights.includes("statuses")) return no(403, "Resource not accessible by personal access token");
      if (!this.hasCommit(match[1])) return no(422, `No commit found for SHA: ${match[1]}`);
      return keep(this.statuses, {sha: match[1], ...sent}, COMMIT_STATES);
    }
    if (call === "POST /deployments") {
      if (!rights.includes("deployments")) return no(403, "Resource not accessible by integration");
      if (!this.hasCommit(sent.ref)) return no(422, `No ref found for: ${sent.ref}`);
      this.deployments.push({id: this.deployments.length + 1, ...sent});
      return {status: 201, answer: this.deployments.at(-1)};
    }
    if ((match = /^POST \/deployments\/([0-9]+)\/statuses$/.exec(call))) {
      if (!rights.includes("deployments")) return no(403, "Resource not accessible by personal access token");
      if (this.deployments[match[1] - 1] === undefined) return no(404, "Not Found");
      return keep(this.deploymentStatuses, {deployment: Number(match[1]), ...sent}, DEPLOYMENT_STATES);
    }
    if (!rights.includes("comments")) return no(404, "Not Found");
    if ((match = /^GET \/issues\/([0-9]+)\/comments$/.exec(call))) {
      return {status: 200, answer: this.comments.filter(comment => comment.issue === Number(match[1]))};
    }
    if ((match = /^POST \/issues\/([0-9]+)\/comments$/.exec(call))) {
      this.comments.push({id: this.comments.length + 1, issue: Number(match[1]), body: sent.body});
      return {status: 201, answer: this.comments.at(-1)};
    }
    if ((match = /^PATCH \/issues\/comments\/([0-9]+)$/.exec(call))) {
      this.comments[match[1] - 1].body = sent.body;
      return {status: 200, answer: this.comments[match[1] - 1]};
    }
    return no(404, "Not Found");
  }
}

function keep(list, entry, states) {
  if (!states.includes(entry.state) || (entry.description ?? "").length > 140) return no(422, "Validation Failed");
  list.push(entry);
  return {status: 201, answer: {id: list.length, ...entry}};
}

function no(status, message) {
  return {status, answer: {message}};
}
