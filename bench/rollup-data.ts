/**
 * A query of DuckDB that makes rows like those of an inventory: paths of four levels, of which few are in very many
 * rows, and sizes that differ by orders of magnitude. The same rows each time.
 */
export function rowsQuery(rows: number): string {
  // A power of a uniform number: few names are common, most are rare.
  const name = (sign: string, seed: number, most: number, power: number): string =>
    `'${sign}' || CAST(floor(${most} * pow((hash(i + ${seed}::BIGINT * 1000000007) % 1000003) / 1000003.0, ${power})) AS BIGINT)`;
  return (
    `SELECT ${name("bucket-", 1, 40, 2)} || '/' || ${name("year-", 2, 25, 2)} || '/' || ${name("job-", 3, 60, 3)} || '/' || ` +
    `${name("part-", 4, 80, 3)} AS path, CAST(exp(12 * (hash(i + 5::BIGINT * 1000000007) % 1000003) / 1000003.0) AS BIGINT) AS bytes ` +
    `FROM range(${rows}) AS t(i)`
  );
}
