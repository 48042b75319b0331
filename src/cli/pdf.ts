import { OutputError } from "./failure.ts";
import { fontFiles, PNG_FONT } from "./fonts.ts";
import type { Io } from "./io.ts";

/** What is used of the package that writes PDF. */
interface Document {
  registerFont(name: string, file: string): unknown;
  on(event: "data", take: (chunk: Uint8Array) => void): unknown;
  on(event: "end", done: () => void): unknown;
  on(event: "error", fail: (error: Error) => void): unknown;
  end(): void;
}
type DocumentMaker = new (options: object) => Document;
type Drawer = (document: Document, svg: string, x: number, y: number, options: object) => void;

const PACKAGES = ["pdfkit", "svg-to-pdfkit"] as const;
/** Points of a PDF to a pixel. */
const POINTS = 0.75;

/**
 * What makes a PDF of an SVG, a page as large as the picture.
 *
 * @throws OutputError if the packages that do it are not installed
 */
export async function pdfMaker(io: Io): Promise<(svg: string, title: string) => Promise<Uint8Array>> {
  let found: unknown[];
  try {
    found = await Promise.all(PACKAGES.map((name) => io.load(name)));
  } catch (cause) {
    const names = PACKAGES.join(" ");
    const message = `PDF needs the packages ${PACKAGES.join(" and ")}, which are not installed: npm install ${names}, or give -o FILE.svg`;
    throw new OutputError(message, { cause });
  }
  const [Pdf, draw] = found.map((module) => (module as { default: unknown }).default) as [
    DocumentMaker,
    Drawer,
  ];
  return (svg, title) => {
    const size = /<svg[^>]*\swidth="([\d.]+)"[^>]*\sheight="([\d.]+)"/.exec(svg)!;
    const [width, height] = [Number(size[1]) * POINTS, Number(size[2]) * POINTS] as const;
    // The same map makes the same bytes: no time is written.
    const info = { Title: title, CreationDate: new Date(0) };
    const page = new Pdf({ size: [width, height], margin: 0, info });
    const fonts = fontFiles();
    fonts.forEach((file, k) => page.registerFont(k === 0 ? PNG_FONT : `${PNG_FONT} Bold`, file));
    return new Promise((done, fail) => {
      const chunks: Uint8Array[] = [];
      page.on("data", (chunk) => void chunks.push(chunk));
      page.on("end", () => done(Buffer.concat(chunks)));
      page.on("error", fail);
      draw(page, svg, 0, 0, {
        width,
        height,
        assumePt: false,
        fontCallback: (_: string, isBold: boolean) => (isBold ? `${PNG_FONT} Bold` : PNG_FONT),
      });
      page.end();
    });
  };
}
