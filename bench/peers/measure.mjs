/** Measures one contender on one input, in a process of its own: `node --expose-gc measure.mjs CONTENDER INPUT`. */
import { contenders, rowsOf, SIZE } from "./contenders.mjs";
import { badWeights, inputs, nested, withBad } from "./inputs.mjs";

const WARM_UP = 200;
const LEAST = 300;
const ROUNDS = 5;
/** A run that takes longer than this, in milliseconds, is made once: nothing is warmer after it. */
const LONG = 1500;
const TOTAL = SIZE[0] * SIZE[1];

const [, , name, input] = process.argv;
// What a chart says of itself belongs to no table.
console.log = console.warn = console.error = () => undefined;
const begin = await contenders[name]();
process.stdout.write(JSON.stringify(input === "bad" ? bad() : measured(nested(inputs[input]()))));
process.exit(0);

function measured(data) {
  const { run, cells } = begin(data);
  const leaves = rowsOf(data).filter(({ children }) => !children);
  const results = [];
  let ms = 0;
  let held = bytesHeld(() => {
    ms = time(() => results.push(run()), 1);
    return results;
  });
  const { asp, error, missing } = shapes(cells(results.pop()), leaves, data.value);
  if (ms < LONG) {
    ms = median(run);
    // What is made once for all is made by now: compiled code, shapes of objects.
    held = bytesHeld(run);
  }
  return { ms, held: Math.max(0, held) / rowsOf(data).length, asp, error, missing };
}

/** Milliseconds of a run, after warming up; elapsed or processor time, whichever is less. */
function median(run) {
  let last = 0;
  for (let spent = 0; spent < WARM_UP; spent += Math.max(last, 0.01)) last = time(run, 1);
  const repeats = Math.max(1, Math.min(1000, Math.ceil(LEAST / ROUNDS / Math.max(last, 0.01))));
  const samples = Array.from({ length: ROUNDS }, () => time(run, repeats) / repeats);
  return samples.sort((a, b) => a - b)[samples.length >> 1];
}

function time(run, count) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let k = 0; k < count; k++) run();
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return Math.min(elapsed, (user + system) / 1000);
}

function bytesHeld(run) {
  const bytes = () => {
    for (let k = 0; k < 3; k++) globalThis.gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = bytes();
  const result = run();
  const after = bytes();
  return result === undefined ? NaN : after - before;
}

/** diameter² / area of the leaves, error of their areas relative to their shares, and how many have none. */
function shapes(cells, leaves, total) {
  const asp = [];
  const errors = [];
  let missing = 0;
  for (const { row, value } of leaves) {
    const ring = ringOf(cells.get(row));
    const area = areaOf(ring);
    // Less than this is no cell: rounding alone makes as much.
    if (!(area > 1e-12)) {
      if (value > 0) missing++;
      continue;
    }
    asp.push(diameterSquared(ring) / area);
    if (value > 0) errors.push(Math.abs((area / TOTAL) * (total / value) - 1));
  }
  asp.sort((a, b) => a - b);
  const mean = (list) => list.reduce((sum, each) => sum + each, 0) / list.length;
  const max = errors.reduce((most, each) => Math.max(most, each), 0);
  return {
    asp: [mean(asp), asp[Math.floor(0.95 * asp.length)], asp.at(-1)],
    error: [mean(errors), max],
    missing,
  };
}

function ringOf(cell) {
  if (!cell || typeof cell[0] !== "number") return cell;
  const [x0, y0, x1, y1] = cell;
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}

function areaOf(ring) {
  if (!ring || ring.length < 3) return 0;
  const [ox, oy] = ring[0];
  let sum = 0;
  for (let k = 1; k < ring.length - 1; k++) {
    const [[ax, ay], [bx, by]] = [ring[k], ring[k + 1]];
    sum += (ax - ox) * (by - oy) - (bx - ox) * (ay - oy);
  }
  return Math.abs(sum) / 2;
}

function diameterSquared(ring) {
  let most = 0;
  for (const [ax, ay] of ring)
    for (const [bx, by] of ring) most = Math.max(most, (ax - bx) ** 2 + (ay - by) ** 2);
  return most;
}

/** What becomes of weights that no picture can show. */
function bad() {
  return Object.fromEntries(Object.entries(badWeights).map(([what, value]) => [what, fate(value)]));
}

function fate(value) {
  let cells;
  try {
    const { run, cells: read } = begin(withBad(value));
    cells = read(run());
  } catch (error) {
    return `error: ${error.message.split("\n")[0].slice(0, 90)}`;
  }
  const numbers = [...cells.values()].filter(Boolean).flat(2);
  if (numbers.some((number) => Number.isNaN(number))) return "cells of NaN";
  const boxes = [...cells.values()].filter((cell) => typeof cell?.[0] === "number");
  if (boxes.some(([x0, y0, x1, y1]) => x1 < x0 || y1 < y0)) return "boxes inside out";
  const slack = 1;
  if (numbers.some((number) => number < -slack || number > SIZE[0] + slack)) return "cells outside";
  const part = (row) => {
    const ring = ringOf(cells.get(row));
    return areaOf(ring) / TOTAL;
  };
  const [first, second, third] = [1, 2, 3].map(part);
  if (first + second + third < 1e-6) return "blank";
  const others = Math.abs(first / third - 5 / 3) < 0.05 ? "" : ", the others wrong";
  return `${second < 1e-12 ? "no cell" : `a cell of ${(100 * second).toPrecision(2)} %`}${others}`;
}
