import { OutputError } from "./failure.ts";

/** What is used of the package that draws SVG. */
interface Renderer {
  readonly Resvg: new (
    svg: string,
    options: { fitTo: { mode: "zoom"; value: number }; background: string },
  ) => { render(): { asPng(): Uint8Array } };
}

/** A package of its own, for it brings ten megabytes of machine code. In a variable, or a bundler would take it in. */
const RENDERER: string = "@resvg/resvg-js";

/**
 * Makes a PNG of an SVG on a white ground, `scale` pixels for each of its own.
 *
 * @param load - loads a package by its name
 * @throws OutputError if the package that does it is not installed
 */
export async function toPng(
  svg: string,
  scale: number,
  load: (name: string) => Promise<unknown> = (name) => import(name),
): Promise<Uint8Array> {
  const { Resvg } = await findRenderer(load);
  return new Resvg(svg, { fitTo: { mode: "zoom", value: scale }, background: "#ffffff" }).render().asPng();
}

async function findRenderer(load: (name: string) => Promise<unknown>): Promise<Renderer> {
  try {
    const found = (await load(RENDERER)) as Renderer & { default?: Renderer };
    return found.Resvg ? found : found.default!;
  } catch (error) {
    const message = `PNG needs the package ${RENDERER}, which is not installed: npm install ${RENDERER}, or give -o FILE.svg`;
    throw new OutputError(message, { cause: error });
  }
}
