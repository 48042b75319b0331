// Measures the colours of branches: how far apart they are for readers of any colour vision, at every tone in use, and how
// much they contrast with the lines between cells. `npm run colours`; with two lists of colours, comma-separated, those.
import { BRANCH_PALETTE, contrast, darkTheme, LIGHT_PALETTE } from "marquetry";
import { mixed } from "../src/render/contrast.ts";
import { distanceFor, VISIONS } from "../test/support/vision.ts";

/** Shares of the ground in what is drawn: up to twice the tenth that the first level goes. */
const TONES = [0, 0.05, 0.1, 0.15, 0.2];
/** Shares of white four levels below the branches, as colours were when each level went 0.22 on. */
const FADING = [0, 0.22, 0.39, 0.53, 0.63];
/** Nearer colours are not given to neighbours. */
const ALIKE = [0.044, 0.038] as const;

interface Ground {
  readonly name: string;
  readonly palette: readonly string[];
  readonly ground: string;
  readonly tones: readonly number[];
}

const [light, dark] = process.argv.slice(2).map((list) => list.split(","));
const grounds: readonly Ground[] = [
  { name: "Tol's light colours, fading", palette: LIGHT_PALETTE, ground: "#ffffff", tones: FADING },
  { name: "on white", palette: light ?? BRANCH_PALETTE, ground: "#ffffff", tones: TONES },
  { name: "on a dark ground", palette: dark ?? darkTheme.fills!, ground: darkTheme.background, tones: TONES },
];

for (const each of grounds) {
  const counts = [3, 6, 9, 14, 20].filter((count) => count <= each.palette.length);
  console.log(`\nleast distance in OKLab between branches, ${each.name}`);
  console.log(["branches", ...Object.keys(VISIONS), "all"].map((word) => word.padStart(13)).join(""));
  for (const count of counts) {
    const columns = Object.values(VISIONS).map((vision) => leastOf(each, count, vision));
    console.log([count, ...columns, Math.min(...columns)].map(shown).join(""));
  }
  const contrasts = each.palette.flatMap((fill) =>
    tonesOf(each, fill).map((tone) => contrast(tone, each.ground)),
  );
  console.log(
    `least contrast of a fill with lines in the colour of the ground: ${Math.min(...contrasts).toFixed(2)}`,
  );
}

const [, onWhite, onDark] = grounds;
const masks = onWhite!.palette.map((_, a) =>
  onWhite!.palette.reduce((mask, __, b) => (a !== b && areAlike(a, b) ? mask | (1 << b) : mask), 0),
);
console.log(`\nnumbers that are alike, as bits: ${masks.join(", ")}`);

function areAlike(a: number, b: number): boolean {
  return [onWhite!, onDark!].some((each, k) =>
    Object.values(VISIONS).some((vision) => apart(each, a, b, vision) < ALIKE[k]!),
  );
}

function tonesOf({ ground, tones }: Ground, fill: string): string[] {
  return tones.map((share) => mixed(fill, ground, share));
}

function apart(each: Ground, a: number, b: number, vision: readonly (readonly number[])[]): number {
  const [ones, others] = [tonesOf(each, each.palette[a]!), tonesOf(each, each.palette[b]!)];
  return Math.min(...ones.flatMap((one) => others.map((other) => distanceFor(one, other, vision))));
}

function leastOf(each: Ground, count: number, vision: readonly (readonly number[])[]): number {
  let least = Infinity;
  for (let a = 0; a < count; a++)
    for (let b = 0; b < a; b++) least = Math.min(least, apart(each, a, b, vision));
  return least;
}

function shown(value: number): string {
  return (Number.isInteger(value) ? String(value) : value.toFixed(4)).padStart(13);
}
