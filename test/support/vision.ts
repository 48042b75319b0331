import { parseColour } from "../../src/render/contrast.ts";
import { toLight } from "../../src/render/contrast.ts";
import { toOklab, type Light, type Oklab } from "../../src/render/oklab.ts";

/** Usual sight, and no red, no green, no blue cones: Machado, Oliveira, Fernandes (2009), on linear channels. */
export const VISIONS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** A colour as a reader sees it. */
export function seen(colour: string, vision: readonly (readonly number[])[]): Oklab {
  const light = parseColour(colour)!.map(toLight);
  const shown = vision.map((row) => row.reduce((sum, part, k) => sum + part * light[k]!, 0));
  return toOklab(shown.map((channel) => Math.min(1, Math.max(0, channel))) as unknown as Light);
}

/** The least distance in OKLab between two colours, for readers with usual sight and with any colour blindness. */
export function distance(one: string, other: string): number {
  return Math.min(...Object.values(VISIONS).map((vision) => distanceFor(one, other, vision)));
}

export function distanceFor(one: string, other: string, vision: readonly (readonly number[])[]): number {
  const [a, b] = [seen(one, vision), seen(other, vision)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
