import { measureOpenSans, measureText } from "../index.ts";
import { PNG_FONT } from "./fonts.ts";

/** Sans-serif fonts of the usual systems, the first of which that is there shows what {@link PNG_FONT} lacks. */
const FAMILY =
  " font-family=\"'DejaVu Sans', 'Noto Sans', 'Noto Sans CJK SC', 'Segoe UI', 'Arial Unicode MS', 'Hiragino Sans', sans-serif\"";
/** Groups and texts of a picture, with what stands in the latter. */
const TAGS = /<(\/?)g\b([^>]*)>|<text\b([^>]*)>([^<]*)<\/text>/g;
/** Characters, or what stands for them in XML. */
const SIGNS = /&[^;]+;|./gsu;
const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };
/** What is written from right to left: runs of it are put in order by whoever draws the whole line. */
const TURNED = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/** What texts take over from the groups around them. */
interface Style {
  readonly "font-size"?: string;
  readonly "font-weight"?: string;
  readonly "text-anchor"?: string;
  readonly x?: string;
}

/**
 * An SVG in which signs that {@link PNG_FONT} lacks have another font and a place of their own: whoever draws it would
 * take another font for all of a line, in which the line may have no room.
 */
export function inFontRuns(svg: string): string {
  const styles: Style[] = [{}];
  return svg.replace(TAGS, (tag, end: string, ofGroup: string, ofText: string | undefined, text: string) => {
    const above = styles.at(-1)!;
    if (ofText === undefined) {
      if (end) styles.pop();
      else if (!tag.endsWith("/>")) styles.push({ ...above, ...attributesOf(ofGroup) });
      return tag;
    }
    const runs = runsOf(text);
    if (!runs.some(({ isOwn }) => !isOwn)) return tag;
    if (runs.length === 1 || TURNED.test(text)) return `<text${ofText}${FAMILY}>${text}</text>`;
    const spans = spansOf(runs, { ...above, ...attributesOf(ofText) });
    return `<text${ofText.replace(/ text-anchor="\w+"/, "")} text-anchor="start">${spans}</text>`;
  });
}

interface Run {
  /** As it stands in the SVG. */
  text: string;
  plain: string;
  readonly isOwn: boolean;
}

function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (const [sign] of text.matchAll(SIGNS)) {
    const plain = ENTITIES[sign] ?? (sign.length > 2 ? "'" : sign);
    const isOwn = has(plain);
    const last = runs.at(-1);
    if (last?.isOwn === isOwn) {
      last.text += sign;
      last.plain += plain;
    } else runs.push({ text: sign, plain, isOwn });
  }
  return runs;
}

/** Whether the font has a sign: its width is then not that of any font. */
function has(sign: string): boolean {
  return [400, 700].some((weight) => measureOpenSans(sign, weight) !== measureText(sign, weight));
}

function spansOf(runs: readonly Run[], style: Style): string {
  const size = Number(style["font-size"]);
  const weight = style["font-weight"] === "bold" ? 700 : Number(style["font-weight"] ?? 400);
  const widths = runs.map(({ plain }) => size * measureOpenSans(plain, weight));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const part = { middle: 0.5, end: 1 }[style["text-anchor"] ?? ""] ?? 0;
  let x = Number(style.x) - part * whole;
  return runs
    .map(({ text, isOwn }, k) => {
      const width = widths[k]!;
      // What is not known exactly has no more than this room, and stands in its middle.
      const place = isOwn ? x : x + width / 2;
      x += width;
      return `<tspan x="${place.toFixed(2)}"${isOwn ? "" : ` text-anchor="middle"${FAMILY}`}>${text}</tspan>`;
    })
    .join("");
}

function attributesOf(text: string): Style {
  const found = text.matchAll(/\s(font-size|font-weight|text-anchor|x)="([^"]*)"/g);
  return Object.fromEntries(Array.from(found, ([, name, value]) => [name!, value!]));
}
