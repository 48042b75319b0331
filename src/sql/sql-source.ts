import { MarquetryError, readOptions, type LazyFound, type LazyNode, type LazySource } from "../index.ts";
import { sessionOf, type Row, type SqlConnection } from "./connection.ts";
import { sqlSourceOptions, type SqlSourceOptions } from "./options.ts";
import { tableNames } from "./statements.ts";

/** Results of a search that are asked for at most. */
const MOST_FOUND = 1000;

/**
 * A source for `lazyTree` that reads a roll-up. It only reads, binds all texts, and has the database sort: a family is
 * one range of the table.
 *
 * @throws MarquetryError `bad-source` if the table has no root; what the database complains of as it is
 * @example const tree = lazyTree(await sqlSource(connection, { table: "rollup" }));
 */
export async function sqlSource(connection: SqlConnection, options?: SqlSourceOptions): Promise<LazySource> {
  const { table } = readOptions<SqlSourceOptions, "table">("sqlSource", sqlSourceOptions, options);
  const session = sessionOf(connection);
  const { dialect: d } = session;
  const { result } = tableNames(d, table);
  const columns = `id, name, ${d.double("weight")} AS size, leaves, children`;
  const family = d.family ? ` AND family = ${d.family(d.value(1))}` : "";
  const [root] = await session.run(`SELECT ${columns} FROM ${result} WHERE depth = 0`);
  if (!root)
    throw new MarquetryError("bad-source", `sqlSource: the table ${result} has no root: is it a roll-up?`);

  /** The ids from below the root down to each node's parent. */
  async function pathsTo(ids: readonly string[], signal: AbortSignal): Promise<Map<string, string[]>> {
    const parents = new Map<string, string>();
    let open = ids;
    while (open.length > 0) {
      const list = open.map((_, k) => d.value(k + 1)).join(", ");
      const rows = await session.run(
        `SELECT id, parent FROM ${result} WHERE depth > 0 AND id IN (${list})`,
        open,
        signal,
      );
      for (const { id, parent } of rows) parents.set(String(id), String(parent));
      open = [...new Set(rows.map(({ parent }) => String(parent)))].filter((id) => !parents.has(id));
    }
    return new Map(
      ids.map((id) => {
        const path: string[] = [];
        for (let up = parents.get(id); up !== undefined && parents.has(up); up = parents.get(up))
          path.unshift(up);
        return [id, path];
      }),
    );
  }

  return {
    root: nodeOf(root),

    async children(id, { limit, offset, minShare, signal }) {
      const most = Math.floor(limit);
      const from = `FROM ${result} WHERE parent = ${d.value(1)} AND depth > 0${family}`;
      const rows = await session.run(
        `SELECT ${columns} ${from} ORDER BY weight DESC, id LIMIT ${most} OFFSET ${offset}`,
        [id],
        signal,
      );
      const counted =
        rows.length < most ? null : await session.run(`SELECT count(*) AS n ${from}`, [id], signal);
      const all = Number(counted?.[0]?.["n"] ?? offset + rows.length) - offset;
      let total = 0;
      const nodes = rows.map(nodeOf);
      for (const { weight } of nodes) total += weight;
      const kept = nodes.filter(({ weight }, k) => k === 0 || weight >= minShare * total);
      if (kept.length === all) return kept;
      return [...kept, { id: `${id}/…`, weight: 0, others: all - kept.length }];
    },

    async search(words, { limit, signal }): Promise<LazyFound[]> {
      const pattern = `%${words.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`)}%`;
      const rows = await session.run(
        `SELECT id, name FROM ${result} WHERE depth > 0 AND ${d.lower("name")} LIKE ${d.value(1)}${d.escape} ORDER BY weight DESC, id LIMIT ${Math.min(Math.floor(limit), MOST_FOUND)}`,
        [pattern],
        signal,
      );
      const paths = await pathsTo(
        rows.map(({ id }) => String(id)),
        signal,
      );
      return rows.map(({ id, name }) => ({
        id: String(id),
        label: String(name),
        path: paths.get(String(id))!,
      }));
    },
  };
}

function nodeOf({ id, name, size, leaves, children }: Row): LazyNode {
  return {
    id: String(id),
    label: String(name),
    weight: Number(size),
    leaves: Number(leaves),
    hasChildren: Number(children) > 0,
  };
}
