// The packages of an endpoint's versions: facts and model card.

import * as api from "./api.js";
import { card } from "./card.js";
import { h, onChange } from "./dom.js";
import { brief, bytes, count } from "./words.js";

const cache = new Map();
const MOST_CACHED = 20;

/** A package's facts; they never change, so they are read once. */
export async function facts(digest) {
  if (!cache.has(digest)) {
    if (cache.size >= MOST_CACHED) {
      cache.delete(cache.keys().next().value);
    }
    const asked = api.onePackage(digest);
    cache.set(digest, asked);
    asked.catch(() => cache.delete(digest));
  }
  return cache.get(digest);
}

const tensor = (each) => `${each.name}: ${each.datatype} [${each.shape.map((size) => (size < 0 ? "any" : size)).join(", ")}]`;

function list(found) {
  const rows = [
    ["Digest", h("code", { text: found.digest })],
    ["Tags", found.tags.join(", ") || "none"],
    ["Format", found.format],
    ["Licence", found.licence ?? "not said"],
    ["In", found.inputs.map(tensor).join("; ")],
    ["Out", found.outputs.map(tensor).join("; ")],
    ["Golden samples", count(found.samples.count)],
    ["Size", bytes(found.size)],
    ["Files", found.files.map((file) => `${file.path} (${bytes(file.size)})`).join(", ")],
    ["Plan", found.plan?.name ?? "canary"],
  ];
  return h("dl", { className: "facts" }, rows.flatMap(([name, value]) => [h("dt", { text: name }), h("dd", {}, value)]));
}

function one(version) {
  const place = h("div", { className: "package-body" });
  const details = h("details", { id: `package-${version.version}` },
    h("summary", {}, h("b", { text: `Version ${version.version}` }), ` ${version.role} `, h("code", { className: "soft", text: brief(version.digest) })), place);
  details.addEventListener("toggle", async () => {
    if (details.open && place.childElementCount === 0) {
      try {
        const found = await facts(version.digest);
        place.replaceChildren(list(found), h("article", { className: "model-card", "aria-label": `Model card of version ${version.version}` },
          found.card ? card(found.card) : h("p", { className: "soft", text: "This package has no model card." })));
      } catch (refusal) {
        place.replaceChildren(h("p", { className: "trouble", text: refusal.message }));
      }
    }
  });
  return details;
}

export function packagesPanel() {
  const list = h("div");
  const element = h("section", { className: "card", id: "packages", "aria-label": "Packages" }, h("h2", { text: "Packages" }), list);
  const rebuild = onChange((shown) => list.replaceChildren(...shown.map(one)));
  return {
    element,
    update: (versions) => {
      const shown = versions.filter((version) => version.digest);
      element.hidden = shown.length === 0;
      rebuild(shown.map(({ version, digest, role }) => [version, digest, role]), shown);
    },
    open: (version) => {
      const details = list.querySelector(`#package-${CSS.escape(version)}`);
      if (details) {
        details.open = true;
        details.scrollIntoView({ block: "start" });
        details.querySelector("summary").focus({ preventScroll: true });
      }
    },
  };
}
