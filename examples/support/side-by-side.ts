const GAP = 20;
const CAPTION = 24;

/** A picture of two pictures, each with a caption above it; all lengths in pixels. */
export function sideBySide(
  left: { caption: string; svg: string },
  right: { caption: string; svg: string },
  [width, height]: readonly [width: number, height: number],
): string {
  const place = ({ caption, svg }: { caption: string; svg: string }, x: number): string =>
    `<g transform="translate(${x} 0)"><text x="${width / 2}" y="15" text-anchor="middle">${caption}</text>` +
    `<g transform="translate(0 ${CAPTION})">${svg}</g></g>`;
  const size = [2 * width + GAP, height + CAPTION] as const;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size[0]} ${size[1]}" width="${size[0]}" ` +
    `height="${size[1]}" role="img" aria-label="${left.caption}, ${right.caption}" ` +
    `font-family="sans-serif" font-size="14">${place(left, 0)}${place(right, width + GAP)}</svg>`
  );
}
