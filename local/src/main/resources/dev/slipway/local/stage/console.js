"use strict";

// Everything that comes from the stage is put in as text, never as markup.
const MOST_EVENTS = 50;
const connection = document.getElementById("connection");
const endpoints = document.getElementById("endpoints");
const events = document.getElementById("events");

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) {
    made.textContent = text;
  }
  if (className) {
    made.className = className;
  }
  return made;
}

function row(version, role, status) {
  const line = element("tr");
  const share = Number(status.weights[version.version] ?? 0);
  const meter = element("meter");
  meter.max = 1;
  meter.value = share;
  meter.setAttribute("aria-label", `share of version ${version.version}`);
  const traffic = element("td");
  traffic.append(meter, ` ${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`);
  line.append(
    element("td", version.version),
    element("td", role, role),
    traffic,
    element("td", version.digest.slice(0, 19)));
  return line;
}

function release(found) {
  const text = element("p");
  text.append(
    element("strong", `${found.id}: ${found.state}`),
    ` (plan ${found.plan}, ${found.step}) `,
    element("span", found.reason, "reason"));
  return text;
}

function card(status) {
  const made = element("article");
  const table = element("table");
  const head = element("tr");
  for (const title of ["Version", "Role", "Traffic", "Package"]) {
    head.append(element("th", title));
  }
  table.append(head);
  if (status.stable) {
    table.append(row(status.stable, "stable", status));
  }
  for (const candidate of status.candidates) {
    table.append(row(candidate, "candidate", status));
  }
  made.append(element("h2", status.model), table);
  if (status.release) {
    made.append(release(status.release));
  }
  return made;
}

function showStatus(data) {
  if (data.endpoints.length > 0) {
    endpoints.replaceChildren(...data.endpoints.map(card));
  }
}

function showEvent(event) {
  const line = element("li");
  const time = element("time", event.time);
  time.dateTime = event.time;
  const reason = event.reason && event.reason.text ? event.reason.text : event.reason;
  line.append(time, ` ${event.release} `, element("strong", event.type), ` by ${event.by} `);
  if (typeof reason === "string") {
    line.append(element("span", reason, "reason"));
  }
  events.prepend(line);
  while (events.childElementCount > MOST_EVENTS) {
    events.lastElementChild.remove();
  }
}

const stream = new EventSource("/stage/events");
stream.addEventListener("open", () => { connection.textContent = "live"; });
stream.addEventListener("error", () => { connection.textContent = "the stage does not answer; trying again"; });
stream.addEventListener("status", (message) => showStatus(JSON.parse(message.data)));
stream.addEventListener("event", (message) => showEvent(JSON.parse(message.data)));
