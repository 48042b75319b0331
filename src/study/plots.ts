import { linearScale, logScale, rootScale, type Frame, type Scale } from "./axes.ts";
import { frontOf, groupsOf, setsOf, wholeOf, type Group, type GroupRow } from "./groups.ts";
import { quantileOf } from "./score.ts";
import { axis, escape, INK, picture, tag, text, widthOf } from "./svg.ts";
import type { Study } from "./tables.ts";

/** Colours that readers with any kind of sight tell apart (Tol's "bright"). */
const COLOURS = { published: "#ee6677", ours: "#4477aa", printed: "#aa3377", front: "#bbbbbb" } as const;

/** The plots of a study, by the names of their files. */
export function plotsOf(study: Study): Record<string, string> {
  const groups = groupsOf(study.scores);
  return {
    ...(groups.length > 0 && { "quality-stability.svg": qualityPlot(groups) }),
    "aspect-ratios.svg": aspectPlot(wholeOf(study.scores)),
    ...(study.times.length > 0 && { "time.svg": timePlot(study) }),
  };
}

const PANEL = { width: 330, height: 340, gap: 62, perRow: 3 } as const;
const TOP = 84;

/** Quality against travel, a panel for each group. */
function qualityPlot(groups: readonly Group[]): string {
  const across = Math.min(PANEL.perRow, groups.length);
  const down = Math.ceil(groups.length / PANEL.perRow);
  const width = 62 + across * PANEL.width + (across - 1) * PANEL.gap + 20;
  const height = TOP + down * PANEL.height + (down - 1) * 92 + 50;
  const panels = groups.map((group, k) => {
    const left = 62 + (k % PANEL.perRow) * (PANEL.width + PANEL.gap);
    const top = TOP + Math.floor(k / PANEL.perRow) * (PANEL.height + 92);
    return panel(group, { left, top, right: left + PANEL.width, bottom: top + PANEL.height });
  });
  const title = "Visual quality against instability";
  return picture(width, height, title, key(40) + panels.join(""));
}

function key(y: number): string {
  const entries: [string, string][] = [
    [dot(18, y, COLOURS.published, true, ""), "published, laid out by marquetry"],
    [
      dot(236, y, COLOURS.ours, false, "") + turning(473, y, COLOURS.ours),
      "marquetry's own engines and updates:",
    ],
    [diamond(500, y, ""), "as printed in 2020, over all data of that study"],
    [tag("path", { d: `M808 ${y}h18`, stroke: COLOURS.front, "stroke-width": 2 }), "none is better in both"],
  ];
  const places = [28, 246, 510, 832];
  return entries.map(([mark, about], k) => mark + text(about, places[k]!, y + 4)).join("");
}

interface Mark {
  readonly method: string;
  readonly quality: number;
  readonly travelBeyond: number;
  readonly kind: "published" | "ours" | "printed";
}

function panel(group: Group, frame: Frame): string {
  const { left, top, right, bottom } = frame;
  const marks: Mark[] = [
    ...group.rows.map((row): Mark => ({ ...row, kind: row.isPublished ? "published" : "ours" })),
    ...group.printed.map((row): Mark => ({ ...row, kind: "printed" })),
  ].filter(({ travelBeyond }) => !Number.isNaN(travelBeyond));
  const most = Math.max(0.01, ...marks.map(({ travelBeyond }) => travelBeyond));
  const x = rootScale(most * 1.1, [left, right]);
  const y = linearScale([0, 1], [bottom, top], 0.2);
  const front = frontOf(marks.filter(({ kind }) => kind !== "printed"));
  const line = front.map((mark) => `${place(x.at(mark.travelBeyond))} ${place(y.at(mark.quality))}`);
  const drawn = marks.map((mark) => {
    const about = `${mark.method}: quality ${mark.quality.toFixed(3)}, travel beyond demand ${mark.travelBeyond.toFixed(4)}`;
    const [px, py] = [x.at(mark.travelBeyond), y.at(mark.quality)];
    if (mark.kind === "printed") return diamond(px, py, about);
    return dot(px, py, COLOURS[mark.kind], mark.kind === "published", about);
  });
  const named = [...front, ...marks.filter((mark) => mark.kind !== "ours" && !front.includes(mark))];
  return (
    text(`${group.title} (${setsOf(group)})`, left, top - 12, { "font-weight": "bold" }) +
    axis("x", x, frame, "corner travel beyond demand, a step (0 is best)") +
    axis("y", y, frame, "visual quality (1 is best)") +
    tag("path", { d: `M${line.join("L")}`, fill: "none", stroke: COLOURS.front, "stroke-width": 2 }) +
    drawn.join("") +
    labels(named, marks, x, y, frame)
  );
}

