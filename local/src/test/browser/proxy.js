// A stage of our own making: the page's files come from a real one, what it tells and answers comes from the test.

import http from "node:http";
import { fits, MESSAGES } from "./described.js";

const JSON_TYPE = { "Content-Type": "application/json" };

export class Proxy {
  /** {@code answers} maps "GET /path" to what is answered: a value, or a function of the request's URL and body. */
  constructor(stage) {
    this.stage = stage;
    this.answers = {};
    this.streams = new Set();
    this.lastIds = [];
    this.number = 0;
    this.server = http.createServer((request, response) => this.serve(request, response));
  }

  async start() {
    await new Promise((resolve) => {
      this.server.listen(0, "127.0.0.1", resolve);
    });
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  async serve(request, response) {
    const url = new URL(request.url, this.url);
    if (url.pathname.startsWith("/stage/console")) {
      const file = await fetch(this.stage.url + url.pathname, { headers: { Authorization: `Bearer ${this.stage.token}`, "Accept-Encoding": "identity" } });
      const headers = ["content-type", "content-security-policy"].map((name) => [name, file.headers.get(name)]);
      response.writeHead(file.status, Object.fromEntries(headers.filter(([, value]) => value)));
      response.end(Buffer.from(await file.arrayBuffer()));
    } else if (url.pathname === "/stage/events") {
      this.lastIds.push(request.headers["last-event-id"]);
      response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
      response.write("retry: 100\n\n");
      this.streams.add(response);
      response.on("close", () => this.streams.delete(response));
      this.joined?.(response, request.headers["last-event-id"]);
    } else {
      let body = "";
      for await (const chunk of request) {
        body += chunk;
      }
      const found = this.answers[`${request.method} ${url.pathname}`];
      const value = typeof found === "function" ? await found(url, body) : found;
      response.writeHead(found === undefined ? 404 : value.error ? value.status ?? 409 : 200, JSON_TYPE);
      response.end(JSON.stringify(found === undefined ? { error: "there is nothing here" } : value));
    }
  }

  /** Tells whoever watches, in a form that the API describes. */
  tell(type, data, to = this.streams) {
    fits(MESSAGES[type], data);
    this.number += 1;
    const id = type === "traffic" ? "" : `id: test-${this.number}\n`;
    const text = `${id}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const stream of to) {
      stream.write(text);
    }
  }

  /** Breaks all connections off, as a network does. */
  cut() {
    for (const stream of this.streams) {
      stream.destroy();
    }
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
