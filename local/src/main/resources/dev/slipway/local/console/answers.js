// What versions answered, side by side.

import { h } from "./dom.js";
import { millis } from "./words.js";

const MOST_BARS = 20;
const LONGEST = 2000;

function short(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Whether these look like the shares of a whole. */
function isShares(data) {
  const sum = data.reduce((all, value) => all + value, 0);
  return data.length > 1 && data.length <= MOST_BARS && data.every((value) => typeof value === "number" && value >= 0 && value <= 1) && Math.abs(sum - 1) < 0.02;
}

function bars(name, data) {
  const most = Math.max(...data);
  return h("table", { className: "bars" }, h("caption", { className: "soft small", text: name }), h("tbody", {}, data.map((value, index) => {
    const bar = h("i", {});
    bar.style.width = `${value * 100}%`;
    return h("tr", { "data-most": value === most ? "yes" : undefined }, h("th", { scope: "row", text: String(index) }),
      h("td", { className: "bar", "aria-hidden": "true" }, bar), h("td", { text: value.toFixed(3) }));
  })));
}

function output(tensor) {
  const data = (tensor.data ?? []).flat(Infinity);
  if (isShares(data)) {
    return bars(tensor.name, data);
  }
  if (data.length === 1) {
    return h("p", { className: "answer" }, h("span", { className: "soft small", text: `${tensor.name} ` }), h("b", { text: short(data[0]) }));
  }
  return h("p", { className: "small" }, h("span", { className: "soft", text: `${tensor.name} ` }), h("code", { text: short(data) }));
}

function one({ version, role, answer, failed }) {
  const body = failed ? [h("p", { className: "trouble", text: failed })]
    : answer.ok ? (answer.body.outputs ?? []).map(output)
      : [h("p", { className: "trouble", text: `${answer.status}: ${short(answer.body.error ?? answer.body)}` })];
  return h("div", { className: "answer-of", "data-version": version },
    h("h3", {}, h("i", { className: `dot ${role.replace(" ", "-")}`, "aria-hidden": "true" }), `Version ${version}`,
      h("span", { className: "soft small", text: ` ${role}` })),
    answer ? h("p", { className: "soft small", text: `answered after ${millis(answer.took)}` }) : null, body);
}

export function answersOf(all) {
  return all.map(one);
}
