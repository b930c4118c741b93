// An endpoint's record as a timeline, newest first; older pages on demand.

import * as api from "./api.js";
import { announce, h, say } from "./dom.js";
import { command } from "./store.js";
import { clock, day, percent } from "./words.js";

const PAGE = 40;
/** No more lines than this stand in the page; what is older is asked for again. */
const MOST = 400;

const TITLES = {
  started: "Release begun",
  shifted: "Traffic shifted",
  advanced: "On to the next step",
  waiting: "Waits",
  paused: "Paused",
  resumed: "Resumed",
  approved: "Approved",
  promoted: "Promoted",
  rolled_back: "Rolled back",
  not_tagged: "Tag not moved",
  not_reported: "Commit not told",
  clock: "The clock was set",
};

function weights(shares) {
  return Object.entries(shares).map(([version, part]) => `${percent(Number(part))} to version ${version}`).join(", ");
}

/** What an event says, in a line. */
export function told(event) {
  switch (event.type) {
    case "started": {
      const over = event.stable ? ` over version ${event.stable.version}` : ", the first of its name";
      return `Version ${event.candidate.version}${over}, plan ${event.plan.name}${event.why ? `: ${event.why}` : ""}`;
    }
    case "shifted": return weights(event.weights);
    case "advanced": return `${event.step}: ${event.reason.text}`;
    default: return event.reason?.text ?? event.why ?? "";
  }
}

function line(event) {
  const by = event.by === "controller" ? "" : ` by ${event.by}`;
  return h("li", { "data-type": event.type },
    h("time", { datetime: event.time, title: event.time, text: clock(event.time) }),
    h("div", {}, h("b", { text: (TITLES[event.type] ?? event.type) + by }), h("span", { className: "soft small", text: ` ${event.release}` }),
      h("p", { className: "small", text: told(event) })));
}

export function historyPanel() {
  const list = h("ol", { className: "timeline" });
  const older = h("button", { type: "button", className: "quiet", text: "Older", onclick: () => load(true) });
  const trouble = h("p", { className: "soft small", role: "status" });
  const element = h("section", { className: "card", "aria-label": "Record" }, h("h2", { text: "Record" }), list, trouble, older);
  let model;
  let events = [];
  let before = null;
  let asked = 0;

  function show() {
    const lines = [];
    let date = "";
    for (const event of events) {
      const on = day(event.time);
      if (on !== date) {
        lines.push(h("li", { className: "day", text: on }));
        date = on;
      }
      lines.push(line(event));
    }
    list.replaceChildren(...lines);
    older.hidden = before === null || events.length >= MOST;
    say(trouble, events.length === 0 ? "Nothing has happened yet." : events.length >= MOST && before !== null
      ? `The newest ${MOST} entries; ${command(`history ${model}`)} shows all.` : "");
  }

  function take(more) {
    const known = new Map(events.map((event) => [event.sequence, event]));
    more.forEach((event) => known.set(event.sequence, event));
    events = [...known.values()].sort((a, b) => b.sequence - a.sequence);
    if (events.length > MOST) {
      events.length = MOST;
      before = events[MOST - 1].sequence;
    }
    show();
  }

  /** Reads the newest page, or the one before what is shown. */
  async function load(further) {
    const mine = ++asked;
    const wanted = model;
    try {
      let found = 0;
      let from = further ? before : null;
      do {
        const page = await api.history(wanted, from, PAGE);
        if (mine !== asked) {
          return;
        }
        from = page.before;
        found += page.events.length;
        if (further || before === null || events.length === 0) {
          before = from;
        }
        take(page.events);
      } while (found < PAGE && from !== null && found === 0);
    } catch (refusal) {
      say(trouble, refusal.message);
    }
  }

  return {
    element,
    select: (name) => {
      if (name !== model) {
        model = name;
        events = [];
        before = null;
        show();
        load(false);
      }
    },
    /** An event that was just told; undefined where some may have been missed. */
    hear: (event) => {
      if (!model) {
        return;
      }
      if (!event) {
        events = [];
        before = null;
        load(false);
      } else if (event.endpoint === model) {
        take([event]);
        announce(`${event.endpoint}: ${TITLES[event.type] ?? event.type}. ${told(event)}`);
      }
    },
  };
}
