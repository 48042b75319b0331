/** What each format looks like. */
export const FORMAT_HELP = `
The input may be:
  a folder  its files with their sizes; symbolic links are not followed
  json      {"name": …, "children": [{"name": …, "value": 3}]}, or a list of rows
            {"id": …, "parent": …, "size": 3}, or names as keys: {"src": {"a.js": 3}}
  csv       with a header: id, parent and weight, or path and weight
  paths     lines of path,weight, weight TAB path, path TAB weight, or the path alone
  du        what du or du -a prints
  ls-tree   what git ls-tree -r -l prints
`;

export const PROGRAM_EXAMPLES = `
Examples:
  marquetry draw ~/projects -o projects.svg
  marquetry measure flare.json
  marquetry draw --help
`;

export const DRAW_EXAMPLES = `
Examples:
  marquetry draw node_modules -o sizes.svg
  marquetry draw budget.csv --weight amount -o budget.svg
  marquetry draw flare.json --engine greedy --container circle --size 600x600 -o flare.svg
  marquetry draw src --padding 2 --padding-top 16 --depth 3 -o src.svg
  marquetry draw flare.json --import ./pivot.js --engine pivot -o flare.svg
  du -a /var | marquetry draw - -o var.svg
  git ls-tree -r -l HEAD | marquetry draw - > files.svg
`;

export const MEASURE_EXAMPLES = `
Examples:
  marquetry measure flare.json
  marquetry measure flare.json --engine squarify,greedy --size 1600x900
  marquetry measure node_modules --container hexagon --json > measures.json
`;

export const EMBED_EXAMPLES = `
The input is a tree in Newick form, every leaf as deep as the others. The coordinates come as CSV, a line a leaf.

Examples:
  marquetry embed birds.nwk -o coordinates.csv --svg birds.svg
  marquetry embed birds.nwk --effort best --svg birds.svg --distances distances.svg
  marquetry embed birds.nwk --dimension 3 > coordinates.csv
`;
