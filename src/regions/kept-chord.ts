import { isTwice } from "./chord-planner.ts";
import { ArcMeter, isClear, type Cut, type Room } from "../geometry/chord.ts";

/** Part of a room's size within which two sides are equally near: those of a bridge are the same. */
const SAME = 1e-9;

/**
 * The chord of a room that is most like an earlier one and cuts off another area: one of its ends stays where it was,
 * or as near as may be, and the other goes along. Null where there is none.
 *
 * @param ends - x, y of both, as the arc between them has the area
 */
export function chordLike(room: Room, ends: readonly number[], area: number): Cut | null {
  const [px, py, qx, qy] = ends as [number, number, number, number];
  const meter = new ArcMeter(room);
  const { x, y } = room;
  const n = x.length;
  const found: { cut: Cut; moved: number; isFirm: boolean }[] = [];
  const at = (i: number, s: number): [number, number] => {
    const a = i + 1 === n ? 0 : i + 1;
    return [x[i]! + s * (x[a]! - x[i]!), y[i]! + s * (y[a]! - y[i]!)];
  };
  const consider = (cut: Cut, isFirm: boolean): void => {
    const [ax, ay] = at(cut.i, cut.s);
    const [bx, by] = at(cut.j, cut.r);
    found.push({ cut, moved: Math.hypot(ax - px, ay - py) + Math.hypot(bx - qx, by - qy), isFirm });
  };
  for (const [i, s] of nearestOn(room, px, py))
    meter.eachEnd(i, s, 2 * area, (j, r) => consider({ i, s, j, r }, s === 0 && isReflex(room, i)));
  for (const [j, r] of nearestOn(room, qx, qy))
    meter.eachEnd(j, r, meter.twice - 2 * area, (i, s) =>
      consider({ i, s, j, r }, r === 0 && isReflex(room, j)),
    );
  // A chord from a corner that turns inwards makes parts convex: it stays there.
  found.sort((a, b) => Number(b.isFirm) - Number(a.isFirm) || a.moved - b.moved);
  const length = Math.hypot(qx - px, qy - py);
  return found.find(({ cut, moved }) => moved <= length && isClear(room, cut))?.cut ?? null;
}

function isReflex({ x, y }: Room, k: number): boolean {
  const n = x.length;
  const [a, b] = [k === 0 ? n - 1 : k - 1, k + 1 === n ? 0 : k + 1];
  return (y[k]! - y[a]!) * (x[b]! - x[k]!) < (x[k]! - x[a]!) * (y[b]! - y[k]!);
}

/** The points of a ring nearest to another: of several sides where these lie in one place. */
function nearestOn(room: Room, px: number, py: number): [i: number, s: number][] {
  const { x, y } = room;
  const n = x.length;
  let least = Infinity;
  const far = new Float64Array(n);
  const part = new Float64Array(n);
  let size = 0;
  for (let i = 0; i < n; i++) {
    const a = i + 1 === n ? 0 : i + 1;
    const [dx, dy] = [x[a]! - x[i]!, y[a]! - y[i]!];
    const squared = dx * dx + dy * dy;
    const s = Math.min(1, Math.max(0, ((px - x[i]!) * dx + (py - y[i]!) * dy) / squared));
    part[i] = s;
    far[i] = Math.hypot(x[i]! + s * dx - px, y[i]! + s * dy - py);
    least = Math.min(least, far[i]!);
    size = Math.max(size, Math.abs(x[i]! - x[0]!), Math.abs(y[i]! - y[0]!));
  }
  const near: [number, number][] = [];
  for (let i = 0; i < n; i++) {
    if (far[i]! > least + SAME * size) continue;
    const a = i + 1 === n ? 0 : i + 1;
    const length = Math.hypot(x[a]! - x[i]!, y[a]! - y[i]!);
    const s = part[i]!;
    near.push((1 - s) * length <= SAME * size ? [a, 0] : [i, s * length <= SAME * size ? 0 : s]);
  }
  // At the end of a bridge, a part that both its corners stay in would touch itself there.
  return near.filter(([i, s]) => s > 0 || !isTwice(room, i));
}
