/** What the plain SQL of roll-ups leaves to each engine. */
export interface Dialect {
  readonly name: SqlDialectName;
  /** How tables that are needed for a while are made; they are dropped in any case. */
  readonly temporary: string;
  /** What stands after a table's name where it is made of a query, for a family to be read in one go. */
  readonly storage: string;
  /** The same where nothing is read in order. */
  readonly heap: string;
  /** A number that follows from a text, by which families are sorted; left out where the engine sorts by texts. */
  readonly family?: (text: string) => string;
  /** Made of the table once it is there. */
  readonly index?: (table: string, name: string) => string;
  /** Whether all statements are one, or none. */
  readonly hasTransactions: boolean;
  identifier(name: string): string;
  literal(text: string): string;
  /** The placeholder of the k-th value, from 1 on. */
  value(k: number): string;
  text(expression: string): string;
  /** Small letters for all. */
  lower(text: string): string;
  /** What stands after a pattern whose signs may be meant as they are after a backslash. */
  readonly escape: string;
  double(expression: string): string;
  /** Makes a sum exact, or at least double: what is added up has this type. */
  summand(expression: string, type: string): string;
  typeOf(expression: string): string;
  /** The names in a path, as an array. */
  names(path: string, separator: string): string;
  /** Those that are not empty. */
  filled(names: string): string;
  joined(names: string, separator: string): string;
  count(names: string): string;
  last(names: string): string;
  /** All but the last. */
  front(names: string): string;
}

/** The engines whose SQL is spoken. */
export type SqlDialectName = "duckdb" | "postgres" | "clickhouse";

const quoted = (text: string, sign: string): string => sign + text.replaceAll(sign, sign + sign) + sign;

const duckdb: Dialect = {
  name: "duckdb",
  temporary: "TEMP TABLE",
  storage: "",
  heap: "",
  // Statistics of texts hold their first letters alone, which most paths share.
  family: (text) => `md5_number_lower(${text})`,
  hasTransactions: true,
  identifier: (name) => quoted(name, '"'),
  literal: (text) => quoted(text, "'"),
  value: (k) => `$${k}`,
  text: (expression) => `CAST(${expression} AS VARCHAR)`,
  lower: (text) => `lower(${text})`,
  escape: String.raw` ESCAPE '\'`,
  double: (expression) => `CAST(${expression} AS DOUBLE)`,
  summand: (expression) => expression,
  typeOf: (expression) => `typeof(${expression})`,
  names: (path, separator) => `string_split(${path}, ${quoted(separator, "'")})`,
  filled: (names) => `list_filter(${names}, lambda x: x <> '')`,
  joined: (names, separator) => `array_to_string(${names}, ${quoted(separator, "'")})`,
  count: (names) => `len(${names})`,
  last: (names) => `list_extract(${names}, -1)`,
  front: (names) => `list_slice(${names}, 1, -2)`,
};

const postgres: Dialect = {
  ...duckdb,
  name: "postgres",
  family: undefined as never,
  index: (table, name) => `CREATE INDEX ${name} ON ${table} (parent, weight DESC)`,
  text: (expression) => `CAST(${expression} AS text)`,
  double: (expression) => `CAST(${expression} AS double precision)`,
  // Its sum of single precision is one too.
  summand: (expression, type) => (type === "real" ? `CAST(${expression} AS double precision)` : expression),
  typeOf: (expression) => `CAST(pg_typeof(${expression}) AS text)`,
  names: (path, separator) => `string_to_array(${path}, ${quoted(separator, "'")})`,
  filled: (names) => `array_remove(${names}, '')`,
  joined: (names, separator) => `array_to_string(${names}, ${quoted(separator, "'")})`,
  count: (names) => `cardinality(${names})`,
  last: (names) => `(${names})[cardinality(${names})]`,
  front: (names) => `(${names})[1:cardinality(${names}) - 1]`,
};

const escaped = (text: string, sign: string): string =>
  sign + text.replace(/[\\'`]/g, String.raw`\$&`) + sign;

const clickhouse: Dialect = {
  ...duckdb,
  name: "clickhouse",
  temporary: "TABLE",
  storage: "ENGINE = MergeTree ORDER BY (parent, id)",
  heap: "ENGINE = MergeTree ORDER BY tuple()",
  family: undefined as never,
  hasTransactions: false,
  identifier: (name) => escaped(name, "`"),
  literal: (text) => escaped(text, "'"),
  value: (k) => `{p${k}:String}`,
  text: (expression) => `toString(${expression})`,
  lower: (text) => `lowerUTF8(${text})`,
  escape: "",
  double: (expression) => `toFloat64(${expression})`,
  // Its sums of whole numbers go round where they are too large.
  summand: (expression, type) =>
    /U?Int/.test(type)
      ? `toDecimal128(${expression}, 0)`
      : /Float/.test(type)
        ? `toFloat64(${expression})`
        : expression,
  typeOf: (expression) => `toTypeName(${expression})`,
  names: (path, separator) => `splitByString(${escaped(separator, "'")}, ${path})`,
  filled: (names) => `arrayFilter(x -> x != '', ${names})`,
  joined: (names, separator) => `arrayStringConcat(${names}, ${escaped(separator, "'")})`,
  count: (names) => `length(${names})`,
  last: (names) => `(${names})[-1]`,
  front: (names) => `arrayPopBack(${names})`,
};

export const DIALECTS: Readonly<Record<SqlDialectName, Dialect>> = { duckdb, postgres, clickhouse };
