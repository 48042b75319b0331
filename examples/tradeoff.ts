import { layout, quality, slack, type WeightedTree } from "marquetry";
import { CONTAINER, hierarchies } from "./support/hierarchies.ts";

const RATIOS = [2, 2.25, 2.5, 2.75, 3, 3.5, 4];
/** The scale of waste, in powers of ten. */
const [LEAST, MOST] = [-5, -1] as const;
const COLOURS = ["#1b6ca8", "#c05a1e", "#3f7d3a"];
/** The frame of the plot in the picture. */
const [LEFT, TOP, WIDTH, HEIGHT] = [70, 30, 560, 320] as const;
const [ALL_WIDTH, ALL_HEIGHT] = [800, 410] as const;

/**
 * What bounded rectangles cost: the part of the picture lost to gaps, by the longest ratio of sides allowed.
 *
 * Each line is one hierarchy, laid out at several ratios with the same areas per weight.
 */
export function tradeoff(): string {
  const lines = hierarchies.map(({ title, tree }, k) => curve(title, tree, COLOURS[k]!));
  const xs = [2, 2.5, 3, 3.5, 4].map(
    (ratio) =>
      `<line x1="${x(ratio)}" y1="${TOP}" x2="${x(ratio)}" y2="${TOP + HEIGHT}" stroke="#fff"/>` +
      `<text x="${x(ratio)}" y="${TOP + HEIGHT + 18}" text-anchor="middle">${ratio}</text>`,
  );
  const ys = Array.from({ length: MOST - LEAST + 1 }, (_, k) => {
    const place = y(10 ** (LEAST + k));
    const percent = `${10 ** (LEAST + k + 2)} %`;
    return (
      `<line x1="${LEFT}" y1="${place}" x2="${LEFT + WIDTH}" y2="${place}" stroke="#fff"/>` +
      `<text x="${LEFT - 8}" y="${place + 4}" text-anchor="end">${percent}</text>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${ALL_WIDTH} ${ALL_HEIGHT}" width="${ALL_WIDTH}" ` +
    `height="${ALL_HEIGHT}" role="img" aria-label="Area lost, by the ratio of sides" font-family="sans-serif" ` +
    `font-size="12"><rect width="${ALL_WIDTH}" height="${ALL_HEIGHT}" fill="#fff"/>` +
    `<rect x="${LEFT}" y="${TOP}" width="${WIDTH}" height="${HEIGHT}" fill="#eceff3"/>${xs.join("")}${ys.join("")}` +
    `<text x="${LEFT - 55}" y="18">area lost to gaps</text>` +
    `<text x="${LEFT + WIDTH / 2}" y="${ALL_HEIGHT - 12}" text-anchor="middle">longest ratio of sides allowed</text>` +
    `${lines.join("")}</svg>`
  );
}

/** One line with a dot for each layout, and its name at the right. */
function curve(title: string, tree: WeightedTree, colour: string): string {
  const points = RATIOS.map((ratio): [number, number] => {
    const map = layout(tree, { engine: slack({ ratio, effort: "balanced" }), container: CONTAINER });
    return [x(ratio), y(quality(map).slack.waste)];
  });
  const dots = points.map(([px, py]) => `<circle cx="${px}" cy="${py}" r="3.5" fill="${colour}"/>`);
  const line = points.map((point) => point.join(" ")).join("L");
  const [endX, endY] = points.at(-1)!;
  return (
    `<path d="M${line}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join("")}` +
    `<text x="${endX + 10}" y="${endY + 4}" fill="${colour}">${title}</text>`
  );
}

function x(ratio: number): number {
  return Math.round(LEFT + (WIDTH * (ratio - 2)) / 2);
}

/** What is less than the scale shows lies on its lower end. */
function y(waste: number): number {
  const place = (MOST - Math.log10(Math.max(waste, 10 ** LEAST))) / (MOST - LEAST);
  return Math.round((TOP + HEIGHT * Math.max(0, place)) * 10) / 10;
}
