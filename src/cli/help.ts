import { readFormats } from "../index.ts";

/** What each format looks like. */
export const FORMAT_HELP: string = `
The input may be a folder, whose files weigh their sizes; or a file of one of these formats, which is found out:
${Object.entries(readFormats)
  .map(([name, about]) => `  ${name.padEnd(13)} ${about}`)
  .join("\n")}
`;

export const DRAW_EXAMPLES = `
Examples:
  marquetry draw node_modules --open
  marquetry draw node_modules -o sizes.svg
  marquetry draw budget.csv --weight amount -o budget.svg
  marquetry draw flare.json --engine greedy --container circle --size 600x600 -o flare.svg
  marquetry draw src --padding 2 --padding-top 16 --depth 3 -o src.svg
  marquetry draw world.csv --title "People of the world" --source "Source: United Nations" --legend --margin 16 -o world.svg
  marquetry draw ~/photos --theme dark --number-format bytes -o photos.png
  marquetry draw flare.json --import ./pivot.js --engine pivot -o flare.svg
  du -a /var | marquetry draw - -o var.svg
  git ls-tree -r -l HEAD | marquetry draw - > files.svg
`;

export const DIFF_EXAMPLES = `
Examples:
  marquetry diff old-stats.json new-stats.json -o growth.svg
  marquetry diff main/dist branch/dist --markdown --fail-over 5% > comment.md
  marquetry diff 2023.csv 2024.csv -o changes.csv
`;

export const MEASURE_EXAMPLES = `
Examples:
  marquetry measure flare.json
  marquetry measure flare.json --engine squarify,greedy --size 1600x900
  marquetry measure node_modules --container hexagon --json > measures.json
`;

export const BENCH_EXAMPLES = `
Examples:
  marquetry bench flare.json world.csv -o comparison
  marquetry bench timevarying/* --engines squarify:ratio=1,greedy,rectangles --times 0
  marquetry bench 2022.csv 2023.csv 2024.csv --series --updates keep,1.5,1.2/0.02 -o scores.csv
`;

export const EMBED_EXAMPLES = `
The input is a tree in Newick form, every leaf as deep as the others. The coordinates come as CSV, a line a leaf.

Examples:
  marquetry embed birds.nwk -o coordinates.csv --svg birds.svg
  marquetry embed birds.nwk --effort best --svg birds.svg --distances distances.svg
  marquetry embed birds.nwk --dimension 3 > coordinates.csv
`;

export const COMPLETION_EXAMPLES = `
Examples:
  source <(marquetry completion bash)
  marquetry completion fish > ~/.config/fish/completions/marquetry.fish

Flags that are always the same may stand in marquetry.config.json (.js, .mjs) in the working folder, as
  { "theme": "dark", "colourBy": "type", "numberFormat": "bytes" }
`;

export const ROLLUP_EXAMPLES = `
Examples:
  marquetry rollup inventory.parquet --path key --weight size -o inventory.duckdb
  marquetry serve inventory.duckdb --number-format bytes --open
  marquetry tiles inventory.duckdb -o public/inventory
  marquetry rollup postgres://me@host/bills --table lines --levels account,service,region --weight cost
`;
