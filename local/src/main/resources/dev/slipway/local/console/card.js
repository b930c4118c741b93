// A model card: the small part of Markdown that cards use, as elements. Text stays text; markup in it is shown.

import { h } from "./dom.js";

const INLINE = /(`[^`]+`)|(\*\*[^*]+\*\*)|(\*[^*\s][^*]*\*)|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** Only addresses that lead to a web page become links. */
function safe(address) {
  return /^https?:\/\/[^\s]+$/i.test(address);
}

export function inline(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    parts.push(text.slice(from, found.index));
    const [whole, code, strong, slanted, label, address] = found;
    if (code) {
      parts.push(h("code", { text: code.slice(1, -1) }));
    } else if (strong) {
      parts.push(h("strong", { text: strong.slice(2, -2) }));
    } else if (slanted) {
      parts.push(h("em", { text: slanted.slice(1, -1) }));
    } else if (safe(address)) {
      parts.push(h("a", { href: address, rel: "noopener noreferrer", target: "_blank", text: label }));
    } else {
      parts.push(whole);
    }
    from = found.index + whole.length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}

function cells(line) {
  return line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
}

function table(lines) {
  const [head, , ...rows] = lines;
  return h("div", { className: "scroll", tabindex: "0", role: "region", "aria-label": "Table of the model card" }, h("table", {},
    h("thead", {}, h("tr", {}, cells(head).map((cell) => h("th", { scope: "col" }, inline(cell))))),
    h("tbody", {}, rows.map((row) => h("tr", {}, cells(row).map((cell) => h("td", {}, inline(cell))))))));
}

/** The elements for a card. */
export function card(text) {
  const lines = String(text).replace(/\r/g, "").split("\n");
  const made = [];
  let at = 0;
  const takeWhile = (fits) => {
    const taken = [];
    while (at < lines.length && fits(lines[at])) {
      taken.push(lines[at]);
      at += 1;
    }
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at];
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (/^```/.test(line)) {
      at += 1;
      made.push(h("pre", { tabindex: "0", text: takeWhile((each) => !/^```/.test(each)).join("\n") }));
      at += 1;
    } else if (heading) {
      made.push(h(`h${Math.min(6, heading[1].length + 2)}`, {}, inline(heading[2])));
      at += 1;
    } else if (/^\s*\|.*\|/.test(line) && /^\s*\|[\s:|-]+\|?\s*$/.test(lines[at + 1] ?? "")) {
      made.push(table(takeWhile((each) => /^\s*\|/.test(each))));
    } else if (/^\s*[-*] /.test(line)) {
      made.push(h("ul", {}, takeWhile((each) => /^\s*[-*] |^\s{2,}\S/.test(each)).reduce((items, each) => {
        if (/^\s*[-*] /.test(each)) {
          items.push(each.replace(/^\s*[-*] /, ""));
        } else {
          items[items.length - 1] += ` ${each.trim()}`;
        }
        return items;
      }, []).map((item) => h("li", {}, inline(item)))));
    } else if (line.trim() === "") {
      at += 1;
    } else {
      at += 1;
      const rest = takeWhile((each) => each.trim() !== "" && !/^(#{1,6}\s|```|\s*[-*] |\s*\|)/.test(each));
      made.push(h("p", {}, inline([line, ...rest].join(" "))));
    }
  }
  return made;
}
