import { circle, disk, region, svgPathRegion, type Region } from "marquetry";
import usa from "../../data/usa.json" with { type: "json" };
import word from "../../data/word.json" with { type: "json" };

type Ring = [x: number, y: number][];

const turned = (corners: number, radiusOf: (k: number) => number): Ring =>
  Array.from({ length: corners }, (_, k) => {
    const angle = (2 * Math.PI * k) / corners - Math.PI / 2;
    return [300 + radiusOf(k) * Math.cos(angle), 300 + radiusOf(k) * Math.sin(angle)];
  });

/** A band that winds thrice round its middle. */
function spiral(): Ring {
  const at = (turn: number, far: number): [number, number] => {
    const radius = 40 + 80 * turn + far;
    return [radius * Math.cos(2 * Math.PI * turn), radius * Math.sin(2 * Math.PI * turn)];
  };
  const steps = Array.from({ length: 180 }, (_, k) => (3 * k) / 179);
  return [...steps.map((turn) => at(turn, -30)), ...steps.reverse().map((turn) => at(turn, 30))];
}

const LETTER_A: Ring[] = [
  [[230, 0], [370, 0], [600, 600], [460, 600], [412, 470], [188, 470], [140, 600], [0, 600]],
  [[300, 150], [228, 360], [372, 360]],
]; // prettier-ignore

const HEART = "M50 90C-30 40 20-10 50 20 80-10 130 40 50 90Z";
const LEAF = "M4 96C22 74 34 60 52 44C34 56 24 64 12 78C4 46 22 8 96 4C96 62 70 90 30 86C20 85 14 90 8 98Z";

/** Containers of all kinds, by name; made when they are asked for. */
export const shapes: Readonly<Record<string, () => Region>> = {
  country: () => svgPathRegion(usa.outline),
  word: () => svgPathRegion(word.path, { tolerance: 4 }),
  "letter A": () => region(LETTER_A),
  heart: () => svgPathRegion(HEART),
  leaf: () => svgPathRegion(LEAF),
  disk: () => disk(300, 300, 300),
  ellipse: () => disk(300, 180, 300, 180),
  ring: () => region([circle(300, 300, 300), circle(300, 300, 130)]),
  star: () => region(turned(10, (k) => (k % 2 === 0 ? 300 : 130))),
  spiral: () => region(spiral()),
  archipelago: () =>
    region([
      circle(150, 170, 150, 7),
      circle(430, 110, 100, 9),
      circle(400, 340, 120, 5),
      circle(620, 230, 90, 11),
    ]),
};
