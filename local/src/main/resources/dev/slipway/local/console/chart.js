// One plot: a line for each version. The colours follow the theme, the figures stand beside it as text.

const HEIGHT = 130;

function colour(name) {
  const probe = document.createElement("span");
  probe.className = `colour-${name}`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

export class Chart {
  /** {@code form} turns a value into text. */
  constructor(parent, form) {
    this.parent = parent;
    this.form = form;
    this.key = "";
    this.resized = new ResizeObserver(() => this.fit());
    this.resized.observe(parent);
  }

  fit() {
    const width = this.parent.clientWidth;
    if (this.plot && width > 0 && width !== this.plot.width) {
      this.plot.setSize({ width, height: HEIGHT });
    }
  }

  /** Draws lines {@code [{name, role, values}]} over times in seconds. */
  draw(times, lines) {
    const key = JSON.stringify([lines.map((line) => [line.name, line.role]), this.theme]);
    if (key !== this.key || !this.plot) {
      this.key = key;
      this.make(lines);
    }
    this.plot.setData([times, ...lines.map((line) => line.values)]);
  }

  make(lines) {
    this.plot?.destroy();
    const ink = colour("soft");
    const grid = colour("line");
    const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { show: false }, font: "11px system-ui, sans-serif" };
    this.plot = new window.uPlot({
      width: Math.max(200, this.parent.clientWidth),
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 4, 0, 0],
      scales: { x: { time: true }, y: { range: (_, low, high) => [0, high > 0 ? high * 1.1 : 1] } },
      axes: [
        { ...axis, size: 24, space: 70, values: "{HH}:{mm}:{ss}" },
        { ...axis, size: 52, space: 28, values: (_, ticks) => ticks.map(this.form) },
      ],
      series: [{}, ...lines.map((line) => ({
        label: line.name,
        stroke: colour(line.role),
        width: 1.75,
        dash: line.role === "candidate" ? [6, 3] : undefined,
        spanGaps: false,
        points: { show: false },
      }))],
    }, [[], ...lines.map(() => [])], this.parent);
  }

  /** Draws anew with the colours that hold now. */
  repaint(theme) {
    this.theme = theme;
  }

  destroy() {
    this.resized.disconnect();
    this.plot?.destroy();
  }
}
