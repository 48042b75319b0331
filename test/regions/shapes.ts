import { circle } from "../../src/index.ts";
import { numbersFrom, type Ring } from "./support.ts";

const turned = (corners: number, radiusOf: (k: number) => number): Ring =>
  Array.from({ length: corners }, (_, k) => {
    const angle = (2 * Math.PI * k) / corners - Math.PI / 2;
    return [300 + radiusOf(k) * Math.cos(angle), 300 + radiusOf(k) * Math.sin(angle)];
  });

/** A coast: twelve corners, the sides between which are bent in their middles again and again. */
export function coast(seed: number, corners: number, size: number = 600): Ring {
  const random = numbersFrom(seed);
  let ring: Ring = turned(12, () => 200 + 100 * (random() - 0.5));
  while (ring.length < corners) {
    ring = ring.flatMap((p, k): Ring => {
      const q = ring[(k + 1) % ring.length]!;
      const off = (random() - 0.5) * 0.34;
      const along = 0.4 + 0.2 * random();
      const [dx, dy] = [q[0] - p[0], q[1] - p[1]];
      return [p, [p[0] + along * dx - off * dy, p[1] + along * dy + off * dx]];
    });
  }
  return ring.map(([x, y]) => [(x * size) / 600, (y * size) / 600]);
}

function spiral(): Ring {
  const at = (turn: number, far: number): [number, number] => {
    const radius = 30 + 38 * turn + far;
    return [300 + radius * Math.cos(2 * Math.PI * turn), 300 + radius * Math.sin(2 * Math.PI * turn)];
  };
  const steps = Array.from({ length: 150 }, (_, k) => (6 * k) / 149);
  return [...steps.map((turn) => at(turn, -9)), ...steps.reverse().map((turn) => at(turn, 9))];
}

function comb(): Ring {
  const teeth = 8;
  const ring: Ring = [
    [0, 600],
    [0, 0],
  ];
  for (let k = 0; k < teeth; k++) {
    const x = (600 * k) / (teeth - 0.5);
    const wide = 300 / (teeth - 0.5);
    if (k > 0) ring.push([x, 480], [x, 0]);
    ring.push([x + wide, 0], [x + wide, 480]);
  }
  ring.splice(-1, 1, [600, 600]);
  return ring;
}

const holes: Ring[] = Array.from({ length: 20 }, (_, k) => {
  const [x, y] = [70 + 115 * (k % 5), 80 + 110 * Math.floor(k / 5)];
  return circle(x, y, 18 + 4 * (k % 4), 5 + (k % 6));
});

/** Containers of all kinds, by name. */
export const SHAPES: Readonly<Record<string, Ring[]>> = {
  country: [coast(3, 2000)],
  archipelago: [
    coast(1, 300, 300),
    ...[2, 3, 4, 5, 6].map((seed, k) =>
      coast(seed, 90, 90 + 20 * k).map(([x, y]): [number, number] => [
        x + 330 + 150 * (k % 2),
        y + 170 * Math.floor(k / 2),
      ]),
    ),
  ],
  "letter A": [
    [[230, 0], [370, 0], [600, 600], [470, 600], [420, 460], [180, 460], [130, 600], [0, 600]],
    [[300, 110], [215, 350], [385, 350]],
  ], // prettier-ignore
  ring: [circle(300, 300, 300), circle(300, 300, 130)],
  star: [turned(10, (k) => (k % 2 === 0 ? 300 : 120))],
  spiral: [spiral()],
  comb: [comb()],
  U: [[[0, 0], [200, 0], [200, 400], [400, 400], [400, 0], [600, 0], [600, 600], [0, 600]]], // prettier-ignore
  "rectangle with holes": [[[0, 0], [600, 0], [600, 500], [0, 500]], ...holes], // prettier-ignore
};
