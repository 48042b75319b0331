const GAP = 20;
const CAPTION = 24;
/** The paper is the page's, light or dark, and an image is not told its colours but by the reader's wish. */
const STYLE = "<style>.caption{fill:#222}@media (prefers-color-scheme:dark){.caption{fill:#e8e8e8}}</style>";

/** A picture with a caption above it, and perhaps a note below. */
export interface Panel {
  readonly caption: string;
  readonly svg: string;
  readonly note?: string;
}

/** A picture of pictures of the same size, each with its caption and note; all lengths in pixels. */
export function sideBySide(
  panels: readonly Panel[],
  [width, height]: readonly [width: number, height: number],
): string {
  const below = panels.some(({ note }) => note !== undefined) ? CAPTION : 0;
  const line = (text: string, y: number): string =>
    `<text x="${width / 2}" y="${y}" class="caption" text-anchor="middle">${text}</text>`;
  const place = ({ caption, svg, note }: Panel, k: number): string =>
    `<g transform="translate(${k * (width + GAP)} 0)">${line(caption, 15)}` +
    `<g transform="translate(0 ${CAPTION})">${svg}</g>` +
    `${note === undefined ? "" : line(note, CAPTION + height + 18)}</g>`;
  const size = [panels.length * (width + GAP) - GAP, height + CAPTION + below] as const;
  const label = panels.map(({ caption }) => caption).join(", ");
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size[0]} ${size[1]}" width="${size[0]}" ` +
    `height="${size[1]}" role="img" aria-label="${label}" ` +
    `font-family="sans-serif" font-size="14">${STYLE}${panels.map(place).join("")}</svg>`
  );
}
