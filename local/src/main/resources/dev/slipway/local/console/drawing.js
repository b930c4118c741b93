// A pad to draw a small picture on, with mouse, touch, pen or keyboard; beside it, the pixels that the model gets.

import { h, say } from "./dom.js";

const FINE = 4;
const PAD = 224;

/**
 * A pad for a picture of {@code height} x {@code width} pixels from {@code low} (paper) to {@code high} (ink). A stroke
 * is drawn four times as fine as the picture; a pixel is the share of ink in it, as scanned digits are reduced.
 */
export function drawing({ height, width, low, high, changed }) {
  const rows = height * FINE;
  const columns = width * FINE;
  let ink = new Uint8Array(rows * columns);
  let cursor = { row: Math.floor(height / 2), column: Math.floor(width / 2) };
  let strokes = [];
  /** A picture that was not drawn, until somebody draws. */
  let given;

  const pad = h("canvas", { className: "pad", width: PAD, height: Math.round((PAD * height) / width), tabindex: "0", role: "application",
    "aria-label": `Drawing pad of ${height} by ${width} pixels. Arrow keys move, space inks or clears a pixel, Delete clears all.` });
  const seen = h("canvas", { className: "seen", width, height, role: "img", "aria-label": "What the model sees" });
  const where = h("p", { className: "unseen", role: "status" });
  const fit = h("input", { type: "checkbox", id: "fit", checked: true, onchange: () => done() });
  const clear = h("button", { type: "button", text: "Clear", onclick: () => reset() });

  function dab(x, y) {
    const radius = rows / 18;
    for (let row = Math.max(0, Math.floor(y - radius)); row <= Math.min(rows - 1, Math.ceil(y + radius)); row += 1) {
      for (let column = Math.max(0, Math.floor(x - radius)); column <= Math.min(columns - 1, Math.ceil(x + radius)); column += 1) {
        if ((row + 0.5 - y) ** 2 + (column + 0.5 - x) ** 2 <= radius * radius) {
          ink[row * columns + column] = 1;
        }
      }
    }
  }

  function stroke(from, to) {
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) * 2));
    for (let step = 0; step <= steps; step += 1) {
      dab(from.x + ((to.x - from.x) * step) / steps, from.y + ((to.y - from.y) * step) / steps);
    }
  }

  /** The ink, moved and scaled to fill the frame as scanned digits do. */
  function fitted() {
    let [top, left, bottom, right] = [rows, columns, -1, -1];
    ink.forEach((value, index) => {
      if (value) {
        top = Math.min(top, Math.floor(index / columns));
        bottom = Math.max(bottom, Math.floor(index / columns));
        left = Math.min(left, index % columns);
        right = Math.max(right, index % columns);
      }
    });
    if (!fit.checked || bottom < 0) {
      return ink;
    }
    const scale = Math.min(rows / (bottom - top + 1), columns / (right - left + 1));
    const [middleRow, middleColumn] = [(top + bottom + 1) / 2, (left + right + 1) / 2];
    return ink.map((_, index) => {
      const row = Math.floor(middleRow + (Math.floor(index / columns) + 0.5 - rows / 2) / scale);
      const column = Math.floor(middleColumn + ((index % columns) + 0.5 - columns / 2) / scale);
      return row >= 0 && row < rows && column >= 0 && column < columns ? ink[row * columns + column] : 0;
    });
  }

  function pixels() {
    if (given) {
      return given;
    }
    const fine = fitted();
    const found = [];
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        let sum = 0;
        for (let index = 0; index < FINE * FINE; index += 1) {
          sum += fine[(row * FINE + Math.floor(index / FINE)) * columns + column * FINE + (index % FINE)];
        }
        found.push(Math.round(low + ((high - low) * sum) / (FINE * FINE)));
      }
    }
    return found;
  }

  function grey(value) {
    const light = Math.round(255 * (1 - Math.max(0, Math.min(1, (value - low) / (high - low || 1)))));
    return `rgb(${light}, ${light}, ${light})`;
  }

  function paint() {
    const to = pad.getContext("2d");
    const scale = pad.width / columns;
    to.fillStyle = "#ffffff";
    to.fillRect(0, 0, pad.width, pad.height);
    given?.forEach((value, index) => {
      to.fillStyle = grey(value);
      to.fillRect((index % width) * FINE * scale, Math.floor(index / width) * FINE * scale, FINE * scale + 0.5, FINE * scale + 0.5);
    });
    to.fillStyle = "#16202e";
    ink.forEach((value, index) => {
      if (value) {
        to.fillRect((index % columns) * scale, Math.floor(index / columns) * scale, scale + 0.5, scale + 0.5);
      }
    });
    if (document.activeElement === pad && pad.matches(":focus-visible")) {
      to.strokeStyle = "#1f5fbf";
      to.lineWidth = 2;
      to.strokeRect(cursor.column * FINE * scale + 1, cursor.row * FINE * scale + 1, FINE * scale - 2, FINE * scale - 2);
    }
    const small = seen.getContext("2d");
    pixels().forEach((value, index) => {
      small.fillStyle = grey(value);
      small.fillRect(index % width, Math.floor(index / width), 1, 1);
    });
  }

  function done() {
    paint();
    changed(pixels(), Boolean(given) || ink.some((value) => value));
  }

  function reset() {
    ink = new Uint8Array(rows * columns);
    given = undefined;
    done();
  }

  function place(event) {
    const box = pad.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * columns, y: ((event.clientY - box.top) / box.height) * rows };
  }

  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    given = undefined;
    strokes = [place(event)];
    stroke(strokes[0], strokes[0]);
    paint();
  });
  pad.addEventListener("pointermove", (event) => {
    if (strokes.length > 0) {
      for (const each of event.getCoalescedEvents?.().length ? event.getCoalescedEvents() : [event]) {
        stroke(strokes[0], place(each));
        strokes = [place(each)];
      }
      paint();
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    pad.addEventListener(end, () => {
      if (strokes.length > 0) {
        strokes = [];
        done();
      }
    });
  }

  function toggle() {
    given = undefined;
    const filled = ink[cursor.row * FINE * columns + cursor.column * FINE];
    for (let index = 0; index < FINE * FINE; index += 1) {
      ink[(cursor.row * FINE + Math.floor(index / FINE)) * columns + cursor.column * FINE + (index % FINE)] = filled ? 0 : 1;
    }
    done();
    return filled ? "clear" : "ink";
  }

  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  pad.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    let told = "";
    if (move) {
      cursor = { row: Math.max(0, Math.min(height - 1, cursor.row + move[0])), column: Math.max(0, Math.min(width - 1, cursor.column + move[1])) };
    } else if (event.key === " ") {
      told = `, ${toggle()}`;
    } else if (event.key === "Delete" || event.key === "Backspace") {
      reset();
      told = ", all clear";
    } else {
      return;
    }
    event.preventDefault();
    paint();
    say(where, `row ${cursor.row + 1}, column ${cursor.column + 1}${told}`);
  });
  pad.addEventListener("focus", paint);
  pad.addEventListener("blur", paint);

  paint();
  return {
    element: h("div", { className: "drawing" }, pad, h("div", { className: "drawing-side" },
      h("p", { className: "soft small", text: "What the model sees" }), seen,
      h("p", { className: "small" }, fit, h("label", { for: "fit", text: " Fit to the frame" })), clear), where),
    /** Shows a picture that was not drawn. */
    set: (values) => {
      ink = new Uint8Array(rows * columns);
      given = values;
      done();
    },
  };
}
