import { measureOpenSans, toSVG, toSVGChunks, type Partition, type SvgOptions } from "../index.ts";
import { csvOf, geoJsonOf, jsonOf } from "./cells.ts";
import { PNG_FONT } from "./fonts.ts";
import type { Io } from "./io.ts";
import { pngMaker, type Content } from "./output.ts";
import { packedOf } from "./packed.ts";
import { pdfMaker } from "./pdf.ts";
import { reportPage, type ReportText } from "./report.ts";

/** What a map is written with. */
export interface Drawing extends ReportText {
  readonly svg: SvgOptions;
  /** Pixels of a PNG for each of the picture. */
  readonly scale: number;
}

/** Makes the content of a file of a map. */
type Maker = (map: Partition, drawing: Drawing) => Content | Promise<string | Uint8Array>;

/** One kind of file that a map is written as. */
interface Format {
  readonly about: string;
  /** Whether it shows names, for which a layout may leave room. */
  readonly isPicture?: boolean;
  /** Loads what the kind needs, before any work is done. */
  readonly prepare: (io: Io) => Maker | Promise<Maker>;
}

/** A picture in pixels shows the font that it was measured in. */
export const IN_PIXELS: SvgOptions = { fontFamily: PNG_FONT, measure: measureOpenSans };

/** Piece by piece: a picture of millions of cells is longer than any string. */
function* drawSvg(map: Partition, { svg }: Drawing): Generator<string> {
  yield* toSVGChunks(map, svg);
  yield "\n";
}

/** The kinds by the endings of their names; the first is that of stdout. */
export const FORMATS: Readonly<Record<string, Format>> = {
  ".svg": { about: "a picture", isPicture: true, prepare: () => drawSvg },
  ".png": {
    about: "a picture in pixels",
    isPicture: true,
    prepare: async (io) => {
      const toPng = await pngMaker(io);
      return (map, { svg, scale }) => toPng(toSVG(map, { ...IN_PIXELS, ...svg }), scale);
    },
  },
  ".pdf": {
    about: "a page of print",
    isPicture: true,
    prepare: async (io) => {
      const toPdf = await pdfMaker(io);
      return (map, { svg, title }) => toPdf(toSVG(map, { ...IN_PIXELS, ...svg }), title);
    },
  },
  ".html": {
    about: "a page to explore, whole in one file",
    prepare: (io) => (map, drawing) => reportPage(map, drawing, io),
  },
  ".json": { about: "the cells with ids, for others to draw", prepare: () => jsonOf },
  ".csv": { about: "a table of the cells", prepare: () => csvOf },
  ".map": { about: "the map whole, to be read again", prepare: () => packedOf },
  ".geojson": { about: "the cells as polygons", prepare: () => geoJsonOf },
};
