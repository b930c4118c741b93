// A form made from the model's signature. Every version that may be pinned is asked; none of it is evidence.

import * as api from "./api.js";
import { answersOf } from "./answers.js";
import { drawing } from "./drawing.js";
import { h, onChange, say } from "./dom.js";
import { facts } from "./packages.js";

const MOST_FIELDS = 64;
const INTEGERS = /^U?INT/;

/** The sizes of one request: what may be any size is 1. */
const sizes = (tensor) => tensor.shape.map((size) => (size < 0 ? 1 : size));

const elements = (tensor) => sizes(tensor).reduce((all, size) => all * size, 1);

/** The picture that a tensor is, where it looks like one: 8 x 8, or 64 in a row. */
function picture(tensor) {
  if (tensor.datatype === "BYTES" || tensor.datatype === "BOOL") {
    return undefined;
  }
  const inner = sizes(tensor).filter((size) => size > 1);
  const side = Math.sqrt(elements(tensor));
  if (inner.length === 1 && Number.isInteger(side) && side >= 6 && side <= 32) {
    return { height: side, width: side };
  }
  const [height, width] = inner;
  return inner.length === 2 && height >= 6 && width >= 6 && height <= 32 && width <= 32 ? { height, width } : undefined;
}

function sampled(found, name) {
  return found.samples.requests.map((request) => request.inputs?.find((input) => input.name === name))
    .filter((input) => Array.isArray(input?.data)).map((input) => input.data.flat(Infinity));
}

function pictureField(tensor, found, size, changed) {
  const values = sampled(found, tensor.name).flat();
  const high = values.length ? Math.max(...values) : 1;
  let data = new Array(elements(tensor)).fill(0);
  let quiet = false;
  const pad = drawing({ ...size, low: 0, high, changed: (pixels, any) => {
    data = pixels;
    if (any && !quiet) {
      changed();
    }
  } });
  return {
    element: pad.element,
    read: () => data,
    set: (sample) => {
      quiet = true;
      pad.set(sample.slice(0, elements(tensor)));
      quiet = false;
    },
  };
}

function numberFields(tensor, found) {
  const total = elements(tensor);
  const sample = sampled(found, tensor.name)[0] ?? [];
  const fields = Array.from({ length: total }, (_, index) => {
    const name = found.features.length === total ? found.features[index] : `${tensor.name}[${index}]`;
    const id = `in-${tensor.name}-${index}`;
    const field = h("input", { id, type: "number", step: INTEGERS.test(tensor.datatype) ? "1" : "any", value: String(sample[index] ?? 0) });
    return { field, element: h("p", {}, h("label", { for: id, text: name }), field) };
  });
  return {
    element: h("div", { className: "numbers" }, fields.map((each) => each.element)),
    read: () => fields.map((each) => Number(each.field.value)),
    set: (values) => fields.forEach((each, index) => {
      each.field.value = String(values[index] ?? 0);
    }),
  };
}

function textField(tensor, found) {
  const id = `in-${tensor.name}`;
  const field = h("textarea", { id, rows: "3" });
  field.value = String(sampled(found, tensor.name)[0]?.[0] ?? "");
  return {
    element: h("p", {}, h("label", { for: id, text: tensor.name }), field),
    read: () => new Array(elements(tensor)).fill(field.value),
    set: (values) => {
      field.value = String(values[0] ?? "");
    },
  };
}

function fieldFor(tensor, found, changed) {
  const size = picture(tensor);
  if (size) {
    return pictureField(tensor, found, size, changed);
  }
  if (tensor.datatype === "BYTES") {
    return textField(tensor, found);
  }
  return elements(tensor) <= MOST_FIELDS && tensor.datatype !== "BOOL" ? numberFields(tensor, found) : undefined;
}

export function tryPanel() {
  const place = h("div");
  const results = h("div", { className: "answers", "aria-live": "polite" });
  const note = h("p", { className: "soft small", text: "Each version is asked by itself, pinned: this is no evidence." });
  const element = h("section", { className: "card try", "aria-label": "Try it" }, h("h2", { text: "Try it" }), note, place, results);
  let status;
  let versions = [];
  let request = () => "{}";
  let asked = 0;

  async function ask() {
    const mine = ++asked;
    const able = versions.filter((version) => version.role !== "rolled back");
    let text;
    try {
      text = request();
    } catch (trouble) {
      results.replaceChildren(h("p", { className: "trouble", text: `Not JSON: ${trouble.message}` }));
      return;
    }
    const all = await Promise.all(able.map(async ({ version, role }) => {
      try {
        return { version, role, answer: await api.ask(status.model, version, text) };
      } catch (trouble) {
        return { version, role, failed: `No answer: ${trouble.message}` };
      }
    }));
    if (mine === asked) {
      results.replaceChildren(...answersOf(all));
    }
  }

  function form(found) {
    const fields = found.inputs.map((tensor) => ({ tensor, field: fieldFor(tensor, found, ask) }));
    const json = h("textarea", { id: "json", rows: "8", spellcheck: "false" });
    const samples = found.samples.requests;
    let next = 0;
    const whole = fields.every((each) => each.field);
    const built = () => JSON.stringify({ inputs: fields.map(({ tensor, field }) =>
      ({ name: tensor.name, datatype: tensor.datatype, shape: sizes(tensor), data: field.read() })) });
    json.value = whole ? "" : JSON.stringify(samples[0] ?? { inputs: [] }, null, 1);
    const raw = h("details", { open: !whole, className: "small" }, h("summary", { text: "The request as JSON" }), h("label", { for: "json", className: "unseen", text: "The request as JSON" }), json);
    raw.addEventListener("toggle", () => {
      if (raw.open && whole) {
        json.value = JSON.stringify(JSON.parse(built()), null, 1);
      }
    });
    request = () => (raw.open ? JSON.stringify(JSON.parse(json.value)) : built());
    const sample = h("button", { type: "button", hidden: samples.length === 0, text: "A golden sample", onclick: () => {
      const chosen = samples[next % samples.length];
      next += 1;
      json.value = JSON.stringify(chosen, null, 1);
      fields.forEach(({ tensor, field }) => {
        const input = chosen.inputs?.find((each) => each.name === tensor.name);
        if (field && input) {
          field.set(input.data.flat(Infinity));
        }
      });
      ask();
    } });
    place.replaceChildren(
      ...fields.filter((each) => each.field).map(({ tensor, field }) => h("fieldset", {}, h("legend", { className: "soft small", text: picture(tensor) ? `${tensor.name}: draw it here` : tensor.name }), field.element)),
      raw, h("p", { className: "buttons" }, h("button", { type: "button", className: "main", text: "Ask", onclick: ask }), sample));
  }

  const rebuild = onChange(async (digest) => {
    results.replaceChildren();
    try {
      form(await facts(digest));
    } catch (refusal) {
      place.replaceChildren(h("p", { className: "soft", text: refusal.message }));
    }
  });
  return {
    element,
    update: (now, shown) => {
      status = now;
      versions = shown;
      const serves = shown.find((version) => version.digest);
      element.hidden = !serves || Object.keys(now.weights).length === 0;
      say(note, `${shown.filter((version) => version.role !== "rolled back").length > 1 ? "Both versions are asked, each" : "The version is asked"} pinned: this is no evidence.`);
      if (!element.hidden) {
        rebuild([now.model, serves.digest], serves.digest);
      }
    },
  };
}