function dot(x: number, y: number, colour: string, isHollow: boolean, about: string): string {
  const look = isHollow ? { fill: "#ffffff", stroke: colour, "stroke-width": 1.6 } : { fill: colour };
  return tag("circle", { cx: x, cy: y, r: isHollow ? 3.2 : 3.4, ...look }, tooltip(about));
}

function diamond(x: number, y: number, about: string): string {
  const d = `M${place(x)} ${place(y - 5)}l5 5l-5 5l-5-5z`;
  return tag("path", { d, fill: COLOURS.printed }, tooltip(about));
}

function tooltip(about: string): string {
  return about === "" ? "" : `<title>${escape(about)}</title>`;
}

interface Rectangle {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Names beside their points where there is room; the first ones choose first. */
function labels(named: readonly Mark[], marks: readonly Mark[], x: Scale, y: Scale, frame: Frame): string {
  const taken = marks.map((mark): Rectangle => {
    const [px, py] = [x.at(mark.travelBeyond), y.at(mark.quality)];
    return { x0: px - 3, y0: py - 3, x1: px + 3, y1: py + 3 };
  });
  return named
    .map((mark) => {
      const [px, py] = [x.at(mark.travelBeyond), y.at(mark.quality)];
      const name = shortened(mark.method);
      const sign = isUpdate(mark.method) ? SIGN : 0;
      const width = widthOf(name) * LABEL_SCALE + sign;
      const room = placesAround(px, py, width).find(
        (box) =>
          box.x0 >= frame.left &&
          box.x1 <= frame.right + 12 &&
          box.y0 >= frame.top &&
          box.y1 <= frame.bottom &&
          taken.every((other) => !overlaps(box, other)),
      );
      if (!room) return "";
      taken.push(room);
      const isFar = Math.hypot((room.x0 + room.x1) / 2 - px, (room.y0 + room.y1) / 2 - py) > width / 2 + 16;
      const line = isFar
        ? tag("path", { d: leader(px, py, room), stroke: "#999999", "stroke-width": 0.6 })
        : "";
      const colour = COLOURS[mark.kind];
      const fill = darker(colour);
      return (
        line +
        (sign > 0 ? turning(room.x0, (room.y0 + room.y1) / 2, fill) : "") +
        text(name, room.x0 + sign, room.y1 - 2.5, { "font-size": 11 * LABEL_SCALE, fill })
      );
    })
    .join("");
}

const LABEL_SCALE = 0.86;
const LABEL_HEIGHT = 11;

/** To the right, left, above, below, and further away. */
function placesAround(x: number, y: number, width: number): Rectangle[] {
  const places: Rectangle[] = [];
  for (const away of [0, 11, 22, 34, 48, 64]) {
    for (const [dx, dy] of [
      [6, -LABEL_HEIGHT / 2 - away],
      [6, -LABEL_HEIGHT / 2 + away],
      [-6 - width, -LABEL_HEIGHT / 2 - away],
      [-6 - width, -LABEL_HEIGHT / 2 + away],
      [-width / 2, -LABEL_HEIGHT - 5 - away],
      [-width / 2, 5 + away],
    ] as const)
      places.push({ x0: x + dx, y0: y + dy, x1: x + dx + width, y1: y + dy + LABEL_HEIGHT });
  }
  return places;
}

function leader(x: number, y: number, { x0, y0, x1, y1 }: Rectangle): string {
  const near = (value: number, from: number, to: number): number => Math.min(to, Math.max(from, value));
  return `M${place(x)} ${place(y)}L${place(near(x, x0, x1))} ${place(near(y, y0, y1))}`;
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

/** Short enough to stand beside a point. */
function shortened(method: string): string {
  return method.replace(", updated", "").replace("growth ", "").replace("travel ", "way ");
}

function isUpdate(method: string): boolean {
  return method.includes(", updated");
}

/** Width of the sign for updates, with what keeps it off the name. */
const SIGN = 11;

/** The sign for updates, an arrow that turns, drawn because few fonts have it. */
function turning(x: number, y: number, colour: string): string {
  const arrow = `M${place(x + 5.9)} ${place(y + 2.6)}a3.4 3.4 0 1 1 1 -3.4m-2.6 .4l2.7 .5l.9 -2.6`;
  return tag("path", { d: arrow, fill: "none", stroke: colour, "stroke-width": 1.1 });
}

/** A colour that small text can have on white. */
function darker(colour: string): string {
  return `#${[1, 3, 5]
    .map((k) =>
      Math.round(parseInt(colour.slice(k, k + 2), 16) * 0.72)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

const ROW = 18;
/** Quantiles of the whiskers and of the box. */
const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
/** Beyond this the axis of asp ends. */
const MOST_ASP = 100;

/** How asp is spread, a row for each method that lays out anew. */
function aspectPlot(group: Group): string {
  const rows = group.rows.filter(({ isPublished, isUpdate }) => isPublished || !isUpdate);
  const spreads = rows
    .map((row) => ({ row, quantiles: QUANTILES.map((part) => quantileOf(row.distribution, part)) }))
    .sort((a, b) => a.row.quality - b.row.quality)
    .reverse();
  const left = 20 + Math.max(...rows.map(({ method }) => widthOf(method)));
  const frame: Frame = { left, top: 44, right: left + 560, bottom: 44 + ROW * spreads.length };
  const x = logScale([1.2, MOST_ASP], [frame.left, frame.right]);
  const drawn = spreads.map(({ row, quantiles }, k) =>
    spreadRow(row, quantiles, frame.top + ROW * (k + 0.5), x, frame),
  );
  return picture(
    frame.right + 24,
    frame.bottom + 66,
    `Aspect ratios of the leaves over ${setsOf(group)}`,
    axis("x", x, frame, "diameter² / area (a square has 2)") +
      drawn.join("") +
      text(
        "box: the middle half of the leaves; line: 5 % to 95 %; stroke: median; circle: mean",
        frame.left,
        frame.bottom + 54,
        {
          "font-size": 10,
        },
      ),
  );
}

function spreadRow(row: GroupRow, quantiles: readonly number[], y: number, x: Scale, frame: Frame): string {
  const at = (value: number): number => Math.min(x.at(value), frame.right);
  const [p5, p25, p50, p75, p95] = quantiles.map(at) as [number, number, number, number, number];
  const colour = row.isPublished ? COLOURS.published : COLOURS.ours;
  const about = `${row.method}: mean ${row.aspMean.toPrecision(3)}, 95 % are below ${quantiles[4]!.toPrecision(3)}`;
  const arrow =
    p95 >= frame.right
      ? tag("path", { d: `M${place(frame.right)} ${place(y - 3.5)}l6 3.5l-6 3.5z`, fill: colour })
      : "";
  return tag(
    "g",
    {},
    tooltip(about) +
      text(row.method, frame.left - 8, y + 4, { "text-anchor": "end" }) +
      tag("path", { d: `M${place(p5)} ${place(y)}H${place(p95)}`, stroke: colour, "stroke-width": 1.4 }) +
      arrow +
      tag("rect", {
        x: p25,
        y: y - 5,
        width: Math.max(1, p75 - p25),
        height: 10,
        fill: "#ffffff",
        stroke: colour,
        "stroke-width": 1.4,
      }) +
      tag("path", { d: `M${place(p50)} ${place(y - 5)}v10`, stroke: INK, "stroke-width": 2 }) +
      (row.aspMean < MOST_ASP ? tag("circle", { cx: x.at(row.aspMean), cy: y, r: 2.6, fill: colour }) : ""),
  );
}

/** Time a leaf against the number of leaves. */
function timePlot({ times }: Study): string {
  const frame: Frame = { left: 62, top: 44, right: 562, bottom: 484 };
  const perLeaf = (time: (typeof times)[number]): number => (1000 * time.milliseconds) / time.leaves;
  const sizes = times.map(({ leaves }) => leaves);
  const costs = times.map(perLeaf).filter((cost) => cost > 0);
  const x = logScale([Math.min(...sizes) / 1.2, Math.max(...sizes) * 1.2], [frame.left, frame.right]);
  const y = logScale([Math.min(...costs) / 1.2, Math.max(...costs) * 1.2], [frame.bottom, frame.top]);
  const lines = [...new Set(times.map(({ method }) => method))].map((method) => {
    const own = times.filter((time) => time.method === method && time.milliseconds > 0);
    return { method, points: own.map((time): [number, number] => [x.at(time.leaves), y.at(perLeaf(time))]) };
  });
  const ends = spreadOut(
    lines.map(({ points }) => points.at(-1)?.[1] ?? frame.bottom),
    frame.bottom,
  );
  const drawn = lines.map(({ method, points }, k) => {
    const colour = HUES[k % HUES.length]!;
    const d = `M${points.map(([px, py]) => `${place(px)} ${place(py)}`).join("L")}`;
    const [lastX, lastY] = points.at(-1) ?? [frame.right, frame.bottom];
    return (
      tag(
        "path",
        { d, fill: "none", stroke: colour, "stroke-width": 1.5, "stroke-linejoin": "round" },
        tooltip(method),
      ) +
      points.map(([px, py]) => tag("circle", { cx: px, cy: py, r: 2.2, fill: colour })).join("") +
      tag("path", {
        d: `M${place(lastX + 4)} ${place(lastY)}L${frame.right + 22} ${place(ends[k]!)}`,
        stroke: colour,
        "stroke-width": 0.6,
      }) +
      text(method, frame.right + 26, ends[k]! + 3.5, { "font-size": 10, fill: darker(colour) })
    );
  });
  return picture(
    frame.right + 200,
    frame.bottom + 50,
    "Processor time of a layout of a random tree",
    axis("x", x, frame, "leaves") + axis("y", y, frame, "µs a leaf") + drawn.join(""),
  );
}

const HUES = [
  "#4477aa",
  "#ee6677",
  "#228833",
  "#997700",
  "#66ccee",
  "#aa3377",
  "#777777",
  "#ee8866",
  "#44bb99",
];
const LINE = 12.5;

/** Places as near to these as may be that are a line apart. */
function spreadOut(places: readonly number[], lowest: number): number[] {
  const order = places.map((at, k) => ({ at, k })).sort((a, b) => a.at - b.at);
  // Runs of names that touch, each about the middle of its places.
  const runs: { sum: number; count: number }[] = [];
  const topOf = ({ sum, count }: { sum: number; count: number }): number =>
    sum / count - ((count - 1) * LINE) / 2;
  for (const { at } of order) {
    runs.push({ sum: at, count: 1 });
    for (;;) {
      const [before, last] = [runs.at(-2), runs.at(-1)!];
      if (!before || topOf(before) + before.count * LINE <= topOf(last)) break;
      runs.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
    }
  }
  const spread = runs.flatMap((run) => Array.from({ length: run.count }, (_, k) => topOf(run) + k * LINE));
  for (let k = spread.length - 1, most = lowest; k >= 0 && spread[k]! > most; k--, most -= LINE)
    spread[k] = most;
  const result: number[] = [];
  for (const [rank, { k }] of order.entries()) result[k] = spread[rank]!;
  return result;
}

/** A coordinate in a path. */
function place(value: number): number {
  return Math.round(value * 10) / 10;
}
