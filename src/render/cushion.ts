import { ringBounds } from "../geometry/ring.ts";
import type { CanvasContext, CellShade } from "./canvas.ts";
import { number, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import type { Outline } from "./render-options.ts";

/** What a context needs beyond {@link CanvasContext} for shading. */
interface GradientContext extends CanvasContext {
  createRadialGradient(
    x0: number,
    y0: number,
    r0: number,
    x1: number,
    y1: number,
    r1: number,
  ): { addColorStop(offset: number, colour: string): void };
}

/** How {@link cushions} shade. */
export interface CushionOptions {
  /** Share of white at the brightest place and of black at the edge, 0 to 1; 0.25 by default. */
  readonly strength?: number;
  /** Where the light falls on a cell, from its middle towards the upper left, 0 to 1; 0.4 by default. */
  readonly slant?: number;
  /** Cells narrower than this, in pixels, stay flat: no eye sees the difference. 4 by default. */
  readonly least?: number;
}

export const cushionOptions: OptionTable<CushionOptions> = {
  strength: /* @__PURE__ */ number({ min: 0 }, 0.25),
  slant: /* @__PURE__ */ number({ min: 0 }, 0.4),
  least: /* @__PURE__ */ number({ min: 0 }, 4),
};

export const cushionHelp: OptionHelp<CushionOptions> = {
  strength: "share of white at the brightest place and of black at the edge, 0 to 1",
  slant: "where the light falls, from the middle towards the upper left, 0 to 1",
  least: "cells narrower than this, in pixels, stay flat",
};

/**
 * Shades cells on a canvas as cushions in a light from the upper left, so that the eye tells cells apart without
 * lines: `drawCanvas(map, context, { shade: cushions(), stroke: "none" })`. Texts stay readable: where neither
 * black nor white contrasts with all shades of a fill, they are black with a white rim.
 *
 * Cells of any shape are shaded, by one gradient each. A context without `createRadialGradient` stays flat.
 *
 * After van Wijk, van de Wetering, *Cushion treemaps: visualization of hierarchical information* (1999), with a
 * simpler surface: each leaf has its own cushion, on none of its ancestors'.
 *
 * @throws MarquetryError `bad-option` if a number is negative or not finite
 * @example drawCanvas(map, context, { shade: cushions({ strength: 0.5 }), stroke: "none" });
 */
export function cushions(options: CushionOptions = {}): CellShade {
  const settled = readOptions<CushionOptions, keyof CushionOptions>("cushions", cushionOptions, options);
  const { slant, least } = settled;
  const strength = Math.min(1, settled.strength);
  return {
    strength,
    paint(context, outline) {
      if (!("createRadialGradient" in context)) return;
      const { points, corners } = outline;
      const { x0, y0, x1, y1 } = ringBounds(points, 0, corners);
      const [width, height] = [x1 - x0, y1 - y0];
      if (Math.min(width, height) < least) return;
      const x = (x0 + x1 - slant * width) / 2;
      const y = (y0 + y1 - slant * height) / 2;
      const radius = farthestCorner(outline, x, y);
      const gradient = (context as GradientContext).createRadialGradient(x, y, 0, x, y, radius);
      gradient.addColorStop(0, `rgba(255,255,255,${strength})`);
      gradient.addColorStop(MIDWAY, "rgba(255,255,255,0)");
      gradient.addColorStop(MIDWAY, "rgba(0,0,0,0)");
      gradient.addColorStop(1, `rgba(0,0,0,${strength})`);
      context.fillStyle = gradient;
      context.fill();
    },
  };
}

/** Where the light has worn off, as a part of the way to the farthest corner. */
const MIDWAY = 0.45;

function farthestCorner({ points, corners }: Outline, x: number, y: number): number {
  let most = 0;
  for (let k = 0; k < 2 * corners; k += 2)
    most = Math.max(most, Math.hypot(points[k]! - x, points[k + 1]! - y));
  return most;
}
