// The stage's events, for as long as the page is open: again after each break, and saying what to do where that fails.

import * as api from "./api.js";
import { addTraffic, changed, isRemote, setAll, setOne, setStage, store, tellEvent } from "./store.js";

const AGAIN_MILLIS = 1500;
/** A page that nobody looks at for so long gives its connection back: a browser has six for one stage. */
const UNSEEN_MILLIS = 5 * 60 * 1000;

let source;
let again;
let unseen;

function connection(state, why) {
  if (store.connection.state !== state || store.connection.why !== why) {
    store.connection = { state, why, since: Date.now() };
    changed();
  }
}

function close() {
  clearTimeout(again);
  source?.close();
  source = undefined;
}

async function broken() {
  close();
  try {
    await api.stage();
    connection("lost", "the stream of events broke off");
  } catch (refusal) {
    if (refusal instanceof api.Refused && (refusal.status === 401 || refusal.status === 403)) {
      connection("token");
      return;
    }
    connection("lost", "the stage does not answer");
  }
  again = setTimeout(open, AGAIN_MILLIS);
}

function read(listener) {
  return (message) => {
    connection("live");
    listener(JSON.parse(message.data));
  };
}

export function open() {
  close();
  source = new EventSource("/stage/events");
  source.addEventListener("open", () => connection("live"));
  source.addEventListener("error", () => {
    if (source?.readyState === EventSource.CLOSED) {
      broken();
    } else {
      connection("lost", "the stage does not answer");
    }
  });
  source.addEventListener("status", read((data) => {
    setAll(data);
    tellEvent(undefined);
  }));
  source.addEventListener("stage", read(setStage));
  source.addEventListener("endpoint", read(setOne));
  source.addEventListener("event", read(tellEvent));
  source.addEventListener("traffic", read(addTraffic));
  source.addEventListener("end", () => connection("lost", `the ${isRemote() ? "console" : "stage"} was stopped`));
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(unseen);
  if (document.hidden) {
    unseen = setTimeout(() => {
      close();
      connection("resting");
    }, UNSEEN_MILLIS);
  } else if (!source && store.connection.state === "resting") {
    open();
  }
});
