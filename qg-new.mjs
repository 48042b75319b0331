// ../../../tmp/ft/q.ts
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

// src/errors.ts
var MarquetryError = class extends Error {
  constructor(code, message, detail = {}) {
    super(message, "cause" in detail ? { cause: detail.cause } : void 0);
    this.name = "MarquetryError";
    this.code = code;
    this.path = detail.path;
    this.value = detail.value;
  }
};
var LONGEST_SHOWN = 60;
function show(value) {
  if (typeof value === "string") {
    const text2 = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}\u2026` : value;
    return JSON.stringify(text2);
  }
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function") return "a function";
  return String(value);
}

// src/options/nearest.ts
var MISSPELT = 0.4;
function nearest(name, known2) {
  let best;
  let least = Math.max(1, Math.floor(MISSPELT * Math.min(name.length, 60)));
  const wanted = name.toLowerCase();
  for (const candidate of known2) {
    if (Math.abs(candidate.length - name.length) > least) continue;
    const changes = editDistance(wanted, candidate.toLowerCase());
    if (changes < least || changes === least && best === void 0) {
      best = candidate;
      least = changes;
    }
  }
  return best;
}
function editDistance(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const last = rows[i - 1];
    const row = rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame2 = a[i - 1] === b[j - 1];
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        last[j] + 1,
        row[j - 1] + 1,
        last[j - 1] + (isSame2 ? 0 : 1),
        isSwapped ? rows[i - 2][j - 2] + 1 : Infinity
      );
    }
  }
  return rows[a.length][b.length];
}

// src/options/read-options.ts
function readOptions(owner, table, given = {}) {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    const [example] = Object.keys(table);
    const takes = example === void 0 ? "no options" : `its options as an object, as { ${example}: \u2026 }`;
    const message = `${owner} takes ${takes}, not ${show(given)}`;
    throw new MarquetryError("bad-option", message, { value: given });
  }
  const read = {};
  for (const [name, usual] of defaultsOf(table)) read[name] = usual;
  for (const name of Object.keys(given)) {
    const value = given[name];
    if (value === void 0) continue;
    if (!Object.hasOwn(table, name)) throw unknownName(owner, name, Object.keys(table), value);
    checkOption(owner, table, name, value);
    read[name] = value;
  }
  return read;
}
var defaults = /* @__PURE__ */ new WeakMap();
function defaultsOf(table) {
  let known2 = defaults.get(table);
  if (!known2) {
    known2 = Object.entries(table).map(([name, { usual }]) => [name, usual]).filter(([, usual]) => usual !== void 0);
    defaults.set(table, known2);
  }
  return known2;
}
function checkOption(owner, table, name, value) {
  const option = table[name];
  if (option.allows(value)) return;
  const meant = typeof value === "string" ? nearest(value, (option.choices ?? []).map(String)) : void 0;
  const help = meant === void 0 ? "" : `; did you mean ${show(meant)}?`;
  const message = `${owner}: ${name} must be ${option.takes}, not ${show(value)}${help}`;
  throw new MarquetryError("bad-option", message, { value });
}
function unknownName(owner, name, known2, value) {
  const meant = nearest(name, known2);
  const all = known2.length > 0 ? `its options are ${known2.join(", ")}` : "it has none";
  const help = meant === void 0 ? all : `did you mean ${meant}?`;
  return new MarquetryError("bad-option", `${owner} has no option ${show(name)}; ${help}`, { value });
}

// src/areas/area-rule.ts
var known = /* @__PURE__ */ new Map();
function toAreaRule(areas) {
  if (areas === "gross") return null;
  if (typeof areas === "object" && areas !== null && "solve" in areas && typeof areas.solve === "function") {
    return areas;
  }
  const rule = typeof areas === "string" ? known.get(areas) : void 0;
  if (rule) return rule;
  const help = areas === "leaf-exact" ? 'this bundle does not hold it: import { leafExact } from "marquetry" and pass areas: leafExact' : `it is ${["gross", ...known.keys()].join(" or ")}`;
  throw new MarquetryError("bad-option", `no areas ${show(areas)}; ${help}`, { value: areas });
}

// src/engines/register.ts
var makeByName;
function toEngine(engine, options) {
  if (typeof engine !== "string") return checkEngine(engine);
  if (makeByName) return makeByName(engine, options);
  throw unknownEngine(
    engine,
    'this bundle knows no engine by name: pass one, as squarify(), or import { engines } from "marquetry" and use it'
  );
}
function unknownEngine(name, help) {
  return new MarquetryError("unknown-engine", `no engine ${show(name)}; ${help}`, { value: name });
}
var PARTS = [
  ["name", "string"],
  ["description", "string"],
  ["bound", "function"],
  ["partition", "function"],
  ["readContainer", "function"],
  ["makeCells", "function"],
  ["unpackCells", "function"],
  ["options", "object", true],
  ["hasGaps", "boolean", true],
  ["hasInexactAreas", "boolean", true],
  ["canKeepAllCuts", "boolean", true]
];
var TILE_ARGUMENTS = 5;
var SHAPES = ["rect", "convex", "rectilinear"];
function checkEngine(engine) {
  const bad = (message) => new MarquetryError("bad-engine", message, { value: engine });
  if (typeof engine === "function") {
    const help = engine.length === TILE_ARGUMENTS ? "a tile of d3: engineOf of marquetry/d3 takes it" : `a function: call it, as ${engine.name || "squarify"}()`;
    throw bad(`the engine is ${help}`);
  }
  if (typeof engine !== "object" || engine === null)
    throw bad(`layout needs an engine, as squarify(), or the name of one, not ${show(engine)}`);
  const parts = engine;
  const who = () => `engine ${typeof parts["name"] === "string" ? parts["name"] : "without a name"}`;
  for (const [part, type, isOptional] of PARTS) {
    const value = parts[part];
    if (typeof value === type || value === void 0 && isOptional) continue;
    const isOfCells = /Cells$|^read/.test(part);
    const help = isOfCells ? ": spread boxCells, convexCells or rectilinearCells into it" : "";
    throw bad(`${who()} needs a ${type} as its ${part}, not ${show(value)}${help}`);
  }
  if (!SHAPES.includes(parts["shape"])) {
    throw bad(`the shape of ${who()} is "rect", "convex" or "rectilinear", not ${show(parts["shape"])}`);
  }
  return engine;
}

// src/model/check-tree.ts
function isTree(value) {
  return typeof value === "object" && value !== null && "firstChild" in value && "withWeights" in value;
}
function checkTree(owner, value) {
  if (isTree(value)) return;
  const isMap2 = typeof value === "object" && value !== null && "tree" in value && isTree(value.tree);
  const given = isMap2 ? "a map; its tree is map.tree" : show(value);
  const message = `${owner} takes a tree, as weightedTree(data) makes one, not ${given}`;
  throw new MarquetryError("bad-input", message, { value });
}
function checkIds(tree) {
  const nodes = /* @__PURE__ */ new Map();
  for (let i = 0; i < tree.size; i++) {
    const own = tree.isRemainder(i) ? void 0 : tree.ownId(i);
    if (own === void 0) continue;
    const other = nodes.get(own);
    if (other !== void 0) {
      const path = tree.pathForMessage(i);
      const message = `two nodes have the id ${show(own)}: ${tree.pathForMessage(other)} and ${path}`;
      throw new MarquetryError("duplicate-id", message, { path, value: own });
    }
    nodes.set(own, i);
  }
}

// src/options/option.ts
var SIGNS = { min: "\u2265", above: ">", max: "\u2264", below: "<" };
function number(limits, usual) {
  return numeric("number", Number.isFinite, usual, limits);
}
function wholeNumber(limits, usual) {
  return numeric("whole number", Number.isInteger, usual, limits);
}
function numeric(noun, isKind, usual, limits = {}) {
  const { min, max, above, below, infinite } = limits;
  return {
    get takes() {
      const words = Object.entries(SIGNS).filter(([name]) => name in limits).map(([name, sign]) => `${sign} ${limits[name]}`).join(" and ");
      return `a ${noun}${words && ` ${words}`}${infinite ? " or Infinity" : ""}`;
    },
    allows: (value) => infinite && value === Infinity || isKind(value) && !(value < min || value <= above) && !(value > max || value >= below),
    usual,
    parse: (text2) => text2.trim() ? Number(text2) : NaN
  };
}
function choice(values, usual) {
  return {
    get takes() {
      return listed(values.map((value) => show(value)));
    },
    allows: (value) => values.includes(value),
    usual,
    choices: values,
    parse: (text2) => values.find((value) => String(value) === text2) ?? text2
  };
}
function flag(usual) {
  return choice([true, false], usual);
}
function text(usual) {
  return {
    takes: "a text",
    allows: (value) => typeof value === "string",
    usual,
    parse: (given) => given
  };
}
function callback(usual) {
  return { takes: "a function", allows: (value) => typeof value === "function", usual };
}
function field(usual) {
  return either(text(), callback(), usual);
}
function checkedLater(takes, usual) {
  return { takes, allows: () => true, usual };
}
function either(a, b, usual) {
  const [first2, second] = [a, b].filter(({ parse }) => parse);
  return {
    get takes() {
      return `${a.takes} or ${b.takes}`;
    },
    allows: (value) => a.allows(value) || b.allows(value),
    usual,
    ...first2 && {
      ...!second && { byText: first2 },
      parse: (given) => {
        const value = first2.parse(given);
        const other = second?.parse(given);
        return first2.allows(value) || !second?.allows(other) ? value : other;
      }
    }
  };
}
function merged(a, b) {
  return { ...a, ...b };
}
function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

// src/partition/padding.ts
var DISTANCE = /* @__PURE__ */ either(/* @__PURE__ */ number({ min: 0 }), /* @__PURE__ */ callback());
var paddingOptions = {
  padding: DISTANCE,
  paddingInner: DISTANCE,
  paddingOuter: DISTANCE,
  paddingTop: DISTANCE,
  paddingRight: DISTANCE,
  paddingBottom: DISTANCE,
  paddingLeft: DISTANCE
};
var NAMES = /* @__PURE__ */ Object.keys(paddingOptions);
function pickPadding(options) {
  const picked = {};
  for (const name of NAMES) if (options[name] !== void 0) picked[name] = options[name];
  return picked;
}
var Padding = class _Padding {
  static #none;
  /** The padding of a layout that asks for none is the same for all trees. */
  static of(tree, options) {
    for (const _ in options) return new _Padding(tree, options);
    return _Padding.#none ??= new _Padding(tree);
  }
  constructor(tree, options = {}) {
    const { padding = 0 } = options;
    const { paddingOuter = padding } = options;
    let none = true;
    const reader = (name, otherwise) => {
      const distance2 = options[name] ?? otherwise;
      if (distance2 !== 0) none = false;
      if (typeof distance2 === "function") {
        return (i) => {
          const length = distance2(i, tree);
          if (typeof length === "number" && length >= 0 && length < Infinity) return length;
          const path = tree.pathForMessage(i);
          const message = `layout: ${name} must be a number \u2265 0, not ${show(length)} at ${path}`;
          throw new MarquetryError("bad-option", message, { value: length, path });
        };
      }
      return () => distance2;
    };
    this.inner = reader("paddingInner", padding);
    this.top = reader("paddingTop", paddingOuter);
    this.right = reader("paddingRight", paddingOuter);
    this.bottom = reader("paddingBottom", paddingOuter);
    this.left = reader("paddingLeft", paddingOuter);
    this.none = none;
  }
};

// src/geometry/ring.ts
var STRAIGHT = 1e-6;
function ringArea(points, from, corners) {
  const x0 = points[from];
  const y0 = points[from + 1];
  const end = from + 2 * corners;
  let twice = 0;
  let most = 0;
  let px = 0;
  let py = 0;
  for (let k = from + 2; k < end; k += 2) {
    const x = points[k] - x0;
    const y = points[k + 1] - y0;
    const product = py * x;
    twice += product - px * y;
    const size = product < 0 ? -product : product;
    if (size > most) most = size;
    px = x;
    py = y;
  }
  const isStraight2 = (twice < 0 ? -twice : twice) < STRAIGHT * most;
  return isStraight2 ? straightArea(points, from, corners) : twice / 2;
}
function straightArea(points, from, corners) {
  const x0 = points[from];
  const y0 = points[from + 1];
  let twice = 0;
  let px = 0;
  let py = 0;
  for (let k = from + 2; k < from + 2 * corners; k += 2) {
    const x = points[k] - x0;
    const y = points[k + 1] - y0;
    const [ahead, back] = [py * x, px * y];
    const lost2 = productError(py, x, ahead) - productError(px, y, back);
    twice += ahead - back + (Number.isFinite(lost2) ? lost2 : 0);
    px = x;
    py = y;
  }
  return twice / 2;
}
function productError(a, b, product) {
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
function upperHalf(a) {
  const scaled = (2 ** 27 + 1) * a;
  return scaled - (scaled - a);
}
function ringBounds(points, from, corners) {
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  for (let k = from; k < from + 2 * corners; k += 2) {
    const x = points[k];
    const y = points[k + 1];
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  return { x0, y0, x1, y1 };
}
function longerSide(points, corners) {
  const { x0, y0, x1, y1 } = ringBounds(points, 0, corners);
  return Math.max(x1 - x0, y1 - y0);
}
function ringCentroid(points, from, corners, out) {
  const x0 = points[from];
  const y0 = points[from + 1];
  const end = from + 2 * corners;
  let twice = 0;
  let sumX = 0;
  let sumY = 0;
  let meanX = 0;
  let meanY = 0;
  let px = 0;
  let py = 0;
  for (let k = from + 2; k < end; k += 2) {
    const x = points[k] - x0;
    const y = points[k + 1] - y0;
    const cross = py * x - px * y;
    twice += cross;
    sumX += (px + x) * cross;
    sumY += (py + y) * cross;
    meanX += x;
    meanY += y;
    px = x;
    py = y;
  }
  const flat2 = !(Math.abs(twice) > 0);
  out[0] = x0 + (flat2 ? meanX / corners : sumX / (3 * twice));
  out[1] = y0 + (flat2 ? meanY / corners : sumY / (3 * twice));
}
var ringContains = (points, from, corners, x, y) => {
  const end = from + 2 * corners;
  let inside = false;
  let ax = points[end - 2] - x;
  let ay = points[end - 1] - y;
  for (let k = from; k < end; k += 2) {
    const bx = points[k] - x;
    const by = points[k + 1] - y;
    if (ay > 0 !== by > 0 && ax * by > bx * ay === by > ay) inside = !inside;
    ax = bx;
    ay = by;
  }
  return inside;
};
var convexContains = (points, from, corners, x, y) => {
  const end = from + 2 * corners;
  let ax = points[end - 2] - x;
  let ay = points[end - 1] - y;
  for (let k = from; k < end; k += 2) {
    const bx = points[k] - x;
    const by = points[k + 1] - y;
    if (ay * bx - ax * by < 0) return false;
    ax = bx;
    ay = by;
  }
  return true;
};

// src/partition/region.ts
function engineFor(engine, container) {
  return container?.adapt?.(engine) ?? engine;
}
var LEAST_SIDE = 1e-150;
var GREATEST_SIDE = 1e150;
function roughArea(ring) {
  let twice = 0;
  for (let k = 0; k < ring.length; k += 2) {
    const next = (k + 2) % ring.length;
    twice += (ring[k] - ring[0]) * (ring[next + 1] - ring[1]);
    twice -= (ring[next] - ring[0]) * (ring[k + 1] - ring[1]);
  }
  return Math.abs(twice / 2);
}
function readCorners(corners, areaOf = roughArea) {
  for (const [i, corner] of corners.entries()) {
    if (!Array.isArray(corner) || !Number.isFinite(corner[0]) || !Number.isFinite(corner[1])) {
      throw badContainer(`corner ${i} of the container is not a pair of finite numbers`, corner);
    }
  }
  const ring = Float64Array.from(corners.flatMap(([x, y]) => [x, y]));
  if (areaOf(ring) === 0) {
    throw badContainer(`a container of ${corners.length} corners without area`, corners);
  }
  const { x0, y0, x1, y1 } = ringBounds(ring, 0, corners.length);
  checkSize(x1 - x0, y1 - y0, corners);
  return ring;
}
function cornersOf(container) {
  if (typeof container !== "object" || container === null) return null;
  if ("ring" in container) {
    const { ring, isBox } = container;
    return isBox ? null : Array.from({ length: ring.length / 2 }, (_, k) => [ring[2 * k], ring[2 * k + 1]]);
  }
  const isPolygon = Array.isArray(container) && (container.length !== 2 || container.some((entry2) => Array.isArray(entry2)));
  return isPolygon ? container : null;
}
function boxRegion(container) {
  if (typeof container !== "object" || container === null) {
    throw badContainer(`a container cannot be ${show(container)}`, container);
  }
  const { x0, y0, x1, y1 } = Array.isArray(container) ? { x0: 0, y0: 0, x1: container[0], y1: container[1] } : container;
  if (![x0, y0, x1, y1].every(Number.isFinite)) {
    const message = `a container needs finite numbers, not ${[x0, y0, x1, y1].map(show).join(", ")}`;
    throw badContainer(message, container);
  }
  checkSize(x1 - x0, y1 - y0, container);
  return { x0, y0, x1, y1, ring: Float64Array.of(x0, y0, x0, y1, x1, y1, x1, y0), isBox: true };
}
function checkSize(width, height, container) {
  if (Math.min(width, height) >= LEAST_SIDE && Math.max(width, height) <= GREATEST_SIDE) return;
  const range = `from ${LEAST_SIDE} to ${GREATEST_SIDE}`;
  throw badContainer(
    `width and height of a container must lie ${range}, not ${width} \xD7 ${height}`,
    container
  );
}
function badContainer(message, value) {
  return new MarquetryError("bad-container", message, { value });
}

// src/partition/branch-numbers.ts
var carryNumbers;

// src/model/names.ts
var MOST_LABELS = 12;
var MOST_CHARACTERS = 200;
function toName(value) {
  if (typeof value === "string") return value;
  if (typeof value === "number") return Number.isNaN(value) ? void 0 : String(value);
  return typeof value === "bigint" ? String(value) : void 0;
}
function joinPath(labels, most) {
  if (labels.length <= most) return labels.join("/");
  const before2 = most >> 1;
  return [...labels.slice(0, before2), "\u2026", ...labels.slice(labels.length - most + before2)].join("/");
}
function shortPath(labels) {
  return shortText(joinPath(labels, MOST_LABELS));
}
function shortText(text2) {
  const half = MOST_CHARACTERS >> 1;
  return text2.length > MOST_CHARACTERS ? `${text2.slice(0, half)}\u2026${text2.slice(1 - half)}` : text2;
}
function checkIterable(owner, what, value) {
  if (typeof value === "object" && value !== null && Symbol.iterator in value) return;
  const message = `${owner} takes ${what} in an array or something iterable, not ${show(value)}`;
  throw new MarquetryError("bad-input", message, { value });
}

// src/model/weight-errors.ts
function isWeight(value) {
  return typeof value === "number" && value >= 0 && value < Infinity;
}
function isAbsent(value) {
  return value === void 0 || value === null;
}
function weightError(value, path) {
  if (isAbsent(value)) {
    const message2 = `the leaf ${path} has no weight: give it one, or say with the option \`weight\` where it is`;
    return new MarquetryError("missing-weight", message2, { path, value });
  }
  const kind = typeof value === "string" ? `the string ${show(value)}` : show(value);
  const message = `the weight of ${path} is ${kind}: it must be a finite number, not negative`;
  return new MarquetryError("bad-weight", message, { path, value });
}
function overflowError(path) {
  const message = `the weights of ${path} add up to more than ${Number.MAX_VALUE}: divide all weights by a common number`;
  return new MarquetryError("weight-overflow", message, { path, value: Infinity });
}

// src/model/weighted-tree.ts
var UNLOADED = 1;
var OTHERS = 2;
var NO_ROW = -1;
var REMAINDER = "(rest)";
var WeightedTree = class _WeightedTree {
  /** @internal */
  constructor(arrays, lookup = {}, derived) {
    this.size = arrays.parent.length;
    this.parent = arrays.parent;
    this.firstChild = arrays.firstChild;
    this.childCount = arrays.childCount;
    this.weight = arrays.weight;
    this.rows = arrays.source;
    this.lookup = lookup;
    this.derived = derived ?? {
      levels: once(() => levelStarts(arrays)),
      byId: once(() => indexIds(this)),
      byDatum: once(() => indexData(this))
    };
  }
  /**
   * Row of the input that node `i` came from, or −1 for a remainder, which no row stands for. Rows and columns
   * have rows; nested objects and paths are counted as {@link TreeBuilder} says.
   */
  source(i) {
    checkNode(this, i);
    return this.rows ? this.rows[i] : i;
  }
  /** Whether node `i` is a leaf that was added to hold what its parent weighs beyond its children. */
  isRemainder(i) {
    const row = this.source(i);
    return row === NO_ROW || this.lookup.lazy?.state[row] === OTHERS;
  }
  /** Whether the children of node `i` are there, if it has any: false only in trees that `lazyTree` made. */
  isLoaded(i) {
    const row = this.source(i);
    return this.lookup.lazy?.state[row] !== UNLOADED;
  }
  /** Why the children of node `i` could not be loaded when that was tried last; null where it has not failed. */
  failure(i) {
    const row = this.source(i);
    return this.lookup.lazy?.failure?.(row) ?? null;
  }
  /** Whether node `i` has no children. */
  isLeaf(i) {
    checkNode(this, i);
    return this.childCount[i] === 0;
  }
  /** The user's datum of node `i`; undefined for a remainder or where the input has no objects, which `T` then tells. */
  data(i) {
    const row = this.source(i);
    return row === NO_ROW ? void 0 : this.lookup.data?.(row);
  }
  /**
   * The same tree with other weights: nodes, children and their order stay.
   *
   * @param weights - weight of each leaf by its node; what stands at inner nodes is not read
   * @throws MarquetryError `bad-input` for anything but a list of `size` numbers; `bad-weight` or `missing-weight`
   * with the leaf's path, `weight-overflow`
   * @example map.update(map.tree.withWeights(map.tree.weight.map((w, i) => (i === 7 ? 2 * w : w))));
   */
  withWeights(weights) {
    checkList(weights, this.size);
    const weight = new Float64Array(this.size);
    for (let i = this.size - 1; i >= 0; i--) {
      if (this.childCount[i] === 0) {
        const value = weights[i];
        if (!isWeight(value)) throw weightError(value, this.pathForMessage(i));
        weight[i] = value + 0;
      } else if (weight[i] === Infinity) throw overflowError(this.pathForMessage(i));
      if (i > 0) weight[this.parent[i]] += weight[i];
    }
    return this.reweighted(weight);
  }
  /** The same nodes with a weight for each, inner ones too, that need not add up: for layouts with padding. */
  reweighted(weight) {
    const { parent, firstChild, childCount, rows: source, lookup, derived } = this;
    return new _WeightedTree({ parent, firstChild, childCount, weight, source }, lookup, derived);
  }
  /** The id of node `i`: the one given, else its path. */
  id(i) {
    return this.ownId(i) ?? this.path(i);
  }
  /** The text to show for node `i`: its label, else its id, else # and its row; the root is "root". */
  label(i) {
    const row = this.source(i);
    if (row === NO_ROW) return REMAINDER;
    return this.lookup.label?.(row) ?? this.lookup.id?.(row) ?? (i === 0 ? "root" : `#${row}`);
  }
  /** The labels from the root down to node `i`, joined by "/"; of more than `most`, the middle is left out. */
  path(i, most = Infinity) {
    return joinPath(labelsTo(this, i), most);
  }
  /** The path of node `i` as an error message shows it: at most some 200 characters. */
  pathForMessage(i) {
    return shortPath(labelsTo(this, i));
  }
  /** @deprecated Use {@link WeightedTree.pathForMessage}. */
  place(i) {
    return this.pathForMessage(i);
  }
  /**
   * The node with this id (or, for a node without an id of its own, this path), or −1.
   *
   * @throws MarquetryError `bad-input` for an id that is no text
   */
  find(id) {
    if (typeof id !== "string") {
      const message = `tree.find takes an id as a text, not ${show(id)}`;
      throw new MarquetryError("bad-input", message, { value: id });
    }
    const { locate, id: hasIds } = this.lookup;
    const node = locate ? locate(this, id) : hasIds ? this.derived.byId().get(id) ?? -1 : -1;
    return node >= 0 ? node : findPath(this, id);
  }
  /** Index of the first node of each level, and `size` at the end: level d is `levels[d] … levels[d + 1] − 1`. */
  get levels() {
    return this.derived.levels();
  }
  /** Number of edges between node `i` and the root. */
  depth(i) {
    checkNode(this, i);
    const levels = this.levels;
    let low = 0;
    let high = levels.length - 1;
    while (high - low > 1) {
      const middle = low + high >> 1;
      if (levels[middle] <= i) low = middle;
      else high = middle;
    }
    return low;
  }
  /** Number of edges on the longest way down from the root. */
  get height() {
    return this.levels.length - 2;
  }
  /** Number of leaves, counted anew each time. */
  get leafCount() {
    let count2 = 0;
    for (let i = 0; i < this.size; i++) if (this.childCount[i] === 0) count2++;
    return count2;
  }
  /** The leaves, in breadth-first order. */
  *leaves() {
    for (let i = 0; i < this.size; i++) if (this.childCount[i] === 0) yield i;
  }
  /**
   * The id that node `i` was given, or undefined.
   *
   * @internal
   */
  ownId(i) {
    const row = this.source(i);
    if (row !== NO_ROW) return this.lookup.id?.(row);
    const parent = this.ownId(this.parent[i]);
    return parent === void 0 ? void 0 : `${parent}/${REMAINDER}`;
  }
};
function checkNode({ size }, i, what = "tree") {
  if (Number.isInteger(i) && i >= 0 && i < size) return;
  const message = `no node ${show(i)}: the ${what} has nodes 0 to ${size - 1}`;
  throw new MarquetryError("bad-node", message, { value: i });
}
function checkList(weights, size) {
  const isList = typeof weights === "object" && weights !== null && "length" in weights;
  if (isList && weights.length === size) return;
  const given = isList ? `${show(weights.length)} of them` : show(weights);
  const message = `tree.withWeights takes a list of ${size} weights, one for each node, not ${given}`;
  throw new MarquetryError("bad-input", message, { value: weights });
}
function labelsTo(tree, i) {
  checkNode(tree, i);
  const labels = [];
  for (let v = i; v >= 0; v = tree.parent[v]) labels.push(tree.label(v));
  return labels.reverse();
}
function once(make) {
  let made;
  return () => (made ??= { result: make() }).result;
}
function levelStarts({ firstChild, childCount }) {
  const starts = [0];
  let low = 0;
  let high = 1;
  while (low < high) {
    starts.push(high);
    const last = high - 1;
    low = firstChild[low];
    high = firstChild[last] + childCount[last];
  }
  return new Int32Array(starts);
}
function indexIds(tree) {
  const index = /* @__PURE__ */ new Map();
  for (let i = tree.size - 1; i >= 0; i--) {
    const id = tree.ownId(i);
    if (id !== void 0) index.set(id, i);
  }
  return index;
}
function indexData(tree) {
  const index = /* @__PURE__ */ new Map();
  for (let i = tree.size - 1; i >= 0; i--) {
    const datum = tree.data(i);
    if (datum !== void 0) index.set(datum, i);
  }
  return index;
}
function findPath(tree, path) {
  const open = [[0, path]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, rest] = next;
    const label = tree.label(node);
    if (rest === label) return node;
    if (!rest.startsWith(`${label}/`)) continue;
    const below = rest.slice(label.length + 1);
    const first2 = tree.firstChild[node];
    for (let i = first2 + tree.childCount[node] - 1; i >= first2; i--) open.push([i, below]);
  }
  return -1;
}

// src/partition/cells.ts
function nextLoop(points, closing) {
  const next = closing + 2;
  return points[next] === points[0] && points[next + 1] === points[1] ? next + 2 : next;
}
function traceRing(points, corners, path) {
  if (corners === 0) return;
  path.moveTo(points[0], points[1]);
  let start = 0;
  for (let k = 2; k < 2 * corners; k += 2) {
    if (points[k] === points[start] && points[k + 1] === points[start + 1]) {
      path.closePath();
      start = k = nextLoop(points, k);
      if (k >= 2 * corners) return;
      path.moveTo(points[k], points[k + 1]);
    } else path.lineTo(points[k], points[k + 1]);
  }
  path.closePath();
}
function addUpOrigins(parent, cells) {
  const origins = new Float64Array(2 * parent.length);
  for (let i = 0; i < parent.length; i++) {
    const p = parent[i];
    origins[2 * i] = cells.originX(i) + (p < 0 ? 0 : origins[2 * p]);
    origins[2 * i + 1] = cells.originY(i) + (p < 0 ? 0 : origins[2 * p + 1]);
  }
  return origins;
}

// src/partition/partition.ts
var NO_LEAVES = /* @__PURE__ */ new Int32Array(0);
var Partition = class _Partition {
  /** @internal */
  constructor(tree, cells, record) {
    this.tree = tree;
    this.size = tree.size;
    this.cells = cells;
    this.record = record;
    this.engine = record.engine;
    this.region = record.region;
    this.padded = record.isPadded;
    this.rounded = record.round;
    this.residual = record.solved?.residual ?? null;
    this.areaPerWeight = record.solved?.scale ?? null;
    this.unsolved = record.solved?.unsolved ?? NO_LEAVES;
    this.raised = record.raised;
    this.fallbacks = record.fallbacks.length > 0 ? Array.from(record.fallbacks) : [];
  }
  /**
   * The absolute place of every cell's own origin: x, y, x, y …
   *
   * These are sums along the way from the root, so they carry the rounding of absolute coordinates: about
   * 10⁻¹⁶ of the container's size. Shapes and areas do not depend on them.
   */
  get origins() {
    this.absolute ??= addUpOrigins(this.tree.parent, this.cells);
    return this.absolute;
  }
  /** The cell of node `i`. */
  cell(i) {
    const [points, corners] = this.ring(i);
    if (this.cells.shape !== "rect") {
      const rings = this.cells.shape === "simple" ? ringsOf(points, corners) : [];
      return {
        kind: "polygon",
        points: Array.from({ length: corners }, (_, k) => [points[2 * k], points[2 * k + 1]]),
        ...rings.length > 1 && { rings }
      };
    }
    return { kind: "rect", x0: points[0], y0: points[1], x1: points[4], y1: points[5] };
  }
  /** Area of the cell of node `i`, taken in its own frame: exact where absolute corners would coincide. */
  area(i) {
    this.check(i);
    return this.cells.area(i);
  }
  /** Whether the cell of node `i` is empty: its weight is 0, or padding left no room for it. */
  isEmpty(i) {
    this.check(i);
    return this.cells.corners(i) === 0;
  }
  /** Centroid of the cell of node `i`. */
  centroid(i) {
    this.check(i);
    const out = new Float64Array(2);
    this.cells.centroid(i, out);
    return [this.origins[2 * i] + out[0], this.origins[2 * i + 1] + out[1]];
  }
  /** Bounding box of the cell of node `i`. */
  bounds(i) {
    const [points, corners] = this.ring(i);
    return ringBounds(points, 0, Math.max(corners, 1));
  }
  /** Traces the outline of the cell of node `i` into a canvas context or any other path; nothing for an empty cell. */
  trace(i, path) {
    const [points, corners] = this.ring(i);
    traceRing(points, corners, path);
  }
  /**
   * The deepest node whose cell holds the point, or −1 outside the container. On a border between siblings it
   * is the first of them; in the room that padding leaves it is the parent. Time: the fan-outs on the way down.
   */
  at(x, y) {
    const { cells, tree } = this;
    let px = x - cells.originX(0);
    let py = y - cells.originY(0);
    if (!cells.contains(0, px, py)) return -1;
    let i = 0;
    let c = tree.firstChild[0];
    let end = c + tree.childCount[0];
    while (c < end) {
      const cx = px - cells.originX(c);
      const cy = py - cells.originY(c);
      if (cells.corners(c) > 0 && cells.contains(c, cx, cy)) {
        i = c;
        px = cx;
        py = cy;
        c = tree.firstChild[i];
        end = c + tree.childCount[i];
      } else c++;
    }
    return i;
  }
  /**
   * Lays out changed weights, or a changed tree, so that cells stay where they were as far as their areas allow.
   *
   * Whatever the layout was asked for (padding, exact leaf areas, a least share, whole pixels) holds for the next as
   * well. Engines of cuts keep the tree of cuts and their directions, `voronoi` keeps its sites. Nodes of another tree are
   * matched by id; where one is gone its sibling takes the room, a new one shares the room of its heaviest sibling.
   * `angular` keeps the bound of the new weights as well, and cuts anew what would break it; the others lay a family
   * out anew in any case if a cell in it would get an asp beyond 10,000.
   *
   * Engines of rectangles keep their rows and columns: children that come go where they cost least, and those that
   * come back to where they were. With `maxAspectGrowth` the cuts around a thin cell are turned, or it goes to another
   * row; where that does not do, parts of the family are laid out anew. Engines without a memory (`slice`, `dice`,
   * `sliceDice`, which need none) lay the tree out afresh.
   *
   * @param change - weights of the leaves by node (as long as the tree; inner nodes are not read), or a tree
   * @throws MarquetryError as `layout` and {@link WeightedTree.withWeights} do
   * @example
   * const weights = map.tree.weight.slice();
   * weights[7] *= 1.1;
   * const next = map.update(weights);
   */
  update(change, options = {}) {
    return this.record.update(this, change, options);
  }
  /**
   * Loads the children of node `i` of a tree that `lazyTree` made, and lays them out in its cell: every other cell of
   * the map that it returns is the same to the bit. Where they are there, it notes that they were looked at, and returns
   * this very map. Numbers of nodes change: find nodes again by their ids.
   *
   * @throws MarquetryError `bad-node`; `bad-input` if the tree is whole; `source-failed` and `bad-source` with the
   * node's path, which `tree.failure(i)` tells from then on; the signal's reason if it ended the wait
   * @example
   * let map = layout(lazyTree(source), { engine: squarify(), container: [960, 600] });
   * map = await map.expand(map.at(300, 200));
   */
  async expand(i, options = {}) {
    this.check(i);
    return await this.branches("expand").expand(this, i, options);
  }
  /**
   * Lets go all below node `i` of a tree that `lazyTree` made, so that it counts as not loaded; all other cells stay.
   *
   * @throws MarquetryError `bad-node`; `bad-input` if the tree is whole
   */
  collapse(i) {
    this.check(i);
    return this.branches("collapse").collapse(this, i);
  }
  /**
   * The limit that the engine has proven for this map's tree and container; null if none, or with padding, which takes
   * room from cells.
   */
  bound() {
    return this.record.isPadded ? null : this.engine.bound(this.record.laidTree, this.region, this.record.memory);
  }
  /**
   * The same map with other cells in place of its own: for renderers that leave some out, or draw them elsewhere.
   *
   * @param cells - as many as the tree has nodes
   */
  withCells(cells) {
    return new _Partition(this.tree, cells, this.record);
  }
  /**
   * The node of a datum: of the very object that the tree was made of, so of a d3 node where it was made of a
   * `d3.hierarchy`. −1 if there is none; the first in breadth-first order where a datum stands in several places. The
   * first call makes an index of all nodes.
   *
   * @example const i = map.indexOf(event.currentTarget.__data__);
   */
  indexOf(datum) {
    return this.tree.derived.byDatum().get(datum) ?? -1;
  }
  /**
   * The nodes from the root down to node `i`, both included; `map.tree.path(i)` is the same in labels.
   *
   * @throws MarquetryError `bad-node`
   * @example map.path(i).map((node) => map.tree.label(node)).join(" › ");
   */
  path(i) {
    this.check(i);
    const way = [];
    for (let node = i; node >= 0; node = this.tree.parent[node]) way.push(node);
    return way.reverse();
  }
  /** The leaves, in breadth-first order. */
  leaves() {
    return this.tree.leaves();
  }
  /** All nodes in breadth-first order: parents before children, so a painter may draw them as they come. */
  *[Symbol.iterator]() {
    for (let i = 0; i < this.size; i++) yield i;
  }
  /** The ring of cell i in absolute coordinates; a rectangle has its four corners even when it is empty. */
  ring(i) {
    this.check(i);
    const points = new Float64Array(2 * Math.max(this.cells.mostCorners, 1));
    const corners = this.cells.ring(i, points);
    const x = this.origins[2 * i];
    const y = this.origins[2 * i + 1];
    for (let k = 0; k < points.length; k += 2) {
      points[k] += x;
      points[k + 1] += y;
    }
    return [points, corners];
  }
  check(i) {
    checkNode(this, i, "partition");
  }
  branches(asked) {
    const { branches } = this.record;
    if (branches) return branches;
    const message = `map.${asked} is for maps of trees that are loaded in parts: see lazyTree`;
    throw new MarquetryError("bad-input", message);
  }
};
function ringsOf(points, corners) {
  const rings = [];
  traceRing(points, corners, {
    moveTo: (x, y) => rings.push([[x, y]]),
    lineTo: (x, y) => rings.at(-1).push([x, y]),
    closePath: () => void 0
  });
  return rings;
}

// src/layout/check-output.ts
var LOOSE = 1e-6;
var TINY = 1e-300;
function checkOutput(engine, tree, cells, padding) {
  const { size, firstChild, childCount, weight } = tree;
  if (!isSound(cells, 0, cells.area(0))) throw blameCell(engine, tree, cells, 0);
  for (let i = 0; i < size; i++) {
    const count2 = childCount[i];
    if (count2 === 0) continue;
    const first2 = firstChild[i];
    const end = first2 + count2;
    let sum = 0;
    for (let c = first2; c < end; c++) {
      const area2 = cells.area(c);
      if (!isSound(cells, c, area2)) throw blameCell(engine, tree, cells, c);
      sum += area2;
    }
    if (!padding.none || weight[i] === 0) continue;
    const area = cells.area(i);
    const short = engine.hasGaps ? 0 : area - sum;
    const slack2 = LOOSE * area + TINY;
    if (short <= slack2 && sum - area <= slack2) continue;
    throw blame(engine, tree, i, `children of area ${sum} together in a cell of area ${area}`, sum);
  }
}
function isSound(cells, i, area) {
  return area >= 0 && area < Infinity && Number.isFinite(cells.originX(i) + cells.originY(i));
}
function blameCell(engine, tree, cells, i) {
  const area = cells.area(i);
  const place = `(${cells.originX(i)}, ${cells.originY(i)})`;
  return blame(engine, tree, i, `a cell of area ${area} at ${place}`, area);
}
function blame(engine, tree, i, what, value) {
  const path = tree.pathForMessage(i);
  return new MarquetryError("bad-engine", `engine ${engine.name} returned ${what} at ${path}`, {
    path,
    value
  });
}

// src/layout/min-share.ts
function raiseLeaves(tree, minShare) {
  const { weight } = tree;
  const leaves = Array.from(tree.leaves()).filter((i) => weight[i] > 0);
  if (minShare * leaves.length >= 1) {
    const message = `minShare ${minShare} is too much for ${leaves.length} leaves: together they would need more than all`;
    throw new MarquetryError("bad-option", message, { value: minShare });
  }
  leaves.sort((i, j) => weight[i] - weight[j]);
  let rest = weight[0];
  let count2 = 0;
  let least = minShare * rest;
  for (const i of leaves) {
    if (!(weight[i] < least)) break;
    rest -= weight[i];
    count2++;
    least = minShare * rest / (1 - minShare * count2);
  }
  if (count2 === 0) return null;
  const raised = Int32Array.from(leaves.slice(0, count2)).sort();
  const next = weight.slice();
  for (const i of raised) next[i] = least;
  return { tree: tree.withWeights(next), leaves: raised };
}

// src/layout/lay-out.ts
var settleLazy;
var NO_NODES = /* @__PURE__ */ new Int32Array(0);
function recordOf(map) {
  if (!("spec" in map.record)) {
    const message = `${map.engine.name} made this map, not layout: it cannot be packed, nor laid out further`;
    throw new MarquetryError("bad-input", message, { value: map });
  }
  return map.record;
}
function layOut(tree, given, earlier) {
  const spec = (tree.lookup.lazy && settleLazy?.(given)) ?? given;
  const { engine, region } = spec;
  if (!(tree.weight[0] > 0)) {
    const path = tree.pathForMessage(0);
    const message = `nothing to lay out: all weights under ${path} are 0`;
    throw new MarquetryError("zero-weight", message, { path, value: tree.weight[0] });
  }
  const padding = Padding.of(tree, spec.padding);
  const raised = spec.minShare > 0 ? raiseLeaves(tree, spec.minShare) : null;
  const laidTree = raised?.tree ?? tree;
  const isPadded = !padding.none;
  const kept = earlier && unchanged(laidTree, region, earlier);
  const result = kept ?? fill(laidTree, spec, padding, earlier);
  if (!kept) {
    checkOutput(engine, laidTree, result.cells, padding);
    if (earlier && recordOf(earlier.map).memory) result.cells.beginLike?.(earlier.map.cells, earlier.match);
    if (spec.round) result.cells.round();
  }
  const record = {
    spec,
    engine,
    region,
    isPadded,
    round: spec.round,
    laidTree,
    solved: result.solved,
    raised: raised?.leaves ?? NO_NODES,
    fallbacks: result.memory?.fallbacks ?? NO_NODES,
    ...earlier && carryNumbers?.(tree, result.cells, earlier),
    cells: result.cells,
    memory: result.memory,
    areaMemory: result.areaMemory,
    update: spec.update,
    branches: spec.branches
  };
  return new Partition(tree, result.cells, record);
}
function unchanged(tree, region, { map, match, keepsAll }) {
  const { laidTree, memory, areaMemory, solved, region: old } = recordOf(map);
  const isSame2 = keepsAll !== true && tree.size === laidTree.size && match.every((twin, i) => twin === i) && isEqual(tree.parent, laidTree.parent) && isEqual(tree.weight, laidTree.weight) && isEqual(region.ring, old.ring);
  return isSame2 ? { cells: map.cells, memory, areaMemory, solved } : null;
}
function isEqual(a, b) {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}
function fill(tree, spec, padding, earlier) {
  const { engine, region, areas } = spec;
  const blank = () => engine.makeCells(tree, region, padding);
  const continued = earlier && continuationOf(spec, earlier);
  if (!areas || padding.none) {
    const cells = blank();
    const isReader = engine.reader === engine.partition;
    const handed = isReader ? tree : tree.reweighted(tree.weight.slice());
    const { memory: memory2 } = run(engine, handed, region, cells, continued);
    return { cells, memory: memory2, solved: null, areaMemory: void 0 };
  }
  const itself = Int32Array.from(tree.parent, (_, i) => i);
  const memory = continued && recordOf(earlier.map).areaMemory;
  const { areaMemory, ...solved } = areas.solve({
    tree,
    padding,
    earlier: memory ? { memory, match: earlier.match } : null,
    blank,
    lay: (next, before2) => {
      const again = before2 === "afresh" ? null : before2 ? alike(next, itself, before2) : continued;
      return run(engine, next, region, blank(), again);
    }
  });
  return { cells: solved.cells, memory: solved.memory, solved, areaMemory };
}
function run(engine, tree, region, cells, earlier) {
  const memory = earlier ? engine.partition(tree, region, cells, earlier) : engine.partition(tree, region, cells);
  return { cells, memory: memory ?? void 0 };
}
function continuationOf({ region }, { map, match, maxAspectGrowth, keepsAll = false }) {
  const { laidTree, memory, region: old } = recordOf(map);
  const stretch = [
    (region.x1 - region.x0) / (old.x1 - old.x0),
    (region.y1 - region.y0) / (old.y1 - old.y0)
  ];
  const earlier = alike(laidTree, match, { cells: map.cells, memory });
  return earlier && { ...earlier, stretch, maxAspectGrowth, keepsAll };
}
function alike(tree, match, { cells, memory }) {
  return memory ? { tree, cells, memory, match, stretch: [1, 1], maxAspectGrowth: Infinity, keepsAll: false } : null;
}

// src/model/match-nodes.ts
var NO_PARTNER = -1;
function matchNodes(before2, after2) {
  const partner = new Int32Array(before2.size);
  if (before2.parent === after2.parent) {
    for (let i = 0; i < before2.size; i++) partner[i] = i;
    return partner;
  }
  const first2 = /* @__PURE__ */ new Map();
  const next = new Int32Array(after2.size);
  for (let j = after2.size - 1; j >= 0; j--) {
    const id = after2.id(j);
    next[j] = first2.get(id) ?? NO_PARTNER;
    first2.set(id, j);
  }
  for (let i = 0; i < before2.size; i++) {
    const id = before2.id(i);
    const j = first2.get(id) ?? NO_PARTNER;
    partner[i] = j;
    if (j !== NO_PARTNER) first2.set(id, next[j]);
  }
  return partner;
}
function readMatch(owner, before2, after2, given) {
  const list = asList(given);
  const bad = (message, value) => new MarquetryError("bad-option", `${owner}: match ${message}`, { value });
  if (list?.length !== after2.size) {
    const wrong = list ? `has ${list.length} numbers` : `is ${show(given)}`;
    throw bad(
      `needs a node of the map, or -1, for each of the tree's ${after2.size} nodes, and ${wrong}`,
      given
    );
  }
  const isTaken = new Uint8Array(before2.size);
  return Int32Array.from(list, (node, i) => {
    if (node === -1) return -1;
    if (typeof node !== "number" || !(node in isTaken))
      throw bad(`names ${show(node)} at ${i}: the map has nodes 0 to ${before2.size - 1}`, node);
    if (isTaken[node] === 1) throw bad(`names node ${node} twice, at ${i} again`, node);
    isTaken[node] = 1;
    return node;
  });
}
function asList(value) {
  const isList = Array.isArray(value) || ArrayBuffer.isView(value) && "length" in value;
  return isList ? value : void 0;
}

// src/layout/update.ts
var MOST_GROWN_ELSEWHERE = 2;
var MOST_GROWN_NEARBY = 1.5;
var MORE_GROWTH = 2;
var TOO_MUCH_GROWTH = 100;
var updateOptions = {
  maxAspectGrowth: /* @__PURE__ */ number({ min: 1, infinite: true }),
  maxTravel: /* @__PURE__ */ number({ min: 0, infinite: true }, Infinity),
  container: /* @__PURE__ */ checkedLater("a container, as layout takes it"),
  match: /* @__PURE__ */ checkedLater("a list with a node of the map, or -1, for each node of the tree")
};
function updateMap(map, change, options) {
  const given = readOptions("map.update", updateOptions, options);
  const tree = isTree(change) ? change : map.tree.withWeights(readWeights(map, change));
  const match = given.match ? readMatch("map.update", map.tree, tree, given.match) : matchNodes(tree, map.tree);
  return continueMap(map, tree, match, given);
}
function continueMap(map, tree, match, { container, maxAspectGrowth, maxTravel = Infinity }) {
  const { spec } = recordOf(map);
  const engine = engineFor(spec.engine, container);
  const region = container === void 0 ? spec.region : engine.readContainer(container, engine.name);
  const lay = (maxAspectGrowth2) => layOut(tree, { ...spec, engine, region }, { map, match, maxAspectGrowth: maxAspectGrowth2 });
  const usual = container === void 0 ? Infinity : MOST_GROWN_ELSEWHERE;
  const allowed = maxAspectGrowth ?? (maxTravel < Infinity ? MOST_GROWN_NEARBY : usual);
  const next = lay(allowed);
  if (maxTravel === Infinity || allowed === Infinity) return next;
  const kept = lay(Infinity);
  let growth = allowed;
  for (let milder = next; growth < TOO_MUCH_GROWTH; milder = lay(growth)) {
    if (meanTravel(kept, milder) <= maxTravel) return milder;
    growth *= MORE_GROWTH;
  }
  return kept;
}
function meanTravel(a, b) {
  const { x0, y0, x1, y1 } = a.region;
  let way = 0;
  let leaves = 0;
  for (const i of a.leaves()) {
    if (a.isEmpty(i) || b.isEmpty(i)) continue;
    const [p, q] = [a.bounds(i), b.bounds(i)];
    const [left, right, top, bottom] = [q.x0 - p.x0, q.x1 - p.x1, q.y0 - p.y0, q.y1 - p.y1];
    way += Math.hypot(left, top) + Math.hypot(right, top) + Math.hypot(left, bottom) + Math.hypot(right, bottom);
    leaves++;
  }
  return leaves === 0 ? 0 : way / (4 * leaves * Math.hypot(x1 - x0, y1 - y0));
}
function readWeights(map, change) {
  const list = asList(change);
  if (list?.length === map.size) return list;
  const given = list ? `${list.length} numbers` : show(change);
  const message = `map.update takes a tree, or a weight for each of the ${map.size} nodes, not ${given}`;
  throw new MarquetryError("bad-input", message, { value: change });
}

// src/layout/layout.ts
var layoutOptions = /* @__PURE__ */ merged(
  {
    engine: /* @__PURE__ */ checkedLater("an engine, as squarify(), or its name"),
    container: /* @__PURE__ */ checkedLater("[width, height], a box, or the corners of a convex polygon"),
    round: /* @__PURE__ */ flag(false),
    areas: /* @__PURE__ */ either(
      /* @__PURE__ */ choice(["gross", "leaf-exact"]),
      /* @__PURE__ */ checkedLater("leafExact"),
      "gross"
    ),
    minShare: /* @__PURE__ */ number({ min: 0, below: 1 }, 0)
  },
  paddingOptions
);
function layout(tree, options) {
  checkTree("layout", tree);
  return layOut(tree, readSpec(options), null);
}
function readSpec(options) {
  const read = readOptions("layout", layoutOptions, options);
  const { engine: given, container, areas, round, minShare } = read;
  const engine = engineFor(toEngine(given), container);
  if (round && engine.shape !== "rect") {
    const message = `layout: round is for rectangles, and ${engine.name} makes polygons`;
    throw new MarquetryError("bad-option", message, { value: round });
  }
  const region = engine.readContainer(container, engine.name);
  return {
    engine,
    region,
    padding: pickPadding(read),
    round,
    areas: toAreaRule(areas),
    minShare,
    update: updateMap
  };
}

// src/partition/check-map.ts
function checkMap(owner, value) {
  if (isMap(value)) return;
  const given = isTree(value) ? "a tree; lay it out first" : show(value);
  const message = `${owner} takes a map, as layout(tree, options) makes one, not ${given}`;
  throw new MarquetryError("bad-input", message, { value });
}
function isMap(value) {
  return typeof value === "object" && value !== null && "cells" in value && "tree" in value && isTree(value.tree);
}

// src/geometry/rectilinear.ts
var RADIUS_PRECISION = 0.01;
function rectilinearBoxes(points, from, corners) {
  const end = from + 2 * corners;
  const xs = [];
  for (let k = from; k < end; k += 2) xs.push(points[k]);
  xs.sort((a, b) => a - b);
  const boxes = [];
  for (let k = 1; k < xs.length; k++) {
    const x0 = xs[k - 1];
    const x1 = xs[k];
    if (!(x1 > x0)) continue;
    const ys = levelsAcross(points, from, end, (x0 + x1) / 2);
    for (let l = 1; l < ys.length; l += 2) if (ys[l] > ys[l - 1]) boxes.push(x0, ys[l - 1], x1, ys[l]);
  }
  return boxes;
}
function levelsAcross(points, from, end, x) {
  const ys = [];
  let ax = points[end - 2];
  for (let k = from; k < end; k += 2) {
    const bx = points[k];
    if (ax < x !== bx < x) ys.push(points[k + 1]);
    ax = bx;
  }
  return ys.sort((a, b) => a - b);
}
function rectilinearInscribedRadius(points, from, corners) {
  const boxes = rectilinearBoxes(points, from, corners);
  if (boxes.length === 4) return Math.min(boxes[2] - boxes[0], boxes[3] - boxes[1]) / 2;
  const open = [];
  let best = 0;
  const add = (x0, y0, x1, y1) => {
    const limit = farthestFromBorder(points, from, corners, x0, y0, x1, y1);
    if (limit <= best * (1 + RADIUS_PRECISION)) return;
    best = Math.max(best, distanceToBorder(points, from, corners, (x0 + x1) / 2, (y0 + y1) / 2));
    open.push(x0, y0, x1, y1, limit);
  };
  for (let k = 0; k < boxes.length; k += 4) add(boxes[k], boxes[k + 1], boxes[k + 2], boxes[k + 3]);
  while (open.length > 0) {
    const limit = open.pop();
    const y1 = open.pop();
    const x1 = open.pop();
    const y0 = open.pop();
    const x0 = open.pop();
    if (limit <= best * (1 + RADIUS_PRECISION)) continue;
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    const across = Math.max(
      farthestFromBorder(points, from, corners, x0, y0, x, y1),
      farthestFromBorder(points, from, corners, x, y0, x1, y1)
    );
    const down = Math.max(
      farthestFromBorder(points, from, corners, x0, y0, x1, y),
      farthestFromBorder(points, from, corners, x0, y, x1, y1)
    );
    if (across < down || across === down && x1 - x0 > y1 - y0) {
      add(x0, y0, x, y1);
      add(x, y0, x1, y1);
    } else {
      add(x0, y0, x1, y);
      add(x0, y, x1, y1);
    }
  }
  return best;
}
function farthestFromBorder(points, from, corners, x0, y0, x1, y1) {
  const end = from + 2 * corners;
  let least = Infinity;
  let ax = points[end - 2];
  let ay = points[end - 1];
  for (let k = from; k < end; k += 2) {
    const bx = points[k];
    const by = points[k + 1];
    const dx = Math.max(Math.min(ax, bx) - x0, x1 - Math.max(ax, bx), 0);
    const dy = Math.max(Math.min(ay, by) - y0, y1 - Math.max(ay, by), 0);
    const squared = dx * dx + dy * dy;
    if (squared < least) least = squared;
    ax = bx;
    ay = by;
  }
  return Math.sqrt(least);
}
function distanceToBorder(points, from, corners, x, y) {
  const end = from + 2 * corners;
  let least = Infinity;
  let ax = points[end - 2] - x;
  let ay = points[end - 1] - y;
  for (let k = from; k < end; k += 2) {
    const bx = points[k] - x;
    const by = points[k + 1] - y;
    const dx = bx - ax;
    const dy = by - ay;
    const t = Math.min(1, Math.max(0, -(ax * dx + ay * dy) / (dx * dx + dy * dy)));
    const distance2 = Math.hypot(ax + t * dx, ay + t * dy);
    if (distance2 < least) least = distance2;
    ax = bx;
    ay = by;
  }
  return least;
}

// src/geometry/clip.ts
function clipRing(points, corners, nx, ny, limit, out) {
  let kept = 0;
  let ax = points[2 * corners - 2];
  let ay = points[2 * corners - 1];
  let aOver = nx * ax + ny * ay - limit;
  for (let k = 0; k < 2 * corners; k += 2) {
    const bx = points[k];
    const by = points[k + 1];
    const bOver = nx * bx + ny * by - limit;
    if (aOver < 0 !== bOver < 0 && aOver !== 0 && bOver !== 0) {
      const t = aOver / (aOver - bOver);
      out[2 * kept] = ax + t * (bx - ax);
      out[2 * kept + 1] = ay + t * (by - ay);
      kept++;
    }
    if (bOver <= 0) {
      out[2 * kept] = bx;
      out[2 * kept + 1] = by;
      kept++;
    }
    ax = bx;
    ay = by;
    aOver = bOver;
  }
  return kept >= 3 ? kept : 0;
}
var LEAST_INSET = 1e-12;
var LEAST_LEFT = 1e-10;
function offsetRing(points, corners, distance2, scratch) {
  return distance2 >= 0 ? insetRing(points, corners, distance2, scratch) : outsetRing(points, corners, -distance2, scratch);
}
function insetRing(points, corners, distance2, scratch) {
  const sides = points.slice(0, 2 * corners);
  if (distance2 <= LEAST_INSET * largest(sides)) return corners;
  let from = points;
  let to = scratch;
  let kept = corners;
  for (let a = 0; a < corners && kept > 0; a++) {
    const b = (a + 1) % corners;
    const dx = sides[2 * b] - sides[2 * a];
    const dy = sides[2 * b + 1] - sides[2 * a + 1];
    const length = Math.hypot(dx, dy);
    if (!(length > 0)) continue;
    const nx = -dy / length;
    const ny = dx / length;
    kept = clipRing(from, kept, nx, ny, nx * sides[2 * a] + ny * sides[2 * a + 1] - distance2, to);
    [from, to] = [to, from];
  }
  if (from !== points) points.set(from.subarray(0, 2 * kept));
  return withoutNoise(points, kept, LEAST_LEFT * largest(sides));
}
function withoutNoise(points, corners, least) {
  let kept = 0;
  for (let k = 0; k < corners; k++) {
    const x = points[2 * k];
    const y = points[2 * k + 1];
    if (kept > 0 && distance(points, kept - 1, x, y) <= least) continue;
    points[2 * kept] = x;
    points[2 * kept + 1] = y;
    kept++;
  }
  while (kept > 1 && distance(points, kept - 1, points[0], points[1]) <= least) kept--;
  return kept >= 3 && ringArea(points, 0, kept) > least * longerSide(points, kept) ? kept : 0;
}
function distance(points, k, x, y) {
  return Math.max(Math.abs(points[2 * k] - x), Math.abs(points[2 * k + 1] - y));
}
function outsetRing(points, corners, distance2, scratch) {
  for (let b = 0; b < corners; b++) {
    const a = (b + corners - 1) % corners;
    const c = (b + 1) % corners;
    const [ux, uy] = outward(points, a, b);
    const [vx, vy] = outward(points, b, c);
    const cos = ux * vx + uy * vy;
    const sin = ux * vy - uy * vx;
    const stretch = distance2 / (cos < 0 ? sin * sin / (1 - cos) : 1 + cos);
    scratch[2 * b] = points[2 * b] + stretch * (ux + vx);
    scratch[2 * b + 1] = points[2 * b + 1] + stretch * (uy + vy);
  }
  points.set(scratch.subarray(0, 2 * corners));
  return corners;
}
function outward(points, a, b) {
  const dx = points[2 * b] - points[2 * a];
  const dy = points[2 * b + 1] - points[2 * a + 1];
  const length = Math.hypot(dx, dy);
  return [-dy / length, dx / length];
}
function largest(numbers) {
  let most = 0;
  for (const number2 of numbers) if (Math.abs(number2) > most) most = Math.abs(number2);
  return most;
}

// src/geometry/carve.ts
var SMALL = 4096;
var Carver = class {
  #buffer;
  #at = 0;
  /** @param bytes - of all arrays together; those of the widest numbers are to come first */
  constructor(bytes) {
    this.#buffer = bytes <= SMALL ? new ArrayBuffer(bytes) : null;
  }
  floats(length) {
    return this.#buffer ? new Float64Array(this.#buffer, this.#take(8 * length), length) : new Float64Array(length);
  }
  integers(length) {
    return this.#buffer ? new Int32Array(this.#buffer, this.#take(4 * length), length) : new Int32Array(length);
  }
  bytes(length) {
    return this.#buffer ? new Uint8Array(this.#buffer, this.#take(length), length) : new Uint8Array(length);
  }
  #take(bytes) {
    const at = this.#at;
    this.#at += bytes;
    return at;
  }
};

// src/model/unsorted-tree.ts
function readWeights2(order, lookup, read, readInner, isNone = isAbsent) {
  const { childCount, source } = order;
  const weight = new Float64Array(childCount.length);
  for (let i = 0; i < weight.length; i++) {
    const isInner = childCount[i] > 0;
    if (isInner && !readInner) continue;
    const value = read(source ? source[i] : i);
    if (isWeight(value)) weight[i] = value + 0;
    else if (isInner && isNone(value)) weight[i] = NaN;
    else throw weightError(value, unsortedPath({ ...order, weight }, lookup, i));
  }
  return { ...order, weight };
}
function parentsOf({ parent: given, firstChild, childCount }) {
  if (given) return given;
  const parent = new Int32Array(firstChild.length);
  parent[0] = -1;
  for (let i = 0; i < parent.length; i++) {
    const count2 = childCount[i];
    if (count2 > 0) parent.fill(i, firstChild[i], firstChild[i] + count2);
  }
  return parent;
}
function nameable(unsorted, lookup) {
  return new WeightedTree({ ...unsorted, parent: parentsOf(unsorted) }, lookup);
}
function unsortedPath(unsorted, lookup, i) {
  return nameable(unsorted, lookup).pathForMessage(i);
}

// src/model/remainders.ts
function addRemainders(unsorted, lookup, { innerWeight, tolerance }) {
  const extra = innerWeight === "own" ? unsorted.weight : excesses(unsorted, lookup, tolerance);
  let added = 0;
  for (let i = 0; i < extra.length; i++) if (unsorted.childCount[i] > 0 && extra[i] > 0) added++;
  return added === 0 ? unsorted : insertLeaves(unsorted, extra, added);
}
function excesses(unsorted, lookup, tolerance) {
  const { firstChild, childCount, weight } = unsorted;
  const total = weight.slice();
  const excess = new Float64Array(weight.length);
  for (let i = weight.length - 1; i >= 0; i--) {
    if (childCount[i] === 0) continue;
    let sum = 0;
    for (let c = firstChild[i] + childCount[i] - 1; c >= firstChild[i]; c--) sum += total[c];
    const given = weight[i];
    total[i] = sum;
    if (Number.isNaN(given) || Math.abs(given - sum) <= tolerance * given) continue;
    if (given < sum) {
      const path = unsortedPath(unsorted, lookup, i);
      const message = `the total of ${path} is ${given}, but its children weigh ${sum}: innerWeight: "own" adds it to theirs, "sum" ignores it`;
      throw new MarquetryError("total-mismatch", message, { path, value: given });
    }
    excess[i] = given - sum;
    total[i] = given;
  }
  return excess;
}
function insertLeaves(unsorted, extra, added) {
  const size = unsorted.weight.length + added;
  const firstChild = new Int32Array(size);
  const childCount = new Int32Array(size);
  const weight = new Float64Array(size);
  const source = new Int32Array(size);
  const old = new Int32Array(size);
  let next = 1;
  for (let i = 0; i < size; i++) {
    const node = old[i];
    firstChild[i] = next;
    if (node === NO_ROW) {
      source[i] = NO_ROW;
      continue;
    }
    const count2 = unsorted.childCount[node];
    const first2 = unsorted.firstChild[node];
    weight[i] = count2 > 0 ? NaN : unsorted.weight[node];
    source[i] = unsorted.source ? unsorted.source[node] : node;
    for (let c = first2; c < first2 + count2; c++) old[next++] = c;
    childCount[i] = count2;
    if (count2 > 0 && extra[node] > 0) {
      childCount[i] = count2 + 1;
      weight[next] = extra[node];
      old[next++] = NO_ROW;
    }
  }
  return { firstChild, childCount, weight, source };
}

// src/model/sort.ts
var SHORT = 24;
function descendingSort(keys, items, longest) {
  if (longest <= SHORT) return (first2, end) => insert(keys, items, first2, end);
  const words = new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
  const spareKeys = new Float64Array(longest);
  const spareItems = new Int32Array(longest);
  const counts = new Int32Array(longest);
  const upper = new Uint8Array(Uint32Array.of(1).buffer)[0];
  const sort = (first2, end, half = upper) => {
    const size = end - first2;
    if (size <= SHORT) {
      insert(keys, items, first2, end);
      return;
    }
    const from = 2 * first2 + half;
    let least = words[from];
    let most = least;
    for (let k = from; k < 2 * end; k += 2) {
      const word = words[k];
      if (word < least) least = word;
      else if (word > most) most = word;
    }
    if (least === most) {
      if (half === upper) sort(first2, end, 1 - upper);
      return;
    }
    const scale = (size - 1) / (most - least);
    counts.fill(0, 0, size);
    for (let k = from; k < 2 * end; k += 2) counts[(most - words[k]) * scale | 0]++;
    let start = 0;
    let fullest = 0;
    for (let bucket = 0; bucket < size; bucket++) {
      const count2 = counts[bucket];
      if (count2 > fullest) fullest = count2;
      counts[bucket] = start;
      start += count2;
    }
    for (let k = first2; k < end; k++) {
      const place = counts[(most - words[2 * k + half]) * scale | 0]++;
      spareKeys[place] = keys[k];
      spareItems[place] = items[k];
    }
    keys.set(spareKeys.subarray(0, size), first2);
    items.set(spareItems.subarray(0, size), first2);
    if (fullest <= SHORT) {
      insert(keys, items, first2, end);
      return;
    }
    for (let low = first2; low < end; ) {
      const bucket = (most - words[2 * low + half]) * scale | 0;
      let high = low + 1;
      while (high < end && ((most - words[2 * high + half]) * scale | 0) === bucket) high++;
      if (high - low > 1) sort(low, high, half);
      low = high;
    }
  };
  return sort;
}
function insert(keys, items, first2, end) {
  for (let i = first2 + 1; i < end; i++) {
    const key = keys[i];
    const item = items[i];
    let j = i - 1;
    for (; j >= first2 && keys[j] < key; j--) {
      keys[j + 1] = keys[j];
      items[j + 1] = items[j];
    }
    keys[j + 1] = key;
    items[j + 1] = item;
  }
}

// src/model/arrange.ts
function arrange(unsorted, lookup, settings) {
  const full = settings.innerWeight === "sum" ? unsorted : addRemainders(unsorted, lookup, settings);
  const order = sortAndSum(full, lookup, settings.sort);
  return new WeightedTree(order ? reorder(full, order) : { ...full, parent: parentsOf(full) }, lookup);
}
function sortAndSum(unsorted, lookup, sort) {
  const { firstChild, childCount, weight } = unsorted;
  let order = null;
  let sortFamily;
  for (let i = firstChild.length - 1; i >= 0; i--) {
    const count2 = childCount[i];
    if (count2 === 0) continue;
    const first2 = firstChild[i];
    const end = first2 + count2;
    if (sort !== null && (sort !== "descending" || !isDescending(weight, first2, end))) {
      order ??= upTo(weight.length);
      sortFamily ??= familySorter(unsorted, lookup, sort, order);
      sortFamily(first2, end);
    }
    let sum = 0;
    for (let p = end - 1; p >= first2; p--) sum += weight[p];
    if (sum === Infinity) throw overflowError(unsortedPath(unsorted, lookup, i));
    weight[i] = sum;
  }
  return order;
}
function upTo(count2) {
  const numbers = new Int32Array(count2);
  for (let k = 0; k < count2; k++) numbers[k] = k;
  return numbers;
}
function isDescending(weight, first2, end) {
  for (let p = first2 + 1; p < end; p++) if (weight[p - 1] < weight[p]) return false;
  return true;
}
function familySorter(unsorted, lookup, sort, order) {
  const { childCount, weight } = unsorted;
  if (sort === "descending") {
    let longest = 0;
    for (let i = 0; i < childCount.length; i++) longest = Math.max(longest, childCount[i]);
    return descendingSort(weight, order, longest);
  }
  const tree = nameable(unsorted, lookup);
  return (first2, end) => {
    const nodes = /* @__PURE__ */ new Map();
    for (let i = first2; i < end; i++) nodes.set(viewOf(tree, i, weight[i]), i);
    for (const [k, view] of [...nodes.keys()].sort(sort).entries()) {
      order[first2 + k] = nodes.get(view);
      weight[first2 + k] = view.weight;
    }
  };
}
function viewOf(tree, node, weight) {
  return {
    get weight() {
      return weight;
    },
    get data() {
      return tree.data(node);
    },
    get label() {
      return tree.label(node);
    },
    get id() {
      return tree.id(node);
    }
  };
}
function reorder(unsorted, order) {
  const size = order.length;
  const carver = new Carver(24 * size);
  const weight = carver.floats(size);
  const old = carver.integers(size);
  const parent = carver.integers(size);
  const firstChild = carver.integers(size);
  const childCount = carver.integers(size);
  parent[0] = -1;
  weight[0] = unsorted.weight[0];
  let next = 1;
  for (let i = 0; i < size; i++) {
    const node = old[i];
    const count2 = unsorted.childCount[node];
    firstChild[i] = next;
    childCount[i] = count2;
    const first2 = unsorted.firstChild[node];
    for (let p = first2; p < first2 + count2; p++) {
      old[next] = order[p];
      weight[next] = unsorted.weight[p];
      parent[next] = i;
      next++;
    }
  }
  const { source } = unsorted;
  return { parent, firstChild, childCount, weight, source: source ? old.map((node) => source[node]) : old };
}

// src/model/order.ts
function breadthFirst(parent, names) {
  const root = findRoot(parent, names);
  const size = parent.length;
  const familySize = new Int32Array(size);
  for (let row = 0; row < size; row++) if (parent[row] >= 0) familySize[parent[row]]++;
  if (isBreadthFirst(parent))
    return { parent, firstChild: runningSum(familySize, 1), childCount: familySize };
  const start = runningSum(familySize, 0);
  const siblings = groupByParent(parent, start);
  const source = new Int32Array(size);
  const firstChild = new Int32Array(size);
  const childCount = new Int32Array(size);
  source[0] = root;
  let next = 1;
  for (let i = 0; i < next; i++) {
    const row = source[i];
    const count2 = familySize[row];
    firstChild[i] = next;
    childCount[i] = count2;
    for (let k = start[row]; k < start[row] + count2; k++) source[next++] = siblings[k];
  }
  if (next < size) throw cycleError(parent, source.subarray(0, next), names);
  return { firstChild, childCount, source };
}
function findRoot(parent, names) {
  if (parent.length === 0)
    throw new MarquetryError("empty-tree", "there are no rows: a tree has at least one node");
  const root = parent.indexOf(-1);
  if (root < 0) throw cycleError(parent, new Int32Array(0), names);
  const second = parent.indexOf(-1, root + 1);
  if (second >= 0) {
    const message = `${describeRow(root, names)} and ${describeRow(second, names)} have no parent: a tree has one root`;
    throw new MarquetryError("several-roots", message, { path: rowName(second, names), value: second });
  }
  return root;
}
function isBreadthFirst(parent) {
  if (parent[0] !== -1) return false;
  for (let i = 1; i < parent.length; i++) {
    if (parent[i] >= i || parent[i] < parent[i - 1]) return false;
  }
  return true;
}
function groupByParent(parent, start) {
  const next = start.slice();
  const rows = new Int32Array(parent.length);
  for (let row = 0; row < parent.length; row++) {
    const p = parent[row];
    if (p >= 0) rows[next[p]++] = row;
  }
  return rows;
}
function runningSum(counts, from) {
  const sums = new Int32Array(counts.length);
  let next = from;
  for (let i = 0; i < counts.length; i++) {
    sums[i] = next;
    next += counts[i];
  }
  return sums;
}
function rowName(row, { id, label }) {
  return shortText(id?.(row) ?? label?.(row) ?? `row ${row}`);
}
function describeRow(row, { id, label }) {
  const name = id?.(row) ?? label?.(row);
  return name === void 0 ? `row ${row}` : `row ${row}, ${show(name)},`;
}
var LONGEST_CYCLE_SHOWN = 12;
function cycleError(parent, reached, names) {
  const seen = new Uint8Array(parent.length);
  for (let k = 0; k < reached.length; k++) seen[reached[k]] = 1;
  let row = seen.indexOf(0);
  for (; seen[row] === 0; row = parent[row]) seen[row] = 1;
  const way = [rowName(row, names)];
  for (let up = parent[row]; up !== row && way.length < LONGEST_CYCLE_SHOWN; up = parent[up]) {
    way.push(rowName(up, names));
  }
  way.push(way.length < LONGEST_CYCLE_SHOWN ? way[0] : "\u2026");
  const path = shortPath(way.reverse());
  return new MarquetryError("cycle", `${describeRow(row, names)} is its own ancestor: ${path}`, {
    path,
    value: row
  });
}

// src/model/tree-options.ts
var TOTAL_TOLERANCE = 1e-9;
var INNER_WEIGHTS = ["sum", "own", "total"];
var SORT = /* @__PURE__ */ either(
  /* @__PURE__ */ choice(["descending", null]),
  /* @__PURE__ */ callback(),
  "descending"
);
var treeOptions = {
  sort: SORT,
  innerWeight: /* @__PURE__ */ choice(INNER_WEIGHTS, "sum"),
  tolerance: /* @__PURE__ */ number({ min: 0, below: 1 }, TOTAL_TOLERANCE)
};
function fieldReader(field2, usual) {
  if (typeof field2 !== "string") return field2 ?? usual;
  return (d) => d[field2];
}

// src/model/columns.ts
var OWNER = "weightedTree.fromColumns";
function fromColumns(columns, options) {
  const settings = readOptions(OWNER, treeOptions, options);
  checkColumns(columns);
  const lookup = { id: nameReader(columns.id), label: nameReader(columns.label) };
  const order = breadthFirst(toParents(columns.parent, lookup), lookup);
  const weight = (row) => columns.weight[row];
  const unsorted = readWeights2(order, lookup, weight, settings.innerWeight !== "sum", isAbsentOrNaN);
  const tree = arrange(unsorted, lookup, settings);
  if (lookup.id) checkIds(tree);
  return tree;
}
function checkColumns(columns) {
  const size = columns?.parent?.length;
  if (typeof size !== "number" || typeof columns.weight?.length !== "number") {
    const message = `${OWNER} takes { parent, weight }, two arrays, not ${show(columns)}`;
    throw new MarquetryError("bad-input", message, { value: columns });
  }
  for (const name of ["weight", "id", "label"]) {
    const length = columns[name]?.length;
    if (isAbsent(columns[name]) || length === size) continue;
    const message = `columns must be equally long: parent has ${size} rows, ${name} ${show(length)}`;
    throw new MarquetryError("bad-input", message, { value: length });
  }
}
function nameReader(column) {
  if (isAbsent(column)) return void 0;
  const names = Array.prototype.slice.call(column);
  return (row) => toName(names[row]);
}
function toParents(column, names) {
  const parent = new Int32Array(column.length);
  for (let row = 0; row < parent.length; row++) {
    const value = column[row];
    if (!(value >= -1 && value < parent.length) || !Number.isInteger(value)) {
      const message = `the parent of ${describeRow(row, names)} is ${show(value)}: there are rows 0 to ${parent.length - 1}, and -1 for the root`;
      throw new MarquetryError("missing-parent", message, { path: rowName(row, names), value });
    }
    parent[row] = value;
  }
  return parent;
}
function isAbsentOrNaN(value) {
  return isAbsent(value) || Number.isNaN(value);
}

// src/geometry/growing.ts
function grown(array, length, filling = 0) {
  if (length <= array.length) return array;
  const longer = new array.constructor(2 * length);
  longer.set(array);
  if (filling !== 0) longer.fill(filling, array.length);
  return longer;
}
function growAll(owner, keys, length, filling = 0) {
  for (const key of keys) owner[key] = grown(owner[key], length, filling);
}

// src/model/read-nested.ts
var FIRST_CAPACITY = 64;
var MOST_KEPT = 1 << 17;
var PIECE_BITS = 12;
var PIECE = 1 << PIECE_BITS;
var FIRST_LOOK = 1024;
var Notes = class {
  constructor() {
    this.depths = new Int32Array(FIRST_CAPACITY);
    /** Numbers of children. */
    this.counts = new Int32Array(FIRST_CAPACITY);
    this.weights = new Float64Array(FIRST_CAPACITY);
  }
};
var idle;
function readNested(root, { children, weight, id, label }, readInner) {
  const nodes = [];
  const labels = [];
  let ids;
  let nodePiece = [];
  let labelPiece = [];
  let size = 0;
  const notes = idle ?? new Notes();
  idle = void 0;
  let { depths, counts, weights } = notes;
  const levelSizes = [];
  const families = [[root]];
  const met = [0];
  let depth = 0;
  let nextLook = FIRST_LOOK;
  let fault;
  while (depth >= 0) {
    const family = families[depth];
    const place = met[depth];
    if (place === family.length) {
      depth--;
      continue;
    }
    if (depth === levelSizes.length) levelSizes.push(1);
    else levelSizes[depth]++;
    met[depth] = place + 1;
    const i = size++;
    const at = i & PIECE - 1;
    if (at === 0) {
      nodes.push(nodePiece = i === 0 ? [] : new Array(PIECE));
      labels.push(labelPiece = i === 0 ? [] : new Array(PIECE));
    }
    if (i === counts.length) {
      growAll(notes, ["depths", "counts", "weights"], i + 1);
      ({ depths, counts, weights } = notes);
    }
    if (i === nextLook) {
      refuseCycle(families, met, depth, label);
      nextLook *= 2;
    }
    const d = family[place];
    nodePiece[at] = d;
    depths[i] = depth;
    counts[i] = 0;
    weights[i] = 0;
    if (isAbsent(d)) {
      labelPiece[at] = void 0;
      fault = first(fault, { node: i, depth, kind: "node", value: d });
      continue;
    }
    labelPiece[at] = label(d);
    const own = id(d);
    if (own !== void 0) (ids ??= [])[i] = own;
    const below = children(d);
    const hasList = !isAbsent(below);
    const list = hasList ? toList(below) : void 0;
    if (hasList && !list) fault = first(fault, { node: i, depth, kind: "children", value: below });
    const count2 = list ? list.length : 0;
    if (count2 === 0 || readInner) {
      const value = weight(d);
      if (isWeight(value)) weights[i] = value + 0;
      else if (isAbsent(value) && hasList) weights[i] = count2 > 0 ? NaN : 0;
      else fault = first(fault, { node: i, depth, kind: "weight", value });
    }
    if (count2 === 0) continue;
    counts[i] = count2;
    families[++depth] = list;
    met[depth] = 0;
  }
  const given = ids;
  const { unsorted, order } = breadthFirst2(size, notes, levelSizes);
  if (depths.length <= MOST_KEPT) idle = notes;
  const lookup = {
    id: given && ((row) => toName(given[order[row]])),
    label: (row) => toName(entry(labels, order[row])),
    data: (row) => entry(nodes, order[row])
  };
  if (fault) throw tell(fault, nameable(unsorted, lookup), order.indexOf(fault.node));
  return { unsorted, lookup };
}
function entry(pieces, i) {
  return pieces[i >> PIECE_BITS][i & PIECE - 1];
}
function toList(children) {
  if (Array.isArray(children)) return children;
  if (typeof children !== "object" || !(Symbol.iterator in children)) return void 0;
  return Array.from(children);
}
function breadthFirst2(size, { depths, counts, weights }, levelSizes) {
  let before2 = 0;
  const next = levelSizes.map((count2) => (before2 += count2) - count2);
  const carver = new Carver(20 * size);
  const weight = carver.floats(size);
  const childCount = carver.integers(size);
  const firstChild = carver.integers(size);
  const order = carver.integers(size);
  for (let k = 0; k < size; k++) {
    const i = next[depths[k]]++;
    order[i] = k;
    childCount[i] = counts[k];
    weight[i] = weights[k];
  }
  let below = 1;
  for (let i = 0; i < size; i++) {
    firstChild[i] = below;
    below += childCount[i];
  }
  return { unsorted: { firstChild, childCount, weight }, order };
}
function refuseCycle(families, met, depth, label) {
  const way = /* @__PURE__ */ new Set();
  for (let level = 0; level < depth; level++) {
    const node = families[level][met[level] - 1];
    if (way.has(node)) {
      const names = [...way, node].map((on, k) => toName(label(on)) ?? (k === 0 ? "root" : "\u2026"));
      const path = shortPath(names);
      throw new MarquetryError("cycle", `a node is its own ancestor: ${path}`, { path, value: node });
    }
    way.add(node);
  }
}
function first(fault, next) {
  return fault && fault.depth <= next.depth ? fault : next;
}
function tell({ kind, value }, tree, row) {
  if (kind === "weight") return weightError(value, tree.pathForMessage(row));
  if (kind === "children") {
    const path2 = tree.pathForMessage(row);
    const message = `the children of ${path2} are ${show(value)}: they must be an array or something iterable`;
    return new MarquetryError("bad-input", message, { path: path2, value });
  }
  const parent = tree.parent[row];
  const path = `${tree.pathForMessage(parent)}/#${row - tree.firstChild[parent]}`;
  return new MarquetryError("bad-input", `the node ${path} is ${show(value)}`, { path, value });
}

// src/model/nested.ts
var nestedOptions = /* @__PURE__ */ merged(treeOptions, {
  children: /* @__PURE__ */ field(),
  weight: /* @__PURE__ */ field(),
  id: /* @__PURE__ */ field(),
  label: /* @__PURE__ */ field()
});
function fromNested(data2, options) {
  const read = readOptions("weightedTree", nestedOptions, options);
  const settings = isHierarchyNode(data2) ? asHierarchy(data2, read, options) : read;
  checkRoot(data2, settings);
  const { unsorted, lookup } = readNested(data2, accessorsOf(data2, settings), settings.innerWeight !== "sum");
  const tree = arrange(unsorted, lookup, settings);
  if (settings.id !== void 0) checkIds(tree);
  return tree;
}
function asHierarchy({ value }, read, { sort, weight, innerWeight } = {}) {
  const usual = value === void 0 || weight ? "sum" : "total";
  return { ...read, sort: sort ?? null, innerWeight: innerWeight ?? usual };
}
function checkRoot(data2, { children, weight }) {
  const help = wayToRead(data2, children === void 0, weight === void 0);
  if (help === void 0) return;
  const given = data2 instanceof Map ? "a Map" : show(data2);
  const message = `weightedTree takes one object, the root, as { name, value, children }, not ${given}${help}`;
  throw new MarquetryError("bad-input", message, { value: data2 });
}
function wayToRead(data2, hasFields, hasValue) {
  if (data2 === null || data2 === void 0) return "";
  if (typeof data2 === "string") return hasValue ? "; JSON.parse makes objects of a text" : void 0;
  if (typeof data2 !== "object") return hasValue ? "" : void 0;
  if (isTree(data2)) return ": it is a tree already";
  if ("tree" in data2 && isTree(data2.tree)) return ": it is a map, and its tree is map.tree";
  if (!hasFields || "children" in data2 || isHierarchyNode(data2)) return void 0;
  if (Array.isArray(data2)) {
    return "; weightedTree.fromRows reads rows that name their parents, fromPaths pairs [path, weight], and { children: list } puts a list under one root";
  }
  if (data2 instanceof Map) return "; weightedTree.fromPaths reads a Map of paths to weights";
  return Symbol.iterator in data2 ? "; { children: list } puts a list under one root" : void 0;
}
function accessorsOf(data2, { children, weight, id, label }) {
  const usual = isHierarchyNode(data2) ? HIERARCHY_NODE : PLAIN_OBJECT;
  return {
    children: fieldReader(children, usual.children),
    weight: fieldReader(weight, usual.weight),
    id: fieldReader(id, usual.id),
    label: fieldReader(label, usual.label)
  };
}
var PLAIN_OBJECT = {
  children: (d) => d.children,
  weight: (d) => d.value,
  id: (d) => d.id,
  label: (d) => toName(d.name) ?? d.label
};
var HIERARCHY_NODE = {
  children: (d) => d.children,
  weight: (d) => d.value ?? d.data?.value,
  id: (d) => d.id ?? d.data?.id,
  label: (d) => toName(d.data?.name) ?? toName(d.data?.label) ?? (Array.isArray(d.data) ? keyOf(d.data) : lastPart(d))
};
function keyOf([key]) {
  return key === null || typeof key === "boolean" ? `${key}` : toName(key);
}
function lastPart({ id }) {
  return typeof id === "string" && id[0] === "/" ? id.slice(id.lastIndexOf("/") + 1) || id : void 0;
}
function isHierarchyNode(data2) {
  if (typeof data2 !== "object" || data2 === null) return false;
  const node = data2;
  return "data" in node && typeof node.depth === "number" && typeof node.height === "number" && typeof node.eachBefore === "function";
}

// src/model/newick-text.ts
var DELIMITER = /[\s(),:;[\]']/g;
var NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
var WHOLE_NUMBER = /^[+-]?\d+$/;
var DECIMALS = /^\d+(?:[eE][+-]?\d+)?$/;
var BLANK = /^\s$/;
var EXCERPT = 16;
function readNewick(text2) {
  const parents = [];
  const names = [];
  const lengths = [];
  const opened = [];
  let at = 0;
  let row = 0;
  let state = "begun";
  let wholeEnd = -1;
  let decimalComma = -1;
  if (typeof text2 !== "string") {
    const message = `a tree in Newick form is a text, not ${show(text2)}`;
    throw new MarquetryError("bad-input", message, { value: text2 });
  }
  skip();
  if (at === text2.length) throw new MarquetryError("empty-tree", "the text holds no tree in Newick form");
  if (text2.startsWith("#", at))
    throw error("this is no Newick text: of a NEXUS file, give what follows the = of one tree");
  begin(-1);
  while (step()) skip();
  return {
    parent: Int32Array.from(parents),
    name: names,
    length: Float64Array.from(lengths)
  };
  function step() {
    switch (text2[at]) {
      case void 0:
      case ";":
        endTree();
        return false;
      case "(":
        if (state !== "begun") throw error('"(" cannot stand here: a "," is missing before it');
        opened.push(at++);
        begin(row);
        return true;
      case ",":
        if (opened.length === 0) throw error('"," stands outside all parentheses');
        checkComma();
        begin(parents[row]);
        if (wholeEnd === at) decimalComma = at;
        at++;
        return true;
      case ")":
        if (opened.pop() === void 0) throw error('")" has no "(" before it');
        checkComma();
        at++;
        row = parents[row];
        state = "closed";
        return true;
      case ":":
        readLength();
        return true;
      case "]":
        throw error('"]" has no "[" before it');
      default:
        readLabel();
        return true;
    }
  }
  function begin(parent) {
    row = parents.length;
    parents.push(parent);
    names.push(void 0);
    lengths.push(NaN);
    state = "begun";
    decimalComma = -1;
  }
  function checkComma() {
    if (state !== "named" || decimalComma < 0) return;
    at = decimalComma;
    throw error('a decimal comma: write "." in numbers, or quote a name that is a number');
  }
  function readLabel() {
    if (state === "named") throw error("a node has two names: quote a name that holds blanks");
    if (state === "measured") throw error("a name comes before the length, not after it");
    const start = at;
    const name = text2[start] === "'" ? readQuoted() : readWord();
    const isRest = start === decimalComma + 1 && DECIMALS.test(text2.slice(start, at));
    if (!isRest) decimalComma = -1;
    names[row] = name;
    state = "named";
  }
  function readLength() {
    if (state === "measured") throw error("a branch has two lengths");
    at++;
    skip();
    const start = at;
    const word = readWord();
    if (!NUMBER.test(word) || !Number.isFinite(Number(word))) {
      at = start;
      throw error("a branch length must be a finite number");
    }
    lengths[row] = Number(word);
    state = "measured";
    wholeEnd = WHOLE_NUMBER.test(word) ? at : -1;
  }
  function endTree() {
    const open = opened.at(-1);
    if (open !== void 0) {
      at = open;
      throw error('"(" is never closed');
    }
    if (at === text2.length) return;
    at++;
    skip();
    if (at < text2.length) throw error("something follows the end of the tree: give one tree");
  }
  function readWord() {
    DELIMITER.lastIndex = at;
    const end = DELIMITER.exec(text2)?.index ?? text2.length;
    const word = text2.slice(at, end);
    at = end;
    return word;
  }
  function readQuoted() {
    const start = at;
    let name = "";
    for (let from = start + 1; ; ) {
      const end = text2.indexOf("'", from);
      if (end < 0) throw error("a quote is never closed");
      name += text2.slice(from, end);
      if (text2[end + 1] !== "'") {
        at = end + 1;
        return name;
      }
      name += "'";
      from = end + 2;
    }
  }
  function skip() {
    for (; at < text2.length; at++) {
      const char = text2[at];
      if (char === "[") skipComment();
      else if (!BLANK.test(char) && char !== "\uFEFF") return;
    }
  }
  function skipComment() {
    const start = at;
    for (let depth = 0; at < text2.length; at++) {
      const char = text2[at];
      if (char === "[") depth++;
      else if (char === "]" && --depth === 0) return;
    }
    at = start;
    throw error("a comment is never closed");
  }
  function error(message) {
    const before2 = text2.slice(0, at);
    const line = before2.split("\n").length;
    const column = at - (before2.lastIndexOf("\n") + 1) + 1;
    const from = Math.max(0, at - EXCERPT);
    const excerpt = text2.slice(from, at + EXCERPT).replace(/\s+/g, " ");
    const place = `line ${line}, column ${column}, near ${JSON.stringify(excerpt)}`;
    return new MarquetryError("bad-newick", `${place}: ${message}`, { value: at });
  }
}

// src/model/newick.ts
var newickOptions = { sort: SORT, weight: /* @__PURE__ */ field() };
function fromNewick(text2, options) {
  const settings = readOptions("weightedTree.fromNewick", newickOptions, options);
  return newickTree(readNewick(text2), settings);
}
function newickTree(rows, { sort = "descending", weight }) {
  const data2 = (row) => nodeOf(rows, row);
  let leaves;
  const lookup = {
    label: (row) => rows.name[row],
    data: data2,
    locate: (tree, id) => (leaves ??= leavesByName(tree, rows)).get(id) ?? -1
  };
  const read = fieldReader(weight, () => 1);
  const order = breadthFirst(rows.parent, lookup);
  const unsorted = readWeights2(order, lookup, (row) => read(data2(row)), false);
  return arrange(unsorted, lookup, { sort, innerWeight: "sum", tolerance: 0 });
}
function nodeOf({ name, length }, row) {
  return { name: name[row], length: Number.isNaN(length[row]) ? void 0 : length[row] };
}
function leavesByName(tree, rows) {
  const leaves = /* @__PURE__ */ new Map();
  for (const i of tree.leaves()) {
    const name = rows.name[tree.source(i)];
    if (name !== void 0 && !leaves.has(name)) leaves.set(name, i);
  }
  return leaves;
}

// src/model/paths.ts
var pathOptions = /* @__PURE__ */ merged(treeOptions, {
  innerWeight: /* @__PURE__ */ choice(INNER_WEIGHTS, "own"),
  separator: /* @__PURE__ */ merged(/* @__PURE__ */ text("/"), {
    takes: "a text of at least one character",
    allows: (value) => typeof value === "string" && value !== ""
  }),
  duplicates: /* @__PURE__ */ choice(["error", "add"], "error")
});
var OWNER2 = "weightedTree.fromPaths";
function fromPaths(entries, options) {
  const settings = readOptions(OWNER2, pathOptions, options);
  checkIterable(OWNER2, "pairs [path, weight]", entries);
  const table = new PathTable(settings.separator);
  for (const entry2 of entries) {
    const [path, weight] = checkEntry(entry2);
    const row = table.open(path);
    const before2 = table.weight[row];
    if (before2 === void 0) {
      table.weight[row] = weight;
      table.entry[row] = entry2;
      continue;
    }
    if (settings.duplicates === "error") {
      const message = `the path ${show(path)} is given twice: the option duplicates: "add" adds its weights up`;
      throw new MarquetryError("duplicate-id", message, { path: shortText(path), value: path });
    }
    const sum = before2 + weight;
    if (sum === Infinity) throw overflowError(shortText(path));
    table.weight[row] = sum;
    table.entry[row] = [table.entry[row][0], sum];
  }
  if (table.isEmpty)
    throw new MarquetryError("empty-tree", "there are no paths: a tree has at least one node");
  return treeOf(table, settings);
}
function checkEntry(entry2) {
  if (!Array.isArray(entry2)) {
    const message = `an entry is a pair [path, weight], not ${show(entry2)}`;
    throw new MarquetryError("bad-input", message, { value: entry2 });
  }
  const [path, weight] = entry2;
  if (typeof path !== "string" || path === "") {
    const message = `a path is a text of at least one character, not ${show(path)}`;
    throw new MarquetryError("bad-path", message, { value: path });
  }
  if (!isWeight(weight)) throw weightError(weight, shortText(path));
  return entry2;
}
function treeOf(table, settings) {
  const { entry: entry2, weight } = table;
  const parent = Int32Array.from(table.parent);
  const lookup = {
    ...pathLookup(table, settings.separator),
    data: (row) => entry2[row]
  };
  const readInner = settings.innerWeight !== "sum";
  const unsorted = readWeights2(breadthFirst(parent, lookup), lookup, (row) => weight[row], readInner);
  return arrange(unsorted, lookup, settings);
}
function pathLookup({ parent, label }, separator) {
  return {
    id: (row) => row === 0 ? void 0 : pathOf(row, parent, label).join(separator),
    // The root has a name only where one was given to it.
    label: (row) => label[row] || void 0,
    locate: (tree, id) => walkDown(tree, id.split(separator))
  };
}
function pathOf(row, parent, label) {
  const names = [];
  for (let up = row; up > 0; up = parent[up]) names.push(label[up]);
  return names.reverse();
}
function walkDown(tree, names) {
  let node = 0;
  for (const name of names) {
    if (name === "") continue;
    let child = tree.firstChild[node];
    const end = child + tree.childCount[node];
    while (child < end && tree.label(child) !== name) child++;
    if (child === end) return -1;
    node = child;
  }
  return node;
}
var PathTable = class {
  constructor(separator) {
    this.parent = [-1];
    this.label = [""];
    /** What was given for the path of a row, and its weight; undefined for a folder that only other paths mention. */
    this.entry = [void 0];
    this.weight = [void 0];
    this.#children = [void 0];
    /** The folder of the path opened last, with the separator at its end. */
    this.#folder = "";
    this.#folderRow = 0;
    this.#separator = separator;
  }
  #children;
  #separator;
  #folder;
  #folderRow;
  /** Whether no path was opened. */
  get isEmpty() {
    return this.parent.length === 1 && this.entry[0] === void 0;
  }
  /** The row that a path leads to, made where it is missing. Empty names count for nothing. */
  open(path) {
    const known2 = this.#openSibling(path);
    if (known2 >= 0) return known2;
    const names = path.split(this.#separator);
    const name = names.pop();
    let row = 0;
    for (const folder of names) if (folder !== "") row = this.#child(row, folder);
    this.#folder = path.slice(0, path.length - name.length);
    this.#folderRow = row;
    return name === "" ? row : this.#child(row, name);
  }
  /** The row of a path in the folder of the path before, as most are in a list of files; −1 if it is elsewhere. */
  #openSibling(path) {
    const start = this.#folder.length;
    if (start === 0 || start === path.length || !path.startsWith(this.#folder)) return -1;
    return path.includes(this.#separator, start) ? -1 : this.#child(this.#folderRow, path.slice(start));
  }
  #child(row, name) {
    const children = this.#children[row] ??= /* @__PURE__ */ new Map();
    const known2 = children.get(name);
    if (known2 !== void 0) return known2;
    const child = this.parent.length;
    children.set(name, child);
    this.parent.push(row);
    this.label.push(name);
    this.entry.push(void 0);
    this.weight.push(void 0);
    this.#children.push(void 0);
    return child;
  }
};

// src/model/rows.ts
var rowOptions = /* @__PURE__ */ merged(treeOptions, {
  id: /* @__PURE__ */ field("id"),
  parent: /* @__PURE__ */ field("parent"),
  weight: /* @__PURE__ */ field("weight"),
  label: /* @__PURE__ */ field()
});
var OWNER3 = "weightedTree.fromRows";
function fromRows(rows, options) {
  const settings = readOptions(OWNER3, rowOptions, options);
  const list = toList2(rows);
  const reader = (name) => {
    const read = name ?? nameOrLabel;
    if (typeof read === "function") return (row) => read(list[row], row);
    return (row) => list[row][read];
  };
  const index = indexIds2(list.length, reader(settings.id));
  const ids = [...index.keys()];
  const label = reader(settings.label);
  const labels = new Array(list.length);
  for (let row = 0; row < list.length; row++) labels[row] = label(row);
  const lookup = {
    id: (row) => ids[row],
    label: (row) => toName(labels[row]),
    data: (row) => list[row]
  };
  const order = breadthFirst(linkRows(ids, index, reader(settings.parent)), lookup);
  const readInner = settings.innerWeight !== "sum";
  return arrange(readWeights2(order, lookup, reader(settings.weight), readInner), lookup, settings);
}
function toList2(rows) {
  checkIterable(OWNER3, "rows", rows);
  const list = Array.isArray(rows) ? rows.slice() : Array.from(rows);
  const row = list.findIndex(isAbsent);
  if (row < 0) return list;
  const value = list[row];
  throw new MarquetryError("bad-input", `row ${row} is ${show(value)}`, { path: `row ${row}`, value });
}
function nameOrLabel(row) {
  const { name, label } = row;
  return toName(name) ?? label;
}
function indexIds2(size, id) {
  const index = /* @__PURE__ */ new Map();
  for (let row = 0; row < size; row++) {
    const value = id(row);
    const name = toName(value);
    if (name === void 0 || name === "") {
      const message = `the id of row ${row} is ${show(value)}: it must be a string or a number`;
      throw new MarquetryError("missing-id", message, { path: `row ${row}`, value });
    }
    index.set(name, row);
    if (index.size === row) {
      const other = [...index.keys()].indexOf(name);
      const message = `rows ${other} and ${row} have the same id, ${show(value)}`;
      throw new MarquetryError("duplicate-id", message, { path: shortText(name), value });
    }
  }
  return index;
}
function linkRows(ids, index, parentId) {
  const parent = new Int32Array(ids.length);
  let known2;
  for (let row = 0; row < parent.length; row++) {
    const value = parentId(row);
    if (row > 0 && value === known2) {
      parent[row] = parent[row - 1];
      continue;
    }
    known2 = value;
    const isRoot = value === void 0 || value === null || value === "";
    const name = toName(value);
    const found = isRoot ? -1 : name === void 0 ? void 0 : index.get(name);
    if (found === void 0) {
      const message = `the parent of row ${row}, ${show(ids[row])}, is ${show(value)}: no row has that id`;
      throw new MarquetryError("missing-parent", message, { path: shortText(ids[row]), value });
    }
    parent[row] = found;
  }
  return parent;
}

// src/model/build.ts
var weightedTree = /* @__PURE__ */ Object.assign(
  (data2, options) => fromNested(data2, options),
  { fromRows, fromPaths, fromColumns, fromNewick }
);

// src/engines/cuts/family-help.ts
var helper = null;
function askedWay() {
  return helper?.asked;
}
function helped(way, ways, forest, divider, notes = []) {
  return helper?.help(way, ways, forest, divider, notes) ?? divider;
}

// src/geometry/loops.ts
function eachLoop(points, from, corners, visit) {
  const end = from + 2 * corners;
  for (let start = from; start < end; ) {
    let next = start + 2;
    while (next < end && !isSame(points, next, start)) next += 2;
    visit(start, (next - start) / 2);
    start = next + 2;
    if (start < end && isSame(points, start, from)) start += 2;
  }
}
function isSame(points, a, b) {
  return points[a] === points[b] && points[a + 1] === points[b + 1];
}
function loopsContain(points, from, corners, x, y, visit) {
  let inside = false;
  eachLoop(points, from, corners, (start, count2) => {
    if (ringContains(points, start, count2, x, y)) inside = !inside;
    if (!visit) return;
    for (let k = 0, a = start + 2 * count2 - 2; k < count2; k++) {
      const b = start + 2 * k;
      visit(points[a], points[a + 1], points[b], points[b + 1]);
      a = b;
    }
  });
  return inside;
}

// src/geometry/simple-rings.ts
function distanceToSide(ax, ay, bx, by, x, y) {
  const dx = bx - ax;
  const dy = by - ay;
  const squared = dx * dx + dy * dy;
  const t = squared > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared)) : 0;
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
function isConvexRing(points, corners) {
  const n = 2 * corners;
  for (let k = 0; k < n; k += 2) {
    const [a, b] = [(k + n - 2) % n, (k + 2) % n];
    const [ux, uy] = [points[k] - points[a], points[k + 1] - points[a + 1]];
    const [vx, vy] = [points[b] - points[k], points[b + 1] - points[k + 1]];
    if (uy * vx - ux * vy < 0) return false;
  }
  return true;
}

// src/model/huffman.ts
function joinLightest({ weight, first: first2, second }, count2, weigh) {
  let given = count2 - 1;
  let joined = count2;
  for (let made = count2; made < 2 * count2 - 1; made++) {
    const a = given >= 0 && (joined === made || weight[given] <= weight[joined]) ? given-- : joined++;
    const b = given >= 0 && (joined === made || weight[given] <= weight[joined]) ? given-- : joined++;
    weight[made] = weigh ? weigh(a, b) : weight[a] + weight[b];
    first2[made - count2] = a;
    second[made - count2] = b;
  }
}
function halveRun(before2, from, end, base = before2[from], lead = 0) {
  const half = (base + before2[end]) / 2;
  let low = from + 1;
  let high = end - 1;
  while (low < high) {
    const middle = low + high >> 1;
    if (before2[middle] < half) low = middle + 1;
    else high = middle;
  }
  if (low === from + 1) return low;
  const below = half - before2[low - 1];
  const above = before2[low] - half;
  return below < above - lead * (before2[end] - base) ? low - 1 : low;
}

// src/engines/cuts/cut-tree.ts
var CutTree = class {
  constructor() {
    /** Number of children. */
    this.count = 0;
    /** Tree node of each child, in the order of the leaves. */
    this.child = new Int32Array(32);
    this.weight = new Float64Array(64);
    this.first = new Int32Array(32);
    this.second = new Int32Array(32);
  }
  /** Takes the children of a node with a positive weight as leaves, in the order of the family. */
  takeFamily({ firstChild, childCount, weight }, i) {
    const from = firstChild[i];
    const end = from + childCount[i];
    this.#reserve(end - from);
    let count2 = 0;
    for (let c = from; c < end; c++) {
      if (!(weight[c] > 0)) continue;
      this.child[count2] = c;
      this.weight[count2] = weight[c];
      count2++;
    }
    this.count = count2;
  }
  clear() {
    this.count = 0;
  }
  /** Adds one leaf. */
  push(child, weight) {
    this.#reserve(this.count + 1);
    this.child[this.count] = child;
    this.weight[this.count] = weight;
    this.count++;
  }
  /** Takes some of another tree's leaves: those from `from` to `end` − 1. */
  takeSome({ child, weight }, from, end) {
    this.#reserve(end - from);
    this.child.set(child.subarray(from, end));
    this.weight.set(weight.subarray(from, end));
    this.count = end - from;
  }
  /** Brings the leaves into order from heavy to light; equal ones keep their order. */
  sortLeaves() {
    const { count: count2, child, weight } = this;
    let sorted = true;
    for (let k = 1; k < count2 && sorted; k++) sorted = weight[k - 1] >= weight[k];
    if (sorted) return;
    const [children, weights] = [child.slice(0, count2), weight.slice(0, count2)];
    const order = children.map((_, k) => k).sort((a, b) => weights[b] - weights[a] || children[a] - children[b]);
    for (let k = 0; k < count2; k++) {
      child[k] = children[order[k]];
      weight[k] = weights[order[k]];
    }
  }
  /** Joins the leaves two by two. */
  join(joining) {
    if (this.count < 2) return this;
    if (joining === "halves") this.#joinHalves();
    else {
      this.sortLeaves();
      joinLightest(this, this.count);
    }
    return this;
  }
  /** Halves runs from the root down; the sums of weights can then run upwards. */
  #joinHalves() {
    const { count: count2, weight, first: first2, second } = this;
    const before2 = new Float64Array(count2 + 1);
    for (let k = 0; k < count2; k++) before2[k + 1] = before2[k] + weight[k];
    let made = count2 - 1;
    const run2 = (from, end) => {
      if (end - from === 1) return from;
      made--;
      first2[made] = from;
      second[made] = end;
      return count2 + made;
    };
    run2(0, count2);
    for (let v = count2 - 2; v >= 0; v--) {
      const [from, end] = [first2[v], second[v]];
      const middle = halveRun(before2, from, end);
      first2[v] = run2(from, middle);
      second[v] = run2(middle, end);
    }
    for (let v = 0; v < count2 - 1; v++) weight[count2 + v] = weight[first2[v]] + weight[second[v]];
  }
  #reserve(count2) {
    if (count2 <= this.child.length) return;
    growAll(this, ["child", "first", "second"], count2);
    this.weight = grown(this.weight, 2 * count2);
  }
};

// src/engines/cuts/forest.ts
var MOST_KEPT2 = 4096;
var spare;
var CutForest = class _CutForest {
  /** @param memory - what a layout of the tree remembers of its forest; an empty forest if left out */
  constructor(tree, memory) {
    /** The lighter and the heavier part of the cut last weighed, and the lighter one's share. */
    this.light = 0;
    this.heavy = 0;
    this.share = 0;
    /** Whether the lighter part is the first. */
    this.isLightFirst = true;
    this.#used = 0;
    this.#tree = tree;
    this.cells = tree.size;
    const arrays = memory ?? emptyForest(tree.size);
    this.first = arrays.first;
    this.second = arrays.second;
    this.weight = arrays.weight;
    this.normalX = arrays.normalX;
    this.normalY = arrays.normalY;
    this.isGroup = arrays.isGroup;
    this.top = arrays.top;
  }
  #tree;
  #splits;
  #used;
  /** What a layout remembers of it. */
  get memory() {
    const { first: first2, second, weight, normalX: normalX2, normalY: normalY2, isGroup, top } = this;
    return { first: first2, second, weight, normalX: normalX2, normalY: normalY2, isGroup, top };
  }
  /** Number of cuts. */
  get cuts() {
    return this.#used;
  }
  /** A forest with every family joined anew. */
  static build(tree, joining) {
    const forest = new _CutForest(tree);
    const family = spare ?? new CutTree();
    for (let i = 0; i < tree.size; i++) if (tree.childCount[i] > 0) forest.joinFamily(i, joining, family);
    spare = tree.size <= MOST_KEPT2 ? family : void 0;
    return forest;
  }
  /** Joins the family of node i, of which nothing is known yet. */
  joinFamily(i, joining, family) {
    family.takeFamily(this.#tree, i);
    this.top[i] = this.add(family.join(joining));
  }
  /** Takes over the cuts of a binary tree, none of them planned, and returns the part they come to: −1 if it is empty. */
  add(family) {
    const { count: count2, child } = family;
    if (count2 < 2) return count2 === 1 ? child[0] : -1;
    const places = numbersFrom(this.cells + this.#used, count2 - 1);
    this.#used += count2 - 1;
    this.rejoin(places, family);
    return places[count2 - 2];
  }
  /** Adds one cut, whose parts are there already, and returns its number. */
  append(first2, second, normalX2, normalY2) {
    const part = this.cells + this.#used++;
    this.write(part, first2, second, this.weightOf(first2) + this.weightOf(second), normalX2, normalY2);
    return part;
  }
  /** Puts a cut in the place of another. */
  write(part, first2, second, weight, normalX2, normalY2) {
    const cut = part - this.cells;
    this.first[cut] = first2;
    this.second[cut] = second;
    this.weight[cut] = weight;
    this.normalX[cut] = normalX2;
    this.normalY[cut] = normalY2;
    this.isGroup[cut] = 0;
  }
  /**
   * Puts other cuts, none of them planned, in the place of those of a part.
   *
   * @param places - numbers of these cuts, as {@link read} gives them
   */
  rejoin(places, { count: count2, child, first: first2, second, weight }) {
    for (let k = 0; k < count2 - 1; k++) {
      const a = first2[k] < count2 ? child[first2[k]] : places[first2[k] - count2];
      const b = second[k] < count2 ? child[second[k]] : places[second[k] - count2];
      this.write(places[k], a, b, weight[count2 + k], NaN, NaN);
    }
  }
  /**
   * Reads a part of the family of node i: returns the numbers of its own cut and those below it, ascending, and leaves
   * the children that it comes to in `leaves`, in the order of the family.
   */
  read(i, part, leaves) {
    if (part === this.top[i]) {
      leaves.takeFamily(this.#tree, i);
      return numbersFrom(part - leaves.count + 2, leaves.count - 1);
    }
    const { cuts, children } = this.partsBelow(part);
    leaves.clear();
    for (const child of children.sort()) leaves.push(child, this.weightOf(child));
    return cuts.sort();
  }
  /** The cuts below a part, its own included, and the cells that they come to, in no order. */
  partsBelow(part) {
    const { cells, first: first2, second } = this;
    const cuts = [];
    const children = [];
    const open = [part];
    for (let next = open.pop(); next !== void 0; next = open.pop()) {
      if (next < cells) children.push(next);
      else {
        cuts.push(next);
        open.push(first2[next - cells], second[next - cells]);
      }
    }
    return { cuts: Int32Array.from(cuts), children: Int32Array.from(children) };
  }
  /** Joins a part of the family of node i anew: its cuts, whose numbers are returned, are to be planned. */
  joinAnew(i, part, joining, leaves) {
    if (part < this.cells) return new Int32Array(0);
    const places = this.read(i, part, leaves);
    const whole = this.weightOf(part);
    this.rejoin(places, leaves.join(joining));
    this.weight[part - this.cells] = whole;
    return places;
  }
  /** A function that puts some cuts back as they are now. */
  remember(places) {
    const { first: first2, second, weight, normalX: normalX2, normalY: normalY2, isGroup } = this;
    const cuts = places.map((part) => part - this.cells);
    const arrays = [first2, second, weight, normalX2, normalY2, isGroup].map((array) => {
      const values = Float64Array.from(cuts, (cut) => array[cut]);
      return { array, values };
    });
    return () => {
      for (const { array, values } of arrays) cuts.forEach((cut, k) => array[cut] = values[k]);
    };
  }
  /** Weight of a part: of a cell, or of what a cut divides. */
  weightOf(part) {
    return part < this.cells ? this.#tree.weight[part] : this.weight[part - this.cells];
  }
  /** Sets `light`, `heavy`, `share` and `isLightFirst` for a cut, until the next call. */
  weigh(part) {
    const first2 = this.first[part - this.cells];
    const second = this.second[part - this.cells];
    const a = this.weightOf(first2);
    const b = this.weightOf(second);
    this.isLightFirst = a <= b;
    this.light = a <= b ? first2 : second;
    this.heavy = a <= b ? second : first2;
    this.share = (a <= b ? a : b) / (a + b);
  }
  /** Number of cuts in the family of node i: one less than it has children with weight. */
  cutsIn(i) {
    const { firstChild, childCount, weight } = this.#tree;
    let filled = 0;
    for (let c = firstChild[i]; c < firstChild[i] + childCount[i]; c++) if (weight[c] > 0) filled++;
    return Math.max(filled - 1, 0);
  }
  /** Whether it is known how a part is divided: it is a cell or a group, or its cut has a normal. */
  isPlanned(part) {
    const cut = part - this.cells;
    return cut < 0 || this.isGroup[cut] === 1 || !Number.isNaN(this.normalX[cut]);
  }
  /** Whether a part comes to a leaf, without a cut on the way to it. */
  isLeaf(part) {
    return this.splitOf(part) < this.cells;
  }
  /** What a part comes to: the cut that divides it, or the leaf that fills it. */
  splitOf(part) {
    if (part >= this.cells) return part;
    this.#splits ??= findSplits(this.top, this.cells);
    return this.#splits[part];
  }
};
function emptyForest(size) {
  const carver = new Carver(37 * size);
  return {
    weight: carver.floats(size),
    normalX: carver.floats(size).fill(NaN),
    normalY: carver.floats(size).fill(NaN),
    first: carver.integers(size),
    second: carver.integers(size),
    top: carver.integers(size).fill(-1),
    isGroup: carver.bytes(size)
  };
}
function numbersFrom(first2, count2) {
  const numbers = new Int32Array(count2);
  for (let k = 0; k < count2; k++) numbers[k] = first2 + k;
  return numbers;
}
function findSplits(top, cells) {
  const split = new Int32Array(cells);
  for (let i = cells - 1; i >= 0; i--) {
    const part = top[i];
    split[i] = part < 0 ? i : part < cells ? split[part] : part;
  }
  return split;
}

// src/engines/weight-range.ts
var LEAST = 1e-302;
var SLACK = 1 - 1e-9;
var LIGHTEST = 2 ** -960;
var HEAVIEST = 2 ** 1e3;
function withinRange(engine, tree, { ring }) {
  const { size, weight } = tree;
  const total = weight[0];
  let lightest = 0;
  for (let i = 1; i < size; i++) {
    const own = weight[i];
    if (own > 0 && own < weight[lightest]) lightest = i;
  }
  const share = weight[lightest] / total;
  const area = Math.abs(ringArea(ring, 0, ring.length / 2));
  if (!(share >= SLACK * LEAST && share * area >= SLACK * LEAST)) {
    throw refusal(engine, tree, lightest, share);
  }
  if (weight[lightest] >= LIGHTEST && total <= HEAVIEST) return tree;
  const half = 2 ** -Math.trunc(Math.log2(total) / 2);
  return tree.reweighted(weight.map((own) => own * half * half));
}
function refusal(engine, tree, i, share) {
  const path = tree.pathForMessage(i);
  const value = tree.weight[i];
  const message = `${path} weighs ${value}, ${share.toExponential(1)} of the whole: ${engine} lays out weights down to ${LEAST} of the whole, in cells down to that area; leave lighter ones out, or raise them with minShare`;
  return new MarquetryError("bad-weight", message, { path, value });
}

// src/geometry/pole.ts
var ENOUGH = 0.01;
var MOST = 300;
var FIRST = 64;
function pole(points, from, corners) {
  const { x0, y0, x1, y1 } = ringBounds(points, from, corners);
  const [width, height] = [x1 - x0, y1 - y0];
  const side = Math.max(Math.min(width, height), Math.max(width, height) / FIRST);
  const squareAt = (x, y, half2) => {
    const radius = depthAt(points, from, corners, x, y);
    return { x, y, half: half2, radius, most: radius + half2 * Math.SQRT2 };
  };
  const open = [];
  const half = side / 2;
  for (let x = x0 + half; x < x1 + half; x += side)
    for (let y = y0 + half; y < y1 + half; y += side) open.push(squareAt(x, y, half));
  let best = open.reduce((a, b) => b.radius > a.radius ? b : a);
  for (let looked = 0; open.length > 0 && looked < MOST; looked++) {
    let at = 0;
    for (let k = 1; k < open.length; k++) if (open[k].most > open[at].most) at = k;
    const square = open[at];
    open[at] = open.at(-1);
    open.pop();
    if (square.most <= best.radius * (1 + ENOUGH)) break;
    const quarter = square.half / 2;
    for (const dx of [-quarter, quarter])
      for (const dy of [-quarter, quarter]) {
        const next = squareAt(square.x + dx, square.y + dy, quarter);
        if (next.radius > best.radius) best = next;
        if (next.most > best.radius * (1 + ENOUGH)) open.push(next);
      }
  }
  return { x: best.x, y: best.y, radius: Math.max(0, best.radius) };
}
function depthAt(points, from, corners, x, y) {
  let least = Infinity;
  const isInside = loopsContain(points, from, corners, x, y, (ax, ay, bx, by) => {
    const far = distanceToSide(ax, ay, bx, by, x, y);
    if (far < least) least = far;
  });
  return isInside ? least : -least;
}

// src/geometry/convex-ring.ts
var STRAIGHT2 = 1e-12;
function convexRing(points) {
  const kept = withoutStraightCorners(points);
  const area = ringArea(flat(points, kept), 0, kept.length);
  if (kept.length < 3 || area === 0) {
    throw new MarquetryError("bad-container", `a container of ${points.length} corners without area`, {
      value: points
    });
  }
  if (area < 0) kept.reverse();
  checkConvex(points, kept);
  return flat(points, kept);
}
function flat(points, kept) {
  return Float64Array.from(kept.flatMap((i) => [points[i][0], points[i][1]]));
}
function withoutStraightCorners(points) {
  let kept = points.map((_, i) => i);
  for (let before2 = Infinity; kept.length >= 3 && kept.length < before2; ) {
    before2 = kept.length;
    const ring = kept;
    kept = ring.filter((i, k) => {
      const previous = ring[(k + ring.length - 1) % ring.length];
      const next = ring[(k + 1) % ring.length];
      const [[ax, ay], [bx, by]] = [points[previous], points[i]];
      return !(ax === bx && ay === by) && !isStraight(points[previous], points[i], points[next]);
    });
  }
  return kept;
}
function isStraight(a, b, c) {
  const ux = b[0] - a[0];
  const uy = b[1] - a[1];
  const vx = c[0] - b[0];
  const vy = c[1] - b[1];
  const along = ux * vx + uy * vy;
  return along > 0 && Math.abs(uy * vx - ux * vy) <= STRAIGHT2 * along;
}
function checkConvex(points, kept) {
  const m = kept.length;
  let fullTurn = 0;
  for (let k = 0; k < m; k++) {
    const [ax, ay] = points[kept[(k + m - 1) % m]];
    const [bx, by] = points[kept[k]];
    const [cx, cy] = points[kept[(k + 1) % m]];
    const cross = (by - ay) * (cx - bx) - (bx - ax) * (cy - by);
    if (!(cross > 0)) {
      const message = `the container is not convex: corner ${kept[k]} at (${bx}, ${by}) turns the wrong way`;
      throw new MarquetryError("container-not-convex", message, { value: points });
    }
    fullTurn += Math.atan2(cross, (bx - ax) * (cx - bx) + (by - ay) * (cy - by));
  }
  if (fullTurn > 3 * Math.PI) {
    throw new MarquetryError(
      "container-not-convex",
      "the container crosses itself: it goes round more than once",
      { value: points }
    );
  }
}

// src/geometry/align-rings.ts
var SAME_SIDE = 0.9924;
function likeFirstCorner(a, fromA, cornersA, b, fromB, cornersB) {
  const lastA = fromA + 2 * cornersA - 2;
  const lastB = fromB + 2 * cornersB - 2;
  if (isSameSide(a[fromA + 2], a[fromA + 3], b[fromB + 2], b[fromB + 3]) && isSameSide(a[lastA], a[lastA + 1], b[lastB], b[lastB + 1]))
    return 0;
  const own = ringBounds(a, fromA, cornersA);
  const other = ringBounds(b, fromB, cornersB);
  const [width, height] = [other.x1 - other.x0, other.y1 - other.y0];
  const x = other.x0 - own.x0 / (own.x1 - own.x0) * width;
  const y = other.y0 - own.y0 / (own.y1 - own.y0) * height;
  let best = 0;
  let least = Infinity;
  for (let k = 0; k < cornersB; k++) {
    const distance2 = Math.hypot((b[fromB + 2 * k] - x) / width, (b[fromB + 2 * k + 1] - y) / height);
    if (!(distance2 < least)) continue;
    least = distance2;
    best = k;
  }
  return best;
}
function isSameSide(ax, ay, bx, by) {
  const along = ax * bx + ay * by;
  return along > 0 && along * along > SAME_SIDE * (ax * ax + ay * ay) * (bx * bx + by * by);
}

// src/partition/ring-cells.ts
var USUAL_CORNERS = 5;
var RingCells = class _RingCells {
  constructor(kind, tree, padding, arrays, used) {
    this.mostCorners = 0;
    this.kind = kind;
    this.shape = kind.shape;
    this.tree = tree;
    this.padding = padding;
    this.origin = arrays.origin;
    this.start = arrays.start;
    this.count = arrays.corners;
    this.points = arrays.points;
    this.used = used;
    for (const corners of arrays.corners) if (corners > this.mostCorners) this.mostCorners = corners;
  }
  /**
   * Writes the ring of cell i: `corners` corners from `points[from]` on, in a frame whose origin lies at
   * (x, y) of the parent's frame. The first corner becomes the cell's own origin.
   */
  set(i, x, y, points, from, corners) {
    const start = this.used;
    const own = this.reserve(2 * corners);
    const firstX = corners > 0 ? points[from] : 0;
    const firstY = corners > 0 ? points[from + 1] : 0;
    let end = start;
    for (let k = from; k < from + 2 * corners; k += 2) {
      const ownX = points[k] - firstX;
      const ownY = points[k + 1] - firstY;
      if (end > start && ownX === own[end - 2] && ownY === own[end - 1]) continue;
      own[end++] = ownX;
      own[end++] = ownY;
    }
    while (end - start > 2 && own[end - 2] === 0 && own[end - 1] === 0) end -= 2;
    this.used = end;
    const kept = (end - start) / 2;
    this.origin[2 * i] = x + firstX;
    this.origin[2 * i + 1] = y + firstY;
    this.start[i] = start;
    this.count[i] = kept;
    if (kept > this.mostCorners) this.mostCorners = kept;
  }
  /**
   * Tells where the children of cell i go, in its own frame. Engines visit every inner node once, parents
   * first: `open` it, `set` its children, `close` it. Padding happens in these two calls.
   *
   * Half the inner padding will go off every side of each child, so the room is widened by as much.
   */
  open(i, room) {
    const corners = this.count[i];
    if (room.points.length < 2 * corners) room.points = new Float64Array(4 * corners);
    room.corners = this.ring(i, room.points);
    const { padding } = this;
    if (padding.none || corners === 0) return;
    const half = padding.inner(i) / 2;
    const left = this.kind.inset(
      room,
      padding.left(i) - half,
      padding.top(i) - half,
      padding.right(i) - half,
      padding.bottom(i) - half
    );
    room.corners = left.corners;
    if (room.points.length < 2 * left.corners) room.points = new Float64Array(4 * left.corners);
    room.points.set(left.points.subarray(0, 2 * left.corners));
  }
  /**
   * Takes half the inner padding off every side of the children of cell i. What lies in these keeps its place, so
   * that an engine may write all cells as if there were no padding, and close them afterwards, parents first.
   */
  close(i) {
    const { padding, kind, tree } = this;
    if (padding.none) return;
    const half = padding.inner(i) / 2;
    if (half === 0 && !kind.insetWithin) return;
    const ring = { corners: 0, points: new Float64Array(2 * this.mostCorners) };
    const around = kind.insetWithin && this.surroundings(i);
    const first2 = tree.firstChild[i];
    for (let c = first2; c < first2 + tree.childCount[i]; c++) {
      ring.corners = this.ring(c, ring.points);
      if (ring.corners === 0) continue;
      const [x, y] = [this.originX(c), this.originY(c)];
      if (around) [around.x, around.y] = [x, y];
      const { points, corners } = around ? kind.insetWithin(ring, half, around) : kind.inset(ring, half, half, half, half);
      const end = this.used;
      const isLarger = corners > ring.corners;
      if (!isLarger) this.used = this.start[c];
      this.set(c, x, y, points, 0, corners);
      if (!isLarger) this.used = end;
      if (corners > 0) this.shift(c, -points[0], -points[1]);
    }
  }
  beginLike(before2, match) {
    const { points, start, count: count2 } = this;
    const isAlike = before2 instanceof _RingCells;
    const ring = isAlike ? before2.points : new Float64Array(2 * Math.max(before2.mostCorners, 1));
    const scratch = new Float64Array(2 * this.mostCorners);
    for (let i = 0; i < match.length; i++) {
      const twin = match[i];
      if (twin < 0 || count2[i] === 0 || before2.corners(twin) === 0) continue;
      const from = isAlike ? before2.start[twin] : 0;
      const corners = isAlike ? before2.count[twin] : before2.ring(twin, ring);
      const first2 = likeFirstCorner(ring, from, corners, points, start[i], count2[i]);
      if (first2 > 0) this.turn(i, first2, scratch);
    }
  }
  /**
   * Makes corner `first` of cell i the one at which its ring begins, unless corners that lie very near the old one
   * would then coincide; what lies in the cell keeps its place.
   *
   * @internal
   */
  turn(i, first2, old) {
    const { points } = this;
    const corners = this.count[i];
    const start = this.start[i];
    this.ring(i, old);
    const x = old[2 * first2];
    const y = old[2 * first2 + 1];
    for (let k = 0, last = 2 * corners - 2; k < 2 * corners; last = k, k += 2)
      if (old[k] - x === old[last] - x && old[k + 1] - y === old[last + 1] - y) return;
    for (let k = 0, from = 2 * first2; k < 2 * corners; k += 2, from = (from + 2) % (2 * corners)) {
      points[start + k] = old[from] - x;
      points[start + k + 1] = old[from + 1] - y;
    }
    this.origin[2 * i] += x;
    this.origin[2 * i + 1] += y;
    this.shift(i, -x, -y);
  }
  /** @internal */
  surroundings(i) {
    const { padding } = this;
    const points = new Float64Array(2 * this.count[i]);
    const margins = {
      left: padding.left(i),
      top: padding.top(i),
      right: padding.right(i),
      bottom: padding.bottom(i)
    };
    return { points, corners: this.ring(i, points), margins, x: 0, y: 0 };
  }
  /** @internal */
  shift(i, dx, dy) {
    const first2 = this.tree.firstChild[i];
    for (let c = first2; c < first2 + this.tree.childCount[i]; c++) {
      this.origin[2 * c] += dx;
      this.origin[2 * c + 1] += dy;
    }
  }
  corners(i) {
    return this.count[i];
  }
  originX(i) {
    return this.origin[2 * i];
  }
  originY(i) {
    return this.origin[2 * i + 1];
  }
  area(i) {
    return ringArea(this.points, this.start[i], this.count[i]);
  }
  centroid(i, out) {
    out.fill(0, 0, 2);
    if (this.count[i] > 0)
      (this.kind.centroid ?? ringCentroid)(this.points, this.start[i], this.count[i], out);
  }
  ring(i, out) {
    const corners = this.count[i];
    const start = this.start[i];
    const points = this.points;
    for (let k = 0; k < 2 * corners; k++) out[k] = points[start + k];
    return corners;
  }
  convexPart(points, corners, limit, out) {
    return this.kind.convexPart(points, corners, limit, out);
  }
  contains(i, x, y) {
    const corners = this.count[i];
    return corners > 0 && this.kind.contains(this.points, this.start[i], corners, x, y);
  }
  roomArea(i) {
    if (this.padding.none || this.count[i] === 0) return this.area(i);
    const room = { corners: 0, points: new Float64Array(0) };
    this.open(i, room);
    return ringArea(room.points, 0, room.corners);
  }
  pack() {
    return {
      origin: this.origin.slice(),
      start: this.start.slice(),
      corners: this.count.slice(),
      points: this.points.slice(0, this.used)
    };
  }
  reserve(length) {
    const needed = this.used + length;
    if (needed > this.points.length) {
      const grown2 = new Float64Array(Math.max(needed, Math.ceil(1.5 * this.points.length)));
      grown2.set(this.points);
      this.points = grown2;
    }
    this.used = needed;
    return this.points;
  }
};
function ringCells(kind, readContainer) {
  return {
    shape: kind.shape,
    bound: () => null,
    readContainer,
    makeCells(tree, { ring }, padding) {
      const { size } = tree;
      const numbers = 2 * USUAL_CORNERS * size + ring.length;
      const carver = new Carver(24 * size + 8 * numbers);
      const arrays = {
        origin: carver.floats(2 * size),
        points: carver.floats(numbers),
        start: carver.integers(size),
        corners: carver.integers(size)
      };
      const cells = new RingCells(kind, tree, padding, arrays, 0);
      cells.set(0, 0, 0, ring, 0, ring.length / 2);
      return cells;
    },
    unpackCells(tree, padding, packed) {
      const arrays = packed;
      return new RingCells(kind, tree, padding, arrays, arrays.points.length);
    }
  };
}

// src/partition/convex-cells.ts
var convexCells = /* @__PURE__ */ ringCells(
  { shape: "convex", contains: convexContains, convexPart, inset },
  readConvex
);
function readConvex(container) {
  const corners = cornersOf(container);
  if (!corners) return boxRegion(container);
  readCorners(corners, (given) => ringArea(given, 0, corners.length));
  const ring = convexRing(corners);
  return { ...ringBounds(ring, 0, ring.length / 2), ring, isBox: isBoxRing(ring) };
}
function isBoxRing(ring) {
  if (ring.length !== 8) return false;
  const [ax, ay, bx, by, cx, cy, dx, dy] = ring;
  return ax === bx && by === cy && cx === dx && dy === ay || ay === by && bx === cx && cy === dy && dx === ax;
}
function convexPart(points, corners, limit, out) {
  const kept = clipRing(points, corners, 0, 1, limit, out);
  return ringArea(out, 0, kept) > 0 ? kept : 0;
}
function inset(ring, left, top, right, bottom) {
  const around = Math.min(left, top, right, bottom);
  const points = new Float64Array(2 * ring.corners + 8);
  const scratch = new Float64Array(points.length);
  const { x0, y0, x1, y1 } = ringBounds(ring.points, 0, ring.corners);
  points.set(ring.points.subarray(0, 2 * ring.corners));
  const least = LEAST_LEFT * Math.max(Math.abs(x0), Math.abs(y0), Math.abs(x1), Math.abs(y1));
  let corners = offsetRing(points, ring.corners, around, scratch);
  const clip = (nx, ny, limit) => {
    corners = withoutNoise(scratch, clipRing(points, corners, nx, ny, limit, scratch), least);
    points.set(scratch.subarray(0, 2 * corners));
  };
  if (left > around) clip(-1, 0, -(x0 + left));
  if (top > around) clip(0, -1, -(y0 + top));
  if (right > around) clip(1, 0, x1 - right);
  if (bottom > around) clip(0, 1, y1 - bottom);
  return { points, corners };
}

// src/geometry/diameter.ts
function diameterSquared(points, from, corners) {
  const end = from + 2 * corners;
  let most = 0;
  for (let a = from; a < end; a += 2) {
    const ax = points[a];
    const ay = points[a + 1];
    for (let b = a + 2; b < end; b += 2) {
      const dx = points[b] - ax;
      const dy = points[b + 1] - ay;
      const squared = dx * dx + dy * dy;
      if (squared > most) most = squared;
    }
  }
  return most;
}
function aspectRatio(points, from, corners) {
  return diameterSquared(points, from, corners) / ringArea(points, from, corners);
}

// src/engines/cuts/planners/part-cost.ts
var LEAF = 2;
function factorOf(forest, part) {
  return forest.isLeaf(part) ? LEAF : 1;
}
var FORESIGHT = 0.7;
var CORNER = 12;
var TRIANGLE = 1.6;
var PartCost = class {
  #factor = 1;
  /** Share of the lighter of the two parts that the part will be cut into, or 0 if it will not be. */
  #share = 0;
  /** What is left of it, and the inverse of both, since divisions are what takes time here. */
  #rest = 1;
  #perShare = 0;
  #perRest = 1;
  /** Part of the cost that falls to the lighter and to the heavier part. */
  #lighter = 1;
  #heavier = 1;
  /** Looks up what a part of a forest will be cut into; leaves cost `leafFactor` times as much as other parts. */
  setPart(forest, part, leafFactor) {
    const split = forest.splitOf(part);
    this.#share = 0;
    this.#factor = split < forest.cells ? leafFactor : 1;
    if (split < forest.cells) return;
    forest.weigh(split);
    const { share } = forest;
    const light = factorOf(forest, forest.light);
    const heavy = factorOf(forest, forest.heavy);
    this.#share = share;
    this.#rest = 1 - share;
    this.#perShare = 1 / share;
    this.#perRest = 1 / (1 - share);
    this.#lighter = light / (light + heavy);
    this.#heavier = heavy / (light + heavy);
  }
  /** Cost of the part in a shape of so many corners, given asp / 2. */
  of(half, corners) {
    const own = half * half * half;
    const share = this.#share;
    if (share === 0) return this.#factor * own;
    if (corners === 3) return TRIANGLE * own;
    const rest = this.#rest;
    const perShare = this.#perShare;
    const perRest = this.#perRest;
    const lighter = this.#lighter;
    const heavier = this.#heavier;
    const long = half > 1 ? half + Math.sqrt(half * half - 1) : 1;
    const wide = 1 / long;
    const across = lighter * boxCost(share * long, perShare * wide) + heavier * boxCost(rest * long, perRest * wide);
    const along = lighter * boxCost(share * wide, perShare * long) + heavier * boxCost(rest * wide, perRest * long);
    const atCorner = lighter * CORNER + heavier * own;
    let parts = across < along ? across : along;
    if (atCorner < parts) parts = atCorner;
    return (1 - FORESIGHT) * own + FORESIGHT * parts;
  }
};
function boxCost(ratio, inverse) {
  const half = 0.5 * (ratio + inverse);
  return half * half * half;
}
var CellCost = class {
  constructor(forest) {
    this.sum = 0;
    /** Sum of the factors: what squares alone would cost. */
    this.least = 0;
    this.#forest = forest;
  }
  #forest;
  clear() {
    this.sum = 0;
    this.least = 0;
  }
  set(i, _x, _y, points, from, corners) {
    const half = 0.5 * aspectRatio(points, from, corners);
    const factor = factorOf(this.#forest, i);
    this.sum += factor * half * half * half;
    this.least += factor;
  }
};

// src/engines/growth-limit.ts
var FAT = 2.5;
function growthLimit({ cells, match, maxAspectGrowth }) {
  const ring = new Float64Array(2 * cells.mostCorners);
  return (i) => {
    const corners = match[i] >= 0 ? cells.ring(match[i], ring) : 0;
    return maxAspectGrowth * Math.max(FAT, corners > 0 ? aspectRatio(ring, 0, corners) : FAT);
  };
}

// src/engines/family-engine.ts
function eachFamily(tree, visit) {
  const { firstChild, childCount, levels } = tree;
  for (let depth = 0; depth + 1 < levels.length; depth++) {
    const end = levels[depth + 1];
    for (let i = levels[depth]; i < end; i++) {
      const count2 = childCount[i];
      if (count2 > 0) visit(i, firstChild[i], firstChild[i] + count2, depth);
    }
  }
}

// src/engines/cuts/planners/directions.ts
var ALIKE = 0.05;
var SHORT_SIDE = 0.1;
var LEVEL = 1e-9;
var MOST2 = 128;
function halfTurn(count2, place = (k) => k) {
  const turns2 = Array.from({ length: count2 }, (_, k) => place(k));
  return {
    cos: Float64Array.from(turns2, (k) => 2 * k === count2 ? 0 : Math.cos(k * Math.PI / count2)),
    sin: Float64Array.from(turns2, (k) => Math.sin(k * Math.PI / count2))
  };
}
function spreadTurns(count2) {
  return halfTurn(count2, (k) => reverseBits(k, Math.log2(count2)));
}
function reverseBits(value, bits) {
  let reversed = 0;
  for (let b = 0; b < bits; b++) reversed |= (value >> b & 1) << bits - 1 - b;
  return reversed;
}
var RingDirections = class {
  constructor() {
    this.count = 0;
    this.x = new Float64Array(MOST2);
    this.y = new Float64Array(MOST2);
  }
  /** Takes the sides of a ring; the axes where all sides are short. */
  takeSides({ x, y, corners, area }) {
    this.count = 0;
    const least = SHORT_SIDE * SHORT_SIDE * area;
    for (let k = 0, j = corners - 1; k < corners; j = k++) {
      const dx = x[k] - x[j];
      const dy = y[k] - y[j];
      const squared = dx * dx + dy * dy;
      if (squared < least) continue;
      const length = Math.sqrt(squared);
      const isUpright = Math.abs(dy) >= Math.abs(dx);
      const nx = (isUpright ? dy : dx) / length;
      const ny = (isUpright ? -dx : dy) / length;
      this.#add(nx, ny);
      this.#add(-ny, nx);
    }
    if (this.count > 0) return;
    this.#add(1, 0);
    this.#add(0, 1);
  }
  /** Adds directions spread evenly from that of the first on, as far as they are new. */
  addTurns({ cos, sin }) {
    const x0 = this.x[0];
    const y0 = this.y[0];
    for (let k = 1; k < cos.length; k++) {
      this.#add(x0 * cos[k] - y0 * sin[k], y0 * cos[k] + x0 * sin[k]);
    }
  }
  #add(nx, ny) {
    const isTurned = ny < -LEVEL || ny < LEVEL && nx < 0;
    const x = isTurned ? -nx : nx;
    const y = isTurned ? -ny : ny;
    for (let c = 0; c < this.count; c++) {
      const away = this.x[c] * y - this.y[c] * x;
      if (away < ALIKE && away > -ALIKE) return;
    }
    this.x[this.count] = x;
    this.y[this.count] = y;
    this.count++;
  }
};

// src/engines/cuts/planners/cut-meter.ts
var MOST_TABLED = 12;
var CutMeter = class {
  constructor() {
    /** Cost of both parts together, and of the part cut off, after `measure`. Fields, since results would be boxed. */
    this.cost = 0;
    this.costOfCut = 0;
    /** Cost from which on a cut is of no interest: nothing more of it is measured once that is known. */
    this.limit = Infinity;
    /** What the part cut off costs, and the rest. */
    this.#cut = new PartCost();
    this.#rest = new PartCost();
    /** Squared diameter of the run of corners i … i + n, at i × corners + n. */
    this.#reach = new Float64Array(64);
    /** Of a ring without a table, the two corners that are farthest apart, and the square of their distance. */
    this.#nearEnd = 0;
    this.#farEnd = 0;
    this.#diameter = 0;
  }
  #cut;
  #rest;
  #reach;
  #nearEnd;
  #farEnd;
  #diameter;
  /** Looks up what the two parts will be cut into; without this call they count as leaves of factor 1. */
  setParts(forest, light, heavy, leafFactor) {
    this.#cut.setPart(forest, light, leafFactor);
    this.#rest.setPart(forest, heavy, leafFactor);
  }
  /** Takes the ring in `cutter`: tables the diameters of all runs of corners, each from two shorter runs. */
  load(cutter) {
    const { x, y, corners } = cutter;
    if (corners > MOST_TABLED) {
      this.#findDiameter(cutter, 0, corners);
      return;
    }
    if (corners * corners > this.#reach.length) this.#reach = new Float64Array(2 * corners * corners);
    const reach = this.#reach;
    for (let i = 0; i < corners; i++) reach[i * corners] = 0;
    for (let n = 1; n < corners; n++) {
      let end = n;
      let at = n;
      for (let i = 0; i < corners; i++) {
        const dx = x[i] - x[end];
        const dy = y[i] - y[end];
        const apart = dx * dx + dy * dy;
        const before2 = reach[at - 1];
        const after2 = reach[i + 1 === corners ? n - 1 : at + corners - 1];
        const shorter = before2 > after2 ? before2 : after2;
        reach[at] = apart > shorter ? apart : shorter;
        at += corners;
        end = end + 1 === corners ? 0 : end + 1;
      }
    }
  }
  /**
   * Finds the diameter of the run of so many corners from `first` on: round it goes a line along a side, and its parallel
   * at the corner farthest from it.
   */
  #findDiameter({ x, y, corners }, first2, count2) {
    this.#diameter = 0;
    const last = first2 + count2 - 1;
    const after2 = (k) => k === last || k === last - corners ? first2 : k + 1 === corners ? 0 : k + 1;
    let i = first2;
    let far = after2(i);
    for (let side = 0; side < count2; side++) {
      const end = after2(i);
      const sideX = x[end] - x[i];
      const sideY = y[end] - y[i];
      for (let step = 0; step < count2; step++) {
        const next = after2(far);
        this.#compare(x, y, i, next);
        if (!(sideY * (x[next] - x[far]) - sideX * (y[next] - y[far]) > 0)) break;
        far = next;
      }
      this.#compare(x, y, i, far);
      this.#compare(x, y, end, far);
      i = end;
    }
  }
  #compare(x, y, i, j) {
    const dx = x[i] - x[j];
    const dy = y[i] - y[j];
    const squared = dx * dx + dy * dy;
    if (!(squared > this.#diameter)) return;
    this.#diameter = squared;
    this.#nearEnd = i;
    this.#farEnd = j;
  }
  /** Squared diameter of the run of so many corners from `first` on. */
  #reachOf(cutter, first2, count2) {
    const { corners } = cutter;
    if (corners <= MOST_TABLED) return count2 > 0 ? this.#reach[first2 * corners + count2 - 1] : 0;
    const [near, far, whole] = [this.#nearEnd, this.#farEnd, this.#diameter];
    const isIn = (k) => (k >= first2 ? k - first2 : k - first2 + corners) < count2;
    if (isIn(near) && isIn(far)) return whole;
    this.#findDiameter(cutter, first2, count2);
    const most = this.#diameter;
    [this.#nearEnd, this.#farEnd, this.#diameter] = [near, far, whole];
    return most;
  }
  /** Sets `cost` for a box cut across, given how long its two parts come to be, and how wide it is. */
  measureBoxes(cutLength, restLength, width) {
    this.costOfCut = this.#cut.of(0.5 * (cutLength / width + width / cutLength), 4);
    this.cost = this.costOfCut + this.#rest.of(0.5 * (restLength / width + width / restLength), 4);
  }
  /**
   * Measures what a cut of an area off a box leaves, in closed form; the sine and the cosine of its normal may have
   * either sign, since boxes are the same from all corners.
   */
  measureBoxTurned(width, height, area, cos, sin) {
    const c = cos < 0 ? -cos : cos;
    const s = sin < 0 ? -sin : sin;
    const isFlat = width * c < height * s;
    const least = isFlat ? width * c : height * s;
    const squared = 2 * area * c * s;
    let most;
    let mostOfRest;
    const isCorner = squared < least * least;
    if (isCorner) {
      most = squared / (c * c) + squared / (s * s);
      mostOfRest = width * width + height * height;
    } else {
      const across = isFlat ? width : height;
      const mean = area / across;
      const slant = across * (isFlat ? c / s : s / c) / 2;
      const rest = (isFlat ? height : width) - mean + slant;
      most = across * across + (mean + slant) * (mean + slant);
      mostOfRest = across * across + rest * rest;
    }
    this.costOfCut = this.#cut.of(0.5 * most / area, isCorner ? 3 : 4);
    this.cost = this.costOfCut + this.#rest.of(0.5 * mostOfRest / (width * height - area), 4);
  }
  /** What a triangle that is cut off costs, given its squared diameter. */
  costOfTriangle(squared, area) {
    return this.#cut.of(0.5 * squared / area, 3);
  }
  /** Measures the parts of the cutter's last sweep, which takes off a part of the given area: sets `cost` and `costOfCut`. */
  measure(cutter, area) {
    const { x, y, corners, leftCorner: l, leftFraction: p, rightCorner: r, rightFraction: q } = cutter;
    const lNext = l + 1 === corners ? 0 : l + 1;
    const rNext = r === 0 ? corners - 1 : r - 1;
    const x0 = x[l];
    const y0 = y[l];
    const px = p * (x[lNext] - x0);
    const py = p * (y[lNext] - y0);
    const qx = x[r] - x0 + q * (x[rNext] - x[r]);
    const qy = y[r] - y0 + q * (y[rNext] - y[r]);
    const chord = (px - qx) * (px - qx) + (py - qy) * (py - qy);
    const inCut = l >= r ? l - r + 1 : l - r + 1 + corners;
    const inRest = corners - inCut;
    const perCut = 0.5 / area;
    const perRest = 0.5 / (cutter.area - area);
    let most = this.#reachOf(cutter, r, inCut);
    if (chord > most) most = chord;
    let k = r;
    for (let n = 0; n < inCut; n++) {
      const vx = x[k] - x0;
      const vy = y[k] - y0;
      const toP = (vx - px) * (vx - px) + (vy - py) * (vy - py);
      const toQ = (vx - qx) * (vx - qx) + (vy - qy) * (vy - qy);
      if (toP > most) most = toP;
      if (toQ > most) most = toQ;
      k = k + 1 === corners ? 0 : k + 1;
    }
    this.costOfCut = this.#cut.of(perCut * most, inCut + (p > 0 ? 1 : 0) + (q > 0 ? 1 : 0));
    this.cost = this.costOfCut;
    if (this.cost >= this.limit) return;
    let mostOfRest = this.#reachOf(cutter, lNext, inRest);
    if (chord > mostOfRest) mostOfRest = chord;
    for (let n = 0; n < inRest; n++) {
      const vx = x[k] - x0;
      const vy = y[k] - y0;
      const toP = (vx - px) * (vx - px) + (vy - py) * (vy - py);
      const toQ = (vx - qx) * (vx - qx) + (vy - qy) * (vy - qy);
      if (toP > mostOfRest) mostOfRest = toP;
      if (toQ > mostOfRest) mostOfRest = toQ;
      k = k + 1 === corners ? 0 : k + 1;
    }
    this.cost += this.#rest.of(perRest * mostOfRest, inRest + (p < 1 ? 1 : 0) + (q < 1 ? 1 : 0));
  }
};

// src/engines/cuts/planners/turn-search.ts
var DIRECTIONS = 16;
var GOOD_ENOUGH = 1.25 ** 3;
var MOST_CORNERS = 256;
var TIE = 1 - 1e-9;
var TURNS = [0, 8, 4, 12, 2, -2, 1, -1];
var MAIN_TURNS = 4;
var TurnSearch = class {
  constructor() {
    this.nx = 1;
    this.ny = 0;
    /** Cost of the best cut so far: asp₁³ + asp₂³, in units of a square's. */
    this.best = Infinity;
    this.meter = new CutMeter();
    this.#leftCorner = 0;
    this.#leftFraction = 0;
    this.#rightCorner = 0;
  }
  #leftCorner;
  #leftFraction;
  #rightCorner;
  /** Tries the main directions, then turns closer and closer round the best, until one costs less than `enough`. */
  search(cutter, area, isUpright, enough) {
    let middle = isUpright ? DIRECTIONS / 2 : 0;
    let best = middle;
    for (let turn = 0; turn < TURNS.length && this.best >= enough; turn++) {
      if (turn >= MAIN_TURNS && turn % 2 === 0) middle = best;
      const k = (middle + TURNS[turn] + DIRECTIONS) % DIRECTIONS;
      if (this.tryDirection(cutter, area, k, turn)) best = k;
    }
  }
  /** Notes the cutter's last sweep, along this normal from the part cut off into the rest, as the best. */
  take({ leftCorner, leftFraction, rightCorner }, nx, ny) {
    this.nx = nx;
    this.ny = ny;
    this.#leftCorner = leftCorner;
    this.#leftFraction = leftFraction;
    this.#rightCorner = rightCorner;
  }
  /** Brings the cutter, still holding the same ring, back to the best cut, ready to split. */
  recall(cutter) {
    cutter.leftCorner = this.#leftCorner;
    cutter.leftFraction = this.#leftFraction;
    cutter.rightCorner = this.#rightCorner;
  }
};

// src/engines/cuts/planners/greedy-planner.ts
var MIRRORED_TURN = 3;
var GOOD_SLANTED = 1.15 ** 3;
var TOO_THIN = 6 ** 3;
var GreedyPlanner = class _GreedyPlanner extends TurnSearch {
  static #shared;
  /** The same planner for all: it plans one cut at a time, and remembers nothing. Made anew it costs as much as a small map. */
  static get shared() {
    return _GreedyPlanner.#shared ??= new _GreedyPlanner();
  }
  #turns = halfTurn(DIRECTIONS);
  #isFirst = true;
  #bestTurn = 0;
  #side = 0;
  /** Whether the ring is the same from both ends, and mirrored, and so are the parts. */
  #isSymmetric = false;
  plan(cutter, { forest, light, heavy, area, side }) {
    this.meter.setParts(forest, light, heavy, 1);
    this.#side = side;
    if (cutter.corners > MOST_CORNERS) this.#cutAcrossWidest(cutter, area);
    else if (!cutter.isBox) this.#searchRing(cutter, area, false);
    else if (!this.#cutBox(cutter, area)) this.#searchRing(cutter, area, side === 0);
  }
  /** Cuts a box across its longer side if that is good enough: most rings are boxes, and need no sweeps to measure. */
  #cutBox(cutter, area) {
    const { width, height } = cutter;
    const isUpright = TIE * height > width;
    const long = isUpright ? height : width;
    const wide = isUpright ? width : height;
    const cutLength = area / wide;
    this.meter.measureBoxes(cutLength, long - cutLength, wide);
    if (!(this.meter.cost < 2 * GOOD_ENOUGH)) return false;
    const sign = this.#side < 0 ? -1 : 1;
    this.nx = isUpright ? 0 : sign;
    this.ny = isUpright ? sign : 0;
    cutter.aim(isUpright ? 0 : 1, isUpright ? 1 : 0);
    cutter.sweep(sign, area);
    return true;
  }
  #searchRing(cutter, area, isSymmetric) {
    this.best = Infinity;
    this.#isFirst = true;
    this.#isSymmetric = isSymmetric;
    if (!isSymmetric) this.meter.load(cutter);
    const enough = 2 * (cutter.isBox ? GOOD_ENOUGH : GOOD_SLANTED);
    this.search(cutter, area, TIE * cutter.height > cutter.width, enough);
    if (isSymmetric) this.#sweepBest(cutter, area);
    if (this.best > TOO_THIN) {
      if (isSymmetric) this.meter.load(cutter);
      this.#cutCorners(cutter, area);
    }
    this.recall(cutter);
  }
  tryDirection(cutter, area, k, turn) {
    if (this.#isSymmetric) return turn !== MIRRORED_TURN && this.#tryBox(cutter, area, k);
    const nx = this.#turns.cos[k];
    const ny = this.#turns.sin[k];
    cutter.aim(nx, ny);
    const isBest = this.#side >= 0 && this.#try(cutter, area, 1, nx, ny);
    return this.#side <= 0 && this.#try(cutter, area, -1, nx, ny) || isBest;
  }
  /** Takes direction k if it is better than the best so far; the cut of a box is swept when all have been tried. */
  #tryBox({ width, height }, area, k) {
    this.meter.measureBoxTurned(width, height, area, this.#turns.cos[k], this.#turns.sin[k]);
    const { cost } = this.meter;
    if (!this.#isFirst && !(cost < TIE * this.best)) return false;
    this.#isFirst = false;
    this.best = cost;
    this.#bestTurn = k;
    return true;
  }
  #sweepBest(cutter, area) {
    const nx = this.#turns.cos[this.#bestTurn];
    const ny = this.#turns.sin[this.#bestTurn];
    cutter.aim(nx, ny);
    cutter.sweep(1, area);
    this.take(cutter, nx, ny);
  }
  /** Takes the cut in the direction in which the cutter is aimed if it is better than the best so far. */
  #try(cutter, area, sign, nx, ny) {
    cutter.sweep(sign, area);
    this.meter.limit = this.best;
    this.meter.measure(cutter, area);
    const { cost } = this.meter;
    if (!this.#isFirst && !(cost < TIE * this.best)) return false;
    this.#isFirst = false;
    this.best = cost;
    this.take(cutter, sign * nx, sign * ny);
    return true;
  }
  /**
   * Tries to cut off each corner alike on both its sides. A ring with sides in all directions, as a tiny part on
   * every level leaves it, has only slivers to give along them.
   */
  #cutCorners(cutter, area) {
    const { x, y, corners } = cutter;
    let [fromX, fromY] = [x[0] - x[corners - 1], y[0] - y[corners - 1]];
    let before2 = Math.sqrt(fromX * fromX + fromY * fromY);
    for (let k = 0; k < corners; k++) {
      const next = k + 1 === corners ? 0 : k + 1;
      const toX = x[next] - x[k];
      const toY = y[next] - y[k];
      const after2 = Math.sqrt(toX * toX + toY * toY);
      const dx = toX / after2 - fromX / before2;
      const dy = toY / after2 - fromY / before2;
      const length = Math.sqrt(dx * dx + dy * dy);
      const isAhead = dy > 0 || dy === 0 && dx > 0;
      const isAllowed = this.#side === 0 || isAhead === this.#side > 0;
      if (length > 0 && isAllowed && !this.#isCornerThin(length / 2, before2 < after2 ? before2 : after2, area)) {
        cutter.aimFrom(k, dx / length, dy / length);
        if (this.#try(cutter, area, 1, dx / length, dy / length)) this.#aimWell(cutter, area, k);
      }
      fromX = toX;
      fromY = toY;
      before2 = after2;
    }
  }
  /** Makes the cut at a corner, the best so far, once more with the last digits of its normal. */
  #aimWell(cutter, area, k) {
    const { x, y, corners } = cutter;
    const a = k === 0 ? corners - 1 : k - 1;
    const b = k + 1 === corners ? 0 : k + 1;
    const before2 = Math.hypot(x[a] - x[k], y[a] - y[k]);
    const after2 = Math.hypot(x[b] - x[k], y[b] - y[k]);
    const dx = (x[a] - x[k]) / before2 + (x[b] - x[k]) / after2;
    const dy = (y[a] - y[k]) / before2 + (y[b] - y[k]) / after2;
    const length = Math.hypot(dx, dy);
    cutter.aim(dx / length, dy / length);
    cutter.sweep(1, area);
    this.take(cutter, dx / length, dy / length);
  }
  /** Whether the triangle at a corner, with both sides as long, is such that its cut cannot be the best. */
  #isCornerThin(cosine, shorter, area) {
    const sine = Math.sqrt(1 - cosine * cosine);
    const squared = area / (sine * cosine);
    if (!(squared < shorter * shorter)) return false;
    const base = 2 * sine;
    return this.meter.costOfTriangle(squared * (base > 1 ? base * base : 1), area) > this.best;
  }
  /** For a ring of very many corners: the line goes across the direction in which the ring is longest. */
  #cutAcrossWidest(cutter, area) {
    const { cos, sin } = this.#turns;
    let widest = 0;
    let best = 0;
    for (let k = 0; k < DIRECTIONS; k++) {
      const extent = cutter.extent(cos[k], sin[k]);
      if (TIE * extent <= widest) continue;
      widest = extent;
      best = k;
    }
    const sign = this.#side < 0 ? -1 : 1;
    cutter.aim(cos[best], sin[best]);
    cutter.sweep(sign, area);
    this.nx = sign * cos[best];
    this.ny = sign * sin[best];
  }
};

// src/geometry/convex-cut.ts
var SNAP = 1e-9;
var UNIT = 1e-9;
var SNAP_SOLVED = 1e-14;
var STRAIGHT3 = 1e-6;
var BOX = 1 - 1e-9;
var ROUNDING = 2 ** -50;
var CERTAIN = 8 * ROUNDING;
var ConvexCutter = class {
  constructor() {
    /** Corners of the ring to cut, relative to its first corner. */
    this.x = new Float64Array(16);
    this.y = new Float64Array(16);
    this.corners = 0;
    /** Area of the ring to cut. */
    this.area = 0;
    /** Extent of the ring to cut along the axes. */
    this.width = 0;
    this.height = 0;
    /** Last corner before P, l, and how far P lies from it towards corner l + 1. */
    this.leftCorner = 0;
    this.leftFraction = 0;
    /** Last corner before Q, r, and how far Q lies from it towards corner r − 1. */
    this.rightCorner = 0;
    this.rightFraction = 0;
    /** How far the line lies from the tip. */
    this.depth = 0;
    /** Number of corners of each part, after `split`. */
    this.cutCorners = 0;
    this.restCorners = 0;
    /** Where the origin of both parts lies, relative to the first corner of the ring. */
    this.originX = 0;
    this.originY = 0;
    this.#normalX = 1;
    this.#normalY = 0;
    this.#lowest = 0;
    this.#highest = 0;
  }
  #normalX;
  #normalY;
  #lowest;
  #highest;
  /**
   * Takes a copy of a ring to cut, and sets `area`, `width` and `height`.
   *
   * @param points - x, y, x, y …, convex, counter-clockwise as drawn with y downwards: `corners` corners from
   * `points[from]` on
   */
  load(points, from, corners) {
    if (corners > this.x.length) {
      this.x = grown(this.x, corners);
      this.y = grown(this.y, corners);
    }
    const { x, y } = this;
    const x0 = points[from];
    const y0 = points[from + 1];
    let twice = 0;
    let px = 0;
    let py = 0;
    let left = 0;
    let right = 0;
    let above = 0;
    let below = 0;
    let kept = 0;
    for (let k = 0; k < corners; k++) {
      const vx = points[from + 2 * k] - x0;
      const vy = points[from + 2 * k + 1] - y0;
      if (vx === px && vy === py && k > 0) continue;
      if (vx < left) left = vx;
      if (vx > right) right = vx;
      if (vy < above) above = vy;
      if (vy > below) below = vy;
      x[kept] = vx;
      y[kept] = vy;
      kept++;
      twice += py * vx - px * vy;
      px = vx;
      py = vy;
    }
    while (kept > 1 && x[kept - 1] === 0 && y[kept - 1] === 0) kept--;
    this.corners = kept;
    this.width = right - left;
    this.height = below - above;
    const box = this.width * this.height;
    if (kept > 3 && !(kept === 4 && twice >= 2 * BOX * box) && this.#leastTurn() <= CERTAIN * box) {
      if (this.#vaguest() >= 0) {
        this.#dropVague();
        return;
      }
    }
    const isStraight2 = twice < STRAIGHT3 * box;
    this.area = isStraight2 ? straightArea(points, from, corners) : twice / 2;
  }
  /** Twice the area of the least triangle that a corner makes with its neighbours. */
  #leastTurn() {
    const { x, y, corners } = this;
    let px = x[corners - 1];
    let py = y[corners - 1];
    let fromX = px - x[corners - 2];
    let fromY = py - y[corners - 2];
    let least = Infinity;
    for (let k = 0; k < corners; k++) {
      const toX = x[k] - px;
      const toY = y[k] - py;
      const turn = fromY * toX - fromX * toY;
      if (turn < least) least = turn;
      px = x[k];
      py = y[k];
      fromX = toX;
      fromY = toY;
    }
    return least;
  }
  /**
   * The corner that stands out least, of those that stand out by no more than what rounding may have moved them; −1 if
   * all are certain. A side that a much smaller part has left may be so short that its direction is chance, and what is
   * cut off there, of its own size, would come out dented or crossed.
   */
  #vaguest() {
    const { x, y, corners, width, height } = this;
    let vaguest = -1;
    let least = Infinity;
    for (let k = 0; k < corners; k++) {
      const before2 = k === 0 ? corners - 1 : k - 1;
      const after2 = k + 1 === corners ? 0 : k + 1;
      const fromX = x[k] - x[before2];
      const fromY = y[k] - y[before2];
      const toX = x[after2] - x[k];
      const toY = y[after2] - y[k];
      const turn = fromY * toX - fromX * toY;
      const reachX = Math.abs(fromX) + Math.abs(toX);
      const reachY = Math.abs(fromY) + Math.abs(toY);
      if (turn > ROUNDING * (width * reachY + height * reachX) || turn >= least) continue;
      vaguest = k;
      least = turn;
    }
    return vaguest;
  }
  /** Leaves out corners that are no more than rounding, and measures the ring anew. */
  #dropVague() {
    const { x, y } = this;
    for (let vague = this.#vaguest(); vague >= 0 && this.corners > 3; vague = this.#vaguest()) {
      x.copyWithin(vague, vague + 1, this.corners);
      y.copyWithin(vague, vague + 1, this.corners);
      this.corners--;
    }
    const points = new Float64Array(2 * this.corners);
    for (let k = 0; k < this.corners; k++) {
      points[2 * k] = x[k];
      points[2 * k + 1] = y[k];
    }
    this.area = ringArea(points, 0, this.corners);
  }
  /** Whether the ring is a box with sides along the axes. */
  get isBox() {
    return this.corners === 4 && this.area >= BOX * this.width * this.height;
  }
  /** Extent of the ring along a unit vector. */
  extent(dx, dy) {
    const { x, y, corners } = this;
    let low = 0;
    let high = 0;
    for (let k = 1; k < corners; k++) {
      const along = dx * x[k] + dy * y[k];
      if (along < low) low = along;
      else if (along > high) high = along;
    }
    return high - low;
  }
  /** Sets the normal of the lines that `sweep` moves; a vector of any length will do. */
  aim(nx, ny) {
    const squared = nx * nx + ny * ny;
    if (Math.abs(squared - 1) > UNIT) {
      const length = Math.sqrt(squared);
      nx /= length;
      ny /= length;
    }
    const { x, y, corners } = this;
    let lowest = 0;
    let highest = 0;
    let least = nx * x[0] + ny * y[0];
    let most = least;
    for (let k = 1; k < corners; k++) {
      const along = nx * x[k] + ny * y[k];
      if (along < least) {
        least = along;
        lowest = k;
      }
      if (along > most) {
        most = along;
        highest = k;
      }
    }
    this.#normalX = nx;
    this.#normalY = ny;
    this.#lowest = lowest;
    this.#highest = highest;
  }
  /**
   * Does what {@link aim} does for sweeps along the normal, a unit vector, of which a corner is known to be the tip, in
   * a time that does not grow with the number of corners.
   */
  aimFrom(tip, nx, ny) {
    this.#normalX = nx;
    this.#normalY = ny;
    this.#lowest = tip;
  }
  /**
   * Moves a line from outside along the normal (`sign` 1) or against it (−1) until the part cut off has the
   * given area, and sets the corners and fractions of P and Q, and `depth`. The ring stays as it is.
   *
   * @param area - more than 0 and less than that of the ring, in square units of the container
   */
  sweep(sign, area) {
    const { x, y, corners } = this;
    const nx = sign * this.#normalX;
    const ny = sign * this.#normalY;
    const tip = sign > 0 ? this.#lowest : this.#highest;
    let l = tip;
    let r = tip;
    const start = nx * x[tip] + ny * y[tip];
    let lLevel = start;
    let rLevel = start;
    let lEdge = nx * y[tip] - ny * x[tip];
    let rEdge = lEdge;
    let level = start;
    let width = 0;
    let missing = area;
    for (let slab = 0; ; slab++) {
      const lNext = l + 1 === corners ? 0 : l + 1;
      const rNext = r === 0 ? corners - 1 : r - 1;
      const lTop = nx * x[lNext] + ny * y[lNext];
      const rTop = nx * x[rNext] + ny * y[rNext];
      const lTopEdge = nx * y[lNext] - ny * x[lNext];
      const rTopEdge = nx * y[rNext] - ny * x[rNext];
      const top = lTop < rTop ? lTop : rTop;
      const lEnd = lTop === top ? lTopEdge : lEdge + (lTopEdge - lEdge) * ((top - lLevel) / (lTop - lLevel));
      const rEnd = rTop === top ? rTopEdge : rEdge + (rTopEdge - rEdge) * ((top - rLevel) / (rTop - rLevel));
      const topWidth = lEnd - rEnd;
      const height = top - level;
      const swept = 0.5 * (width + topWidth) * height;
      if (swept >= missing || slab === corners) {
        const rise = riseTo(missing, width, topWidth, height);
        this.leftCorner = l;
        this.rightCorner = r;
        this.depth = level - start + rise;
        this.leftFraction = lTop > lLevel ? Math.min(1, (level - lLevel + rise) / (lTop - lLevel)) : 1;
        this.rightFraction = rTop > rLevel ? Math.min(1, (level - rLevel + rise) / (rTop - rLevel)) : 1;
        return;
      }
      missing -= swept;
      if (lTop === top) {
        l = lNext;
        lLevel = lTop;
        lEdge = lTopEdge;
      }
      if (rTop === top) {
        r = rNext;
        rLevel = rTop;
        rEdge = rTopEdge;
      }
      level = top;
      width = topWidth;
    }
  }
  /**
   * Writes the two parts of the cut found by the last `sweep` to `out[from]` on: first the part cut off, whose
   * area is made exactly `area`, then the rest. Both are relative to corner l, one of the part cut off, so that
   * a part however small keeps its shape. Each has at most one corner more than the ring, and both together at most
   * four more, so `out` needs 4 × corners + 8 numbers; it may be the array that the ring was loaded from. Sets
   * `cutCorners`, `restCorners`, `originX` and `originY`.
   *
   * @param area - what `sweep` was given
   */
  split(area, out, from) {
    this.#snapP(area);
    this.#solveQ(area);
    const { x, y, corners, leftCorner: l, leftFraction: p, rightCorner: r, rightFraction: q } = this;
    const lNext = l + 1 === corners ? 0 : l + 1;
    const rNext = r === 0 ? corners - 1 : r - 1;
    const originX = x[l];
    const originY = y[l];
    const px = p * (x[lNext] - originX);
    const py = p * (y[lNext] - originY);
    const qx = x[r] - originX + q * (x[rNext] - x[r]);
    const qy = y[r] - originY + q * (y[rNext] - y[r]);
    let at = from;
    for (let k = r; ; k = k + 1 === corners ? 0 : k + 1) {
      out[at++] = x[k] - originX;
      out[at++] = y[k] - originY;
      if (k === l) break;
    }
    if (p > 0) {
      out[at++] = px;
      out[at++] = py;
    }
    if (q > 0) {
      out[at++] = qx;
      out[at++] = qy;
    }
    this.cutCorners = (at - from) / 2;
    const rest = at;
    if (p < 1) {
      out[at++] = px;
      out[at++] = py;
    }
    for (let k = lNext; ; k = k + 1 === corners ? 0 : k + 1) {
      out[at++] = x[k] - originX;
      out[at++] = y[k] - originY;
      if (k === rNext) break;
    }
    if (q < 1) {
      out[at++] = qx;
      out[at++] = qy;
    }
    this.restCorners = (at - rest) / 2;
    this.originX = originX;
    this.originY = originY;
  }
  /**
   * Moves P to a corner very near it; not to the tip itself, which would leave no triangle there. Near is meant
   * by the length of the cut as well as by that of the side: else a very short cut would turn.
   */
  #snapP(area) {
    const { leftCorner: l, leftFraction: p } = this;
    if (p >= SNAP && p <= 1 - SNAP) return;
    if (p < SNAP && l === this.rightCorner) return;
    this.#solveQ(area);
    const { x, y, corners, rightCorner: r, rightFraction: q } = this;
    const lNext = l + 1 === corners ? 0 : l + 1;
    const rNext = r === 0 ? corners - 1 : r - 1;
    const sideX = x[lNext] - x[l];
    const sideY = y[lNext] - y[l];
    const cutX = x[r] - x[l] + q * (x[rNext] - x[r]) - p * sideX;
    const cutY = y[r] - y[l] + q * (y[rNext] - y[r]) - p * sideY;
    const move = Math.min(p, 1 - p);
    const isNear = move * move * (sideX * sideX + sideY * sideY) <= SNAP * SNAP * (cutX * cutX + cutY * cutY);
    if (isNear) this.leftFraction = p < SNAP ? 0 : 1;
  }
  /**
   * Solves for Q with P held: triangles from P over the part cut off, added up until the area is reached. This
   * is linear, and sums only areas of the smaller part's own size.
   */
  #solveQ(area) {
    const { x, y, corners, leftCorner: l, leftFraction: p } = this;
    const lNext = l + 1 === corners ? 0 : l + 1;
    const originX = x[l];
    const originY = y[l];
    const px = p * (x[lNext] - originX);
    const py = p * (y[lNext] - originY);
    let missing = 2 * area;
    let ax = -px;
    let ay = -py;
    let k = l;
    for (let step = 0; ; step++) {
      const next = k === 0 ? corners - 1 : k - 1;
      const bx = x[next] - originX - px;
      const by = y[next] - originY - py;
      const twice = by * ax - bx * ay;
      if (twice >= missing || step === corners - 1) {
        this.rightCorner = k;
        const slack2 = SNAP_SOLVED * area;
        if (twice - missing <= slack2) this.rightFraction = 1;
        else this.rightFraction = missing <= slack2 ? 0 : missing / twice;
        return;
      }
      missing -= twice;
      k = next;
      ax = bx;
      ay = by;
    }
  }
};
function riseTo(area, width, topWidth, height) {
  if (!(height > 0)) return 0;
  const root = Math.sqrt(Math.max(0, width * width + 2 * (topWidth - width) / height * area));
  return Math.min(height, 2 * area / (width + root));
}

// src/engines/cuts/planners/candidates.ts
var STRIDE = 7;
var ALIKE2 = 1e-9;
var Candidates = class {
  constructor(most) {
    this.count = 0;
    this.#most = most;
    this.#data = new Float64Array(STRIDE * (most + 1));
  }
  #most;
  #data;
  clear() {
    this.count = 0;
  }
  /** Cost of the k-th cheapest. */
  cost(k) {
    return this.#data[STRIDE * k];
  }
  /** What the part cut off costs in the k-th cheapest. */
  costOfCut(k) {
    return this.#data[STRIDE * k + 1];
  }
  /** What a cut must cost less than to be taken in. */
  get limit() {
    return this.count < this.#most ? Infinity : this.#data[STRIDE * (this.count - 1)];
  }
  /** Takes the cutter's last sweep in, if it is cheap enough. */
  offer(cost, costOfCut, cutter, nx, ny) {
    if (!(cost < this.limit)) return;
    const data2 = this.#data;
    for (let k2 = 0; k2 < this.count; k2++) {
      if (Math.abs(data2[STRIDE * k2] - cost) <= ALIKE2 * cost) return;
    }
    let k = this.count < this.#most ? this.count++ : this.count - 1;
    for (; k > 0 && data2[STRIDE * (k - 1)] > cost; k--) {
      for (let at2 = STRIDE * k; at2 < STRIDE * (k + 1); at2++) data2[at2] = data2[at2 - STRIDE];
    }
    const at = STRIDE * k;
    data2[at] = cost;
    data2[at + 1] = costOfCut;
    data2[at + 2] = cutter.leftCorner;
    data2[at + 3] = cutter.leftFraction;
    data2[at + 4] = cutter.rightCorner;
    data2[at + 5] = nx;
    data2[at + 6] = ny;
  }
  /** Brings the cutter, still holding the same ring, back to the k-th cheapest cut, ready to split. */
  recall(k, cutter) {
    cutter.leftCorner = this.#data[STRIDE * k + 2];
    cutter.leftFraction = this.#data[STRIDE * k + 3];
    cutter.rightCorner = this.#data[STRIDE * k + 4];
  }
  normalX(k) {
    return this.#data[STRIDE * k + 5];
  }
  normalY(k) {
    return this.#data[STRIDE * k + 6];
  }
};

// src/engines/cuts/planners/look-ahead-planner.ts
var FEW_DIRECTIONS = 8;
var EVEN = 0.2;
var HOPE = 1.5;
var FIRST_SPREAD = 1.6;
var SPREAD = 1.3;
var MOST_CORNERS2 = 64;
var REFINEMENTS = 3;
var LookAheadPlanner = class {
  constructor(widths, keepOrder) {
    this.nx = 1;
    this.ny = 0;
    this.#meter = new CutMeter();
    this.#directions = new RingDirections();
    this.#turns = spreadTurns(DIRECTIONS);
    this.#fewTurns = spreadTurns(FEW_DIRECTIONS);
    this.#greedy = GreedyPlanner.shared;
    /** Place of the candidate that the last `followUp` found best. */
    this.#best = 0;
    this.#keepOrder = keepOrder;
    this.#levels = [...widths, 1].map((width) => ({
      cutter: new ConvexCutter(),
      candidates: new Candidates(width),
      parts: new Float64Array(128),
      light: 0,
      heavy: 0,
      area: 0,
      side: 0
    }));
  }
  #keepOrder;
  #levels;
  #meter;
  #directions;
  #turns;
  #fewTurns;
  #greedy;
  #forest;
  #best;
  plan(cutter, task) {
    if (cutter.corners > MOST_CORNERS2) {
      this.#planGreedily(cutter, task);
      return;
    }
    this.#forest = task.forest;
    const level = this.#begin(0, task.light, task.heavy, task.area, task.side);
    const { candidates } = level;
    const directions = this.#directions;
    directions.takeSides(cutter);
    directions.addTurns(this.#turns);
    this.#measure(level, cutter, false, Infinity);
    if (candidates.count === 0) {
      this.#planGreedily(cutter, task);
      return;
    }
    let best = 0;
    if (this.#isLast(0)) this.#refine(cutter);
    else {
      this.#followUp(0, cutter, Infinity);
      best = this.#best;
    }
    candidates.recall(best, cutter);
    this.nx = candidates.normalX(best);
    this.ny = candidates.normalY(best);
  }
  #planGreedily(cutter, task) {
    this.#greedy.plan(cutter, task);
    this.nx = this.#greedy.nx;
    this.ny = this.#greedy.ny;
  }
  #begin(depth, light, heavy, area, side) {
    const forest = this.#forest;
    const level = this.#levels[depth];
    level.light = forest.splitOf(light);
    level.heavy = forest.splitOf(heavy);
    level.area = area;
    level.side = side;
    return level;
  }
  /** Whether the parts at this depth are not cut in turn. */
  #isLast(depth) {
    const { light, heavy } = this.#levels[depth];
    return depth === this.#levels.length - 1 || this.#forest.isLeaf(light) && this.#forest.isLeaf(heavy);
  }
  /** The least that a part which is no leaf is expected to cost: two parts that are nearly square. */
  #hope(part) {
    const forest = this.#forest;
    const [first2, second] = [forest.first[part - forest.cells], forest.second[part - forest.cells]];
    return HOPE * (factorOf(forest, first2) + factorOf(forest, second));
  }
  /**
   * Measures the cuts of the ring in `cutter` in all the directions. Gathers the cheapest as candidates, or, at a
   * `glance`, only returns the least that one costs, or `limit`.
   */
  #measure({ candidates, light, heavy, area, side }, cutter, glance, limit) {
    const { x, y, count: count2 } = this.#directions;
    const meter = this.#meter;
    let least = limit;
    meter.load(cutter);
    meter.setParts(this.#forest, light, heavy, LEAF);
    candidates.clear();
    for (let k = 0; k < count2; k++) {
      cutter.aim(x[k], y[k]);
      for (let sign = side < 0 ? -1 : 1; ; sign = -1) {
        cutter.sweep(sign, area);
        meter.limit = glance ? least : candidates.limit;
        meter.measure(cutter, area);
        if (meter.cost < meter.limit) {
          if (glance) least = meter.cost;
          else candidates.offer(meter.cost, meter.costOfCut, cutter, sign * x[k], sign * y[k]);
        }
        if (sign < 0 || side > 0) break;
      }
    }
    return least;
  }
  /** Cuts the parts of each candidate in turn; returns the least that comes to, or `limit`, and notes the best. */
  #followUp(depth, cutter, limit) {
    const level = this.#levels[depth];
    const { candidates, light, heavy } = level;
    const lightIsLeaf = this.#forest.isLeaf(light);
    const heavyIsLeaf = this.#forest.isLeaf(heavy);
    const lightHope = lightIsLeaf ? 0 : this.#hope(light);
    const heavyHope = heavyIsLeaf ? 0 : this.#hope(heavy);
    const most = (depth === 0 ? FIRST_SPREAD : SPREAD) * candidates.cost(0);
    let best = 0;
    let least = limit;
    for (let k = 0; k < candidates.count && candidates.cost(k) <= most; k++) {
      const costOfCut = candidates.costOfCut(k);
      let cost = lightIsLeaf ? costOfCut : lightHope;
      cost += heavyIsLeaf ? candidates.cost(k) - costOfCut : heavyHope;
      if (cost >= least) continue;
      candidates.recall(k, cutter);
      const parts = this.#split(level, cutter);
      const { cutCorners, restCorners } = cutter;
      if (!heavyIsLeaf) {
        const room = least - cost + heavyHope;
        cost += this.#lookAt(depth + 1, parts, 2 * cutCorners, restCorners, heavy, room) - heavyHope;
      }
      if (!lightIsLeaf && cost < least) {
        const room = least - cost + lightHope;
        cost += this.#lookAt(depth + 1, parts, 0, cutCorners, light, room) - lightHope;
      }
      if (cost < TIE * least) {
        least = cost;
        best = k;
      }
    }
    this.#best = best;
    return least;
  }
  /** What it costs to cut a part as well as can be seen from here, or `limit`. */
  #lookAt(depth, points, from, corners, part, limit) {
    const forest = this.#forest;
    const { cutter } = this.#levels[depth];
    cutter.load(points, from, corners);
    forest.weigh(part);
    const { share } = forest;
    const side = this.#keepOrder ? forest.isLightFirst ? 1 : -1 : 0;
    const level = this.#begin(depth, forest.light, forest.heavy, cutter.area * share, side);
    const directions = this.#directions;
    directions.takeSides(cutter);
    if (share < EVEN) directions.addTurns(this.#fewTurns);
    const isLast = this.#isLast(depth);
    const least = this.#measure(level, cutter, isLast, limit);
    return isLast ? least : this.#followUp(depth, cutter, limit);
  }
  /** Turns the best cut a little to either side, less and less, while that makes it better. */
  #refine(cutter) {
    const { candidates, area } = this.#levels[0];
    const meter = this.#meter;
    let angle = Math.PI / 32;
    for (let step = 0; step < REFINEMENTS; step++, angle /= 2) {
      for (const turn of [angle, -angle]) {
        const cos = Math.cos(turn);
        const sin = Math.sin(turn);
        const x = candidates.normalX(0);
        const y = candidates.normalY(0);
        const nx = x * cos - y * sin;
        const ny = y * cos + x * sin;
        cutter.aim(nx, ny);
        cutter.sweep(1, area);
        meter.limit = candidates.cost(0);
        meter.measure(cutter, area);
        if (meter.cost < meter.limit) {
          candidates.offer(meter.cost, meter.costOfCut, cutter, nx, ny);
          break;
        }
      }
    }
  }
  #split(level, cutter) {
    level.parts = grown(level.parts, 4 * cutter.corners + 8);
    cutter.split(level.area, level.parts, 0);
    return level.parts;
  }
};

// src/engines/cuts/family-cutter.ts
var CutStack = class {
  constructor() {
    this.cutter = new ConvexCutter();
    this.part = new Int32Array(64);
    this.corners = new Int32Array(64);
    this.x = new Float64Array(64);
    this.y = new Float64Array(64);
    this.points = new Float64Array(1024);
  }
  push(at, part, corners, x, y) {
    this.part[at] = part;
    this.corners[at] = corners;
    this.x[at] = x;
    this.y[at] = y;
  }
  /** Makes room for a stack of `entries` parts and `numbers` coordinates. */
  reserve(entries, numbers) {
    if (entries > this.part.length) growAll(this, ["part", "corners", "x", "y"], entries);
    if (numbers > this.points.length) this.points = grown(this.points, numbers);
  }
};
var shared;
var FamilyCutter = class {
  #forest;
  #planner;
  #keepOrder;
  #stack = shared ??= new CutStack();
  #task;
  constructor(forest, planner, keepOrder = false) {
    this.#forest = forest;
    this.#planner = planner;
    this.#keepOrder = keepOrder;
    this.#task = { forest, light: 0, heavy: 0, area: 0, side: 0 };
  }
  /**
   * Cuts `room`, which is `part` of the forest, and hands each cell and each group to `sink`, in the frame of the
   * family's room. A sink may cut nothing itself.
   *
   * @param show - where given, is shown the parts that are cut further, too
   */
  cut(room, part, sink, show2) {
    const { cells, isGroup } = this.#forest;
    const stack = this.#stack;
    const { x = 0, y = 0 } = room;
    let used = 2 * room.corners;
    stack.reserve(1, used);
    for (let k = 0; k < used; k++) stack.points[k] = room.points[k];
    stack.push(0, part, room.corners, 0, 0);
    for (let top = 0; top >= 0; ) {
      const piece = stack.part[top];
      const corners = stack.corners[top];
      const from = used - 2 * corners;
      if (piece < cells || isGroup[piece - cells] === 1) {
        sink.set(piece, x + stack.x[top], y + stack.y[top], stack.points, from, corners);
        used = from;
        top--;
      } else {
        show2?.set(piece, x + stack.x[top], y + stack.y[top], stack.points, from, corners);
        stack.reserve(top + 2, from + 4 * corners + 8);
        used = this.#divide(top, piece, corners, from);
        top++;
      }
    }
  }
  /** Replaces the part on top of the stack by its two parts, the heavier one on top; returns the numbers used. */
  #divide(top, part, corners, from) {
    const forest = this.#forest;
    const stack = this.#stack;
    const { cutter, points } = stack;
    const cut = part - forest.cells;
    forest.weigh(part);
    const { light, heavy, share } = forest;
    const sign = forest.isLightFirst ? 1 : -1;
    const x = stack.x[top] + points[from];
    const y = stack.y[top] + points[from + 1];
    cutter.load(points, from, corners);
    const area = cutter.area * share;
    if (Number.isNaN(forest.normalX[cut])) {
      const task = this.#task;
      task.light = light;
      task.heavy = heavy;
      task.area = area;
      task.side = this.#keepOrder ? sign : 0;
      this.#planner.plan(cutter, task);
      forest.normalX[cut] = sign * this.#planner.nx;
      forest.normalY[cut] = sign * this.#planner.ny;
    } else {
      cutter.aim(forest.normalX[cut], forest.normalY[cut]);
      cutter.sweep(sign, area);
    }
    cutter.split(area, points, from);
    stack.push(top, light, cutter.cutCorners, x + cutter.originX, y + cutter.originY);
    stack.push(top + 1, heavy, cutter.restCorners, x + cutter.originX, y + cutter.originY);
    return from + 2 * (cutter.cutCorners + cutter.restCorners);
  }
};

// src/engines/cuts/rows/row-finder.ts
var SHORT_SIDE2 = 0.02;
var TIE2 = 1e-12;
var turns;
var RowFinder = class {
  constructor(rule) {
    /** What is left of the room. */
    this.rest = new ConvexCutter();
    /** Sum of the weights from each cell on, added up from the lightest. */
    this.after = new Float64Array(65);
    /** The two parts of what was left, after {@link cutOff}. */
    this.points = new Float64Array(256);
    // The row found last: the normal from it into the rest, how many cells it takes, and how thin the worst of them is.
    this.nx = 1;
    this.ny = 0;
    this.taken = 0;
    this.worst = 0;
    this.#directions = turns ??= spreadTurns(16);
    this.#weight = new Float64Array(0);
    this.#count = 0;
    /** Extent of what is left along the normal. */
    this.#extent = 0;
    this.#rule = rule;
  }
  #rule;
  #directions;
  #weight;
  #count;
  #extent;
  /** Begins with a room and the weights of its cells, from heavy to light. */
  begin(room, corners, weight, count2) {
    this.rest.load(room, 0, corners);
    this.#weight = weight;
    this.#count = count2;
    this.after = grown(this.after, count2 + 1);
    this.after[count2] = 0;
    for (let k = count2 - 1; k >= 0; k--) this.after[k] = this.after[k + 1] + weight[k];
  }
  /** Finds the row for the cells from `from` on, at the end of what is left where it is fatter. */
  find(from) {
    this.#findLongest();
    const { nx, ny } = this;
    this.rest.aim(nx, ny);
    this.#growRow(from, 1);
    if (this.rest.isBox) return;
    const { taken, worst } = this;
    this.#growRow(from, -1);
    if (worst <= (1 + this.#rule.tie) * this.worst) {
      this.taken = taken;
      this.worst = worst;
    } else {
      this.nx = -nx;
      this.ny = -ny;
    }
  }
  /** Cuts an area off what is left, on the row's side or on the other: the part cut off comes first in `points`. */
  cutOff(area, isRow) {
    const { rest } = this;
    rest.aim(this.nx, this.ny);
    rest.sweep(isRow ? 1 : -1, area);
    this.points = grown(this.points, 4 * rest.corners + 8);
    rest.split(area, this.points, 0);
  }
  /** Goes on with one of the two parts. */
  goOn(isCutOff) {
    const { rest } = this;
    if (isCutOff) rest.load(this.points, 0, rest.cutCorners);
    else rest.load(this.points, 2 * rest.cutCorners, rest.restCorners);
  }
  /**
   * Takes cells into a row at one end until the worst gets worse. The first is taken however thin it gets: a row of
   * none would leave the rest as it is, for ever.
   */
  #growRow(from, sign) {
    const weight = this.#weight;
    const perWeight = this.rest.area / this.after[from];
    const most = weight[from] * perWeight;
    let sum = 0;
    let worst = Infinity;
    let k = from;
    for (; k < this.#count; k++) {
      sum += weight[k];
      const depth = this.#depthOf(k + 1 < this.#count ? sum * perWeight : this.rest.area, sign);
      const worse = this.#rule.worst(depth * depth, most, weight[k] * perWeight);
      if (worse > worst * (1 + TIE2)) break;
      worst = worse;
    }
    this.worst = worst;
    this.taken = k - from;
  }
  /** How deep a row of this area is at one end of what is left. */
  #depthOf(area, sign) {
    const { rest } = this;
    if (rest.isBox) return area / rest.area * this.#extent;
    rest.sweep(sign, area);
    return rest.depth;
  }
  /**
   * The direction across which rows are laid: the one in which what is left is longest, among the normals of its
   * sides, or among fixed directions where all sides are short.
   */
  #findLongest() {
    const { x, y, corners } = this.rest;
    this.#extent = 0;
    let around = 0;
    for (let k = 0, j = corners - 1; k < corners; j = k++) around += Math.hypot(x[k] - x[j], y[k] - y[j]);
    for (let k = 0, j = corners - 1; k < corners; j = k++) {
      const dx = x[k] - x[j];
      const dy = y[k] - y[j];
      const length = Math.hypot(dx, dy);
      if (length > SHORT_SIDE2 * around) this.#try(dy / length, -dx / length);
    }
    if (this.#extent > 0) return;
    const { cos, sin } = this.#directions;
    for (let k = 0; k < cos.length; k++) this.#try(cos[k], sin[k]);
  }
  #try(nx, ny) {
    const extent = this.rest.extent(nx, ny);
    if (extent * (1 - TIE2) <= this.#extent) return;
    this.#extent = extent;
    this.nx = nx;
    this.ny = ny;
  }
};

// src/engines/cuts/rows/row-planner.ts
var USUAL_COST = 1.125 ** 3;
function rowPlanner(forest) {
  const rows = new RowFinder({
    worst: (squared, most, least) => Math.max(squared / least + least / squared, squared / most + most / squared),
    tie: 0
  });
  const rest = new CutTree();
  return (room, places, family, tail) => {
    family.sortLeaves();
    const { count: count2, child, weight } = family;
    rows.begin(room.points, room.corners, weight, count2);
    let next = places.length - 1;
    let wasBox = true;
    let cost = 0;
    for (let from = 0; from < count2; from += rows.taken) {
      const left = count2 - from;
      if (left <= Math.max(tail, 1)) {
        rest.takeSome(family, from, count2);
        forest.rejoin(places, rest.join("huffman"));
        cost += left * USUAL_COST;
        break;
      }
      wasBox &&= rows.rest.isBox;
      rows.find(from);
      const { taken, nx, ny } = rows;
      cost += taken * (rows.worst / 2) ** 3;
      if (taken < left) {
        const cut = next--;
        const rowPart = taken === 1 ? child[from] : places[next];
        const restPart = left - taken === 1 ? child[from + taken] : places[next - (taken - 1)];
        forest.write(places[cut], rowPart, restPart, rows.after[from], nx, ny);
        cutRow(rows, weight, from);
      }
      writeRow(forest, rows, family, from, places.subarray(next - (taken - 2), next + 1));
      next -= taken - 1;
    }
    return wasBox ? cost / count2 : Infinity;
  };
}
function cutRow(rows, weight, from) {
  const end = from + rows.taken;
  const whole = rows.after[from];
  const left = rows.after[end];
  const rowIsLight = whole - left <= left;
  let row = 0;
  for (let k = end - 1; k >= from; k--) row += weight[k];
  rows.cutOff(rows.rest.area * ((rowIsLight ? row : left) / whole), rowIsLight);
  rows.goOn(!rowIsLight);
}
function writeRow(forest, { taken, nx, ny }, { child, weight }, from, places) {
  let sum = weight[from + taken - 1];
  let part = child[from + taken - 1];
  for (let k = 0, c = from + taken - 2; c >= from; k++, c--) {
    sum += weight[c];
    forest.write(places[k], child[c], part, sum, -ny, nx);
    part = places[k];
  }
}

// src/engines/cuts/greedy-divider.ts
var ROWS_FROM = 24;
var ALIKE3 = 1.3;
var MOSTLY = 0.75;
var TAIL = 6;
var LONG_TAIL = 3;
var ROUND = 8;
var GOOD_ROWS = 1.03;
function greedyDivider({ childCount, firstChild, weight }, forest, planner, keepOrder) {
  const cutter = new FamilyCutter(forest, planner, keepOrder);
  const cost = new CellCost(forest);
  let leaves;
  let planRows;
  function repeat(_i, part, room, sink) {
    cutter.cut(room, part, sink);
    return true;
  }
  function plan(i, part, room, sink) {
    if (!keepOrder && (childCount[i] >= ROWS_FROM || childCount[i] > 2 && areAlike(i))) {
      tryRows(i, part, room);
    }
    return repeat(i, part, room, sink);
  }
  function tryRows(i, part, room) {
    const places = forest.read(i, part, leaves ??= new CutTree());
    const isAlike = areAlike(i);
    if (!isAlike && !suitsRows()) return;
    const isRound = room.corners > ROUND;
    const tails = isAlike || room.corners === 4 ? [0, TAIL] : [TAIL];
    if (isRound) tails.push(LONG_TAIL * Math.ceil(Math.sqrt(places.length)));
    let restoreBest = null;
    let least = Infinity;
    planRows ??= rowPlanner(forest);
    for (const tail of tails) {
      const known2 = planRows(room, places, leaves, tail);
      if (known2 <= GOOD_ROWS) return;
      const sum = measure3(room, part);
      if (sum <= GOOD_ROWS * cost.least) return;
      if (sum >= least) continue;
      least = sum;
      restoreBest = forest.remember(places);
    }
    forest.rejoin(places, leaves.join("huffman"));
    if (restoreBest && measure3(room, part) > least) restoreBest();
  }
  function areAlike(i) {
    const [first2, end] = [firstChild[i], firstChild[i] + childCount[i]];
    let least = Infinity;
    let most = 0;
    for (let c = first2; c < end; c++) {
      if (childCount[c] > 0) return false;
      if (weight[c] < least) least = weight[c];
      if (weight[c] > most) most = weight[c];
    }
    return most <= ALIKE3 * least;
  }
  function suitsRows() {
    const { count: count2, child } = leaves;
    let ends2 = 0;
    for (let k = 0; k < count2; k++) if (childCount[child[k]] === 0) ends2++;
    return ends2 >= ROWS_FROM && ends2 >= MOSTLY * count2;
  }
  function measure3(room, part) {
    cost.clear();
    cutter.cut(room, part, cost);
    return cost.sum;
  }
  return { plan, repeat };
}
function rowDivider(forest) {
  const cutter = new FamilyCutter(forest, GreedyPlanner.shared);
  const planRows = rowPlanner(forest);
  const leaves = new CutTree();
  return {
    plan(i, part, room, sink) {
      const places = forest.read(i, part, leaves);
      if (places.length > 0) planRows(room, places, leaves, 0);
      cutter.cut(room, part, sink);
      return true;
    },
    repeat(_i, part, room, sink) {
      cutter.cut(room, part, sink);
      return true;
    }
  };
}

// src/engines/cuts/carry-over.ts
var NONE = -1;
function carryOver({ tree: oldTree, memory, match, stretch }, tree, joining) {
  const { weight, firstChild, childCount } = tree;
  const old = new CutForest(oldTree, memory.forest);
  const forest = new CutForest(tree);
  const family = new CutTree();
  const now = new Int32Array(2 * oldTree.size).fill(NONE);
  for (let i = 0; i < tree.size; i++) {
    if (childCount[i] === 0) continue;
    forest.top[i] = match[i] === NONE ? NONE : carryFamily(i, match[i]);
    if (forest.top[i] === NONE) forest.joinFamily(i, joining, family);
  }
  return forest;
  function carryFamily(i, twin) {
    const top = old.top[twin];
    if (top === NONE || !placeChildren(i, twin)) return NONE;
    if (top >= old.cells) {
      for (let part = top - old.cutsIn(twin) + 1; part <= top; part++) now[part] = carryCut(part - old.cells);
    }
    return now[top];
  }
  function placeChildren(i, twin) {
    const oldFirst = oldTree.firstChild[twin];
    const oldEnd = oldFirst + oldTree.childCount[twin];
    now.fill(NONE, oldFirst, oldEnd);
    family.clear();
    let host = NONE;
    for (let c = firstChild[i]; c < firstChild[i] + childCount[i]; c++) {
      if (!(weight[c] > 0)) continue;
      const known2 = match[c];
      if (known2 >= oldFirst && known2 < oldEnd && oldTree.weight[known2] > 0 && now[known2] === NONE) {
        now[known2] = c;
        if (host === NONE || weight[c] > weight[now[host]]) host = known2;
      } else family.push(c, weight[c]);
    }
    if (host === NONE) return false;
    if (family.count > 0) now[host] = forest.append(now[host], forest.add(family.join("huffman")), NaN, NaN);
    return true;
  }
  function carryCut(cut) {
    const first2 = now[old.first[cut]];
    const second = now[old.second[cut]];
    const isKept = first2 !== NONE && second !== NONE;
    const left = first2 === NONE ? second : first2;
    const part = isKept ? forest.append(first2, second, ...stretched(old.normalX[cut], old.normalY[cut])) : left;
    if (part >= forest.cells && old.isGroup[cut] === 1) forest.isGroup[part - forest.cells] = 1;
    return part;
  }
  function stretched(x, y) {
    const [across, down] = stretch;
    if (across === down) return [x, y];
    const length = Math.hypot(x / across, y / down);
    return [x / across / length, y / down / length];
  }
}

// src/engines/cuts/part-search.ts
var LARGER = 2;
var MOST_WORK = 4;
var NO_PLANNER = { nx: NaN, ny: NaN, plan() {
} };
function partSearch(forest, wrong) {
  const { cells, first: first2, second, top } = forest;
  const cutter = new FamilyCutter(forest, NO_PLANNER);
  const counts = new Int32Array(2 * cells).fill(1, 0, cells);
  const tried = new Int32Array(2 * cells);
  const rooms = /* @__PURE__ */ new Map();
  const noteRoom = {
    set(part, x, y, points, from, corners) {
      if (wrong[part] === 0) return;
      rooms.set(part, { x, y, points: points.slice(from, from + 2 * corners), corners });
    }
  };
  return (i, whole, mend) => {
    const last = top[i];
    if (last < cells) return;
    const from = last - forest.cutsIn(i) + 1;
    for (let part = from; part <= last; part++) {
      const [a, b] = [first2[part - cells], second[part - cells]];
      wrong[part] = wrong[a] | wrong[b];
      counts[part] = counts[a] + counts[b];
    }
    if (wrong[last] === 0) return;
    rooms.clear();
    cutter.cut(whole, last, noteRoom, noteRoom);
    let work = 0;
    for (let part = from; part <= last; part++) {
      const [a, b] = [first2[part - cells], second[part - cells]];
      const room = rooms.get(part);
      const count2 = counts[part];
      const before2 = wrong[a] | wrong[b];
      wrong[part] = before2;
      tried[part] = Math.max(tried[a], tried[b]);
      if (before2 === 0 || !room) continue;
      const isLarger = count2 >= LARGER * tried[part];
      if (part !== last && !(isLarger && work + count2 <= MOST_WORK * counts[last])) continue;
      work += count2;
      wrong[part] = mend(part, room, before2);
      if (wrong[part] === before2) tried[part] = count2;
    }
  };
}

// src/engines/cuts/ring-buffer.ts
var RingBuffer = class {
  #count = 0;
  #first = 0;
  /** Place in the buffer, counted from 1, of the last cell of each node from `first` on; 0 for none. */
  #last = new Int32Array(64);
  #node = new Int32Array(64);
  #start = new Int32Array(65);
  #place = new Float64Array(128);
  #points = new Float64Array(1024);
  /** Begins with the cells of nodes `first` … `end` − 1. */
  begin(first2, end) {
    this.#first = first2;
    this.#last = grown(this.#last, end - first2).fill(0, 0, end - first2);
    this.#count = 0;
    this.#start[0] = 0;
  }
  set(i, x, y, points, from, corners) {
    const k = this.#count++;
    const start = this.#start[k];
    const end = start + 2 * corners;
    this.#node = grown(this.#node, k + 1);
    this.#start = grown(this.#start, k + 2);
    this.#place = grown(this.#place, 2 * k + 2);
    this.#points = grown(this.#points, end);
    this.#node[k] = i;
    this.#last[i - this.#first] = k + 1;
    this.#place[2 * k] = x;
    this.#place[2 * k + 1] = y;
    for (let n = 0; n < 2 * corners; n++) this.#points[start + n] = points[from + n];
    this.#start[k + 1] = end;
  }
  /** Hands all on. */
  writeTo(sink) {
    for (let k = 0; k < this.#count; k++) {
      const node = this.#node[k];
      if (this.#last[node - this.#first] !== k + 1) continue;
      const start = this.#start[k];
      const corners = (this.#start[k + 1] - start) / 2;
      sink.set(node, this.#place[2 * k], this.#place[2 * k + 1], this.#points, start, corners);
    }
  }
};

// src/engines/cuts/thin-cells.ts
var SLIVER = 1e4;
var THINNER_THAN_ALLOWED = 1;
var THINNER_THAN_PROVEN = 2;
function watchThinCells(earlier, proven = null) {
  const allowed = earlier && !earlier.keepsAll ? growthLimit(earlier) : null;
  return (i, points, from, corners) => {
    const asp = aspectRatio(points, from, corners);
    const isProven = !proven || asp <= proven(i);
    const isAllowed = asp <= (allowed ? Math.min(allowed(i), SLIVER) : Infinity);
    return (isProven ? 0 : THINNER_THAN_PROVEN) | (isAllowed ? 0 : THINNER_THAN_ALLOWED);
  };
}

// src/engines/cuts/repair.ts
function repeatFamilies({ firstChild, childCount, size }, cells, forest, earlier, joining, divider, isAnew) {
  const tooThin = watchThinCells(earlier);
  const wrong = new Uint8Array(2 * size);
  const searchParts = partSearch(forest, wrong);
  const leaves = new CutTree();
  const buffer = new RingBuffer();
  const trial2 = new RingBuffer();
  const wasMakeshift = new Uint8Array(earlier.tree.size);
  for (const i of earlier.memory.fallbacks ?? []) wasMakeshift[i] = 1;
  return (i, top, room) => {
    const first2 = firstChild[i];
    const end = first2 + childCount[i];
    if (isAnew[i] === 1 || !forest.isPlanned(top)) {
      isAnew.fill(1, first2, end);
      return planAnew(i, top, room, cells);
    }
    buffer.begin(first2, end);
    let isSound2 = divider.repeat(i, top, room, buffer) && wasMakeshift[earlier.match[i]] !== 1;
    if (hasThin(buffer, wrong)) {
      searchParts(i, room, (part, partRoom, before2) => {
        if (part !== top) return tryAnew(i, part, partRoom) ? 0 : before2;
        isAnew.fill(1, first2, end);
        isSound2 = planAnew(i, top, room, buffer);
        return 0;
      });
    }
    buffer.writeTo(cells);
    return isSound2;
  };
  function planAnew(i, part, room, sink) {
    forest.joinAnew(i, part, joining, leaves);
    return divider.plan(i, part, room, sink);
  }
  function tryAnew(i, part, room) {
    const restore = forest.remember(forest.read(i, part, leaves));
    trial2.begin(firstChild[i], firstChild[i] + childCount[i]);
    if (!planAnew(i, part, room, trial2) || hasThin(trial2)) {
      restore();
      return false;
    }
    trial2.writeTo({
      set: (c, ...cell) => {
        isAnew[c] = 1;
        buffer.set(c, ...cell);
      }
    });
    return true;
  }
  function hasThin(buffered, note) {
    let isSome = false;
    buffered.writeTo({
      set: (i, _x, _y, points, from, corners) => {
        const found = tooThin(i, points, from, corners);
        if (note) note[i] = found;
        if (found !== 0) isSome = true;
      }
    });
    return isSome;
  }
}

// src/engines/cuts/lay-out.ts
function divideAlong(forest, tree, cells, earlier, joining, divider) {
  const isAnew = new Uint8Array(earlier ? tree.size : 0);
  const repeat = earlier && repeatFamilies(tree, cells, forest, earlier, joining, divider, isAnew);
  const fallbacks = [];
  eachRoom(tree, cells, forest, (i, top, room) => {
    const isSound2 = repeat ? repeat(i, top, room) : divider.plan(i, top, room, cells);
    if (!isSound2) fallbacks.push(i);
  });
  const first2 = tree.firstChild[0];
  const isAllAnew = isAnew.subarray(first2, first2 + tree.childCount[0]).every((is, k) => is === 1 || tree.weight[first2 + k] === 0);
  return { fallbacks: Int32Array.from(fallbacks), isAllAnew };
}
var USUAL_ROOM = 8;
function eachRoom(tree, cells, forest, divide, only) {
  const room = { corners: 0, points: new Float64Array(USUAL_ROOM) };
  eachFamily(tree, (i) => {
    if (!only || only[i] === 1) divideRoom(tree, cells, forest, i, room, divide, cells);
  });
}
function divideRoom({ firstChild, childCount, weight }, cells, forest, i, room, divide, sink) {
  cells.open(i, room);
  const top = room.corners > 0 ? forest.top[i] : -1;
  const first2 = firstChild[i];
  for (let c = first2; c < first2 + childCount[i]; c++) {
    if (top < 0 || weight[c] === 0) sink.set(c, 0, 0, room.points, 0, 0);
  }
  if (top >= 0) divide(i, top, room);
  cells.close(i);
}

// src/engines/cuts/draft.ts
var Draft = class _Draft {
  #tree;
  #joining;
  #limits;
  #room = { corners: 0, points: new Float64Array(0) };
  #leaves = new CutTree();
  /**
   * Takes over a layout.
   *
   * @param asp - of each node; 0 for empty cells
   * @param limits - null where nothing is promised
   */
  constructor(tree, cells, forest, asp, joining, limits) {
    this.#tree = tree;
    this.#joining = joining;
    this.#limits = limits;
    this.forest = forest;
    this.cells = cells;
    this.asp = asp;
    this.sink = {
      set(i, x, y, points, from, corners) {
        cells.set(i, x, y, points, from, corners);
        asp[i] = corners > 0 ? aspectRatio(points, from, corners) : 0;
      }
    };
  }
  /** A draft of which nothing is laid out yet, with the padding of other cells. */
  static begin(tree, region, { padding }, joining, limits) {
    const cells = convexCells.makeCells(tree, region, padding);
    const forest = CutForest.build(tree, joining);
    return new _Draft(tree, cells, forest, new Float64Array(tree.size), joining, limits);
  }
  /** Lays out what lies in node i. */
  layOut(i, divider) {
    this.#each(i, (family, top, room) => divider.plan(family, top, room, this.sink));
  }
  /** Joins all cuts in node i anew and lays it out. */
  layOutAnew(i, divider) {
    const { forest } = this;
    this.#each(i, (family, top, room) => {
      forest.joinAnew(family, top, this.#joining, this.#leaves);
      divider.plan(family, top, room, this.sink);
    });
  }
  /** Makes the cells in node i again after their cuts have changed. */
  repeat(i, divider) {
    this.#each(i, (family, top, room) => divider.repeat(family, top, room, this.sink));
  }
  /** Brings all cells within their limits. */
  keepLimits() {
    this.#limits?.keep(this.cells, this.forest, this.asp, this.sink);
  }
  /** A function that puts the cuts in node i back as they are now. */
  remember(i) {
    const { forest } = this;
    const restore = [];
    this.#eachRange(i, (first2, end) => {
      for (let family = first2; family < end; family++) {
        const top = forest.top[family];
        if (this.#tree.childCount[family] > 0 && top >= forest.cells)
          restore.push(forest.remember(forest.read(family, top, this.#leaves)));
      }
    });
    return () => {
      for (const put of restore) put();
    };
  }
  /** How fat the leaves in node i are. */
  fatness(i) {
    const { asp } = this;
    const limits = this.#limits;
    const { childCount } = this.#tree;
    let [sum, count2, max] = [0, 0, 0];
    this.#eachRange(i, (first2, end) => {
      for (let k = first2; k < end; k++) {
        const own = asp[k];
        if (limits && !limits.allows(k, own)) max = Infinity;
        if (childCount[k] > 0 || own === 0) continue;
        sum += own;
        count2++;
        if (!(own <= max)) max = own;
      }
    });
    return { sum, count: count2, max };
  }
  #each(i, divide) {
    this.#eachRange(i, (first2, end) => {
      for (let family = first2; family < end; family++) {
        if (this.#tree.childCount[family] > 0)
          divideRoom(this.#tree, this.cells, this.forest, family, this.#room, divide, this.sink);
      }
    });
  }
  /** Visits the nodes in node i, its own included, level by level: those of a level have numbers in a row. */
  #eachRange(i, visit) {
    const { firstChild, childCount } = this.#tree;
    for (let first2 = i, end = i + 1; first2 < end; ) {
      visit(first2, end);
      let [below, last] = [end, end];
      for (let k = end - 1; k >= first2; k--) {
        if (childCount[k] === 0) continue;
        if (last === end) last = firstChild[k] + childCount[k];
        below = firstChild[k];
      }
      [first2, end] = [below, last];
    }
  }
};

// src/engines/cuts/fattest.ts
var ROUNDING2 = 1e-13;
var LARGER2 = 2;
var MOST_WORK2 = 2;
function layOutFattest(tree, ways, make, rival, first2) {
  const leaves = countLeaves(tree);
  let best = first2 ?? lay(ways[0]);
  if (rival && meanOf(best.fatness(0)) > rival.mean) best = fatter(lay(rival.way), rival.way, best, ways[0]);
  for (let k = 1; k < ways.length; k++) best = fatter(best, ways[k - 1], lay(ways[k]), ways[k]);
  return best;
  function fatter(before2, wayBefore, next, way) {
    const least = before2.fatness(0);
    if (isNoWorse(next.fatness(0), least) || giveUpThin(next, least, wayBefore)) return next;
    improve(before2, least, way);
    return before2;
  }
  function lay(way) {
    const draft = make();
    draft.layOut(0, way(draft.forest));
    draft.keepLimits();
    return draft;
  }
  function giveUpThin(draft, least, way) {
    const { parent } = tree;
    const divider = way(draft.forest);
    const allowed = least.max * (1 + ROUNDING2);
    let work = 0;
    for (let leaf = 1; leaf < tree.size; leaf++) {
      let tried = 0;
      for (let i = parent[leaf]; !(draft.asp[leaf] <= allowed) || tried > 0; i = parent[i]) {
        if (i === 0) return false;
        if (leaves[i] < LARGER2 * tried) continue;
        work += leaves[i];
        if (work > MOST_WORK2 * leaves[0]) return false;
        draft.layOutAnew(i, divider);
        if (draft.fatness(i).max <= allowed) break;
        tried = leaves[i];
      }
    }
    draft.keepLimits();
    return isNoWorse(draft.fatness(0), least);
  }
  function improve(draft, { max }, way) {
    const { firstChild, childCount } = tree;
    const divider = way(draft.forest);
    const open = [];
    const openChildren = (i) => {
      for (let c = firstChild[i]; c < firstChild[i] + childCount[i]; c++)
        if (childCount[c] > 0) open.push(c);
    };
    openChildren(0);
    let work = 0;
    for (let i = open.pop(); i !== void 0; i = open.pop()) {
      work += leaves[i];
      if (work > MOST_WORK2 * leaves[0]) return;
      const before2 = draft.fatness(i);
      const restore = draft.remember(i);
      draft.layOutAnew(i, divider);
      const after2 = draft.fatness(i);
      if (after2.sum <= before2.sum && after2.max <= max) continue;
      restore();
      draft.repeat(i, divider);
      openChildren(i);
    }
  }
}
function meanOf({ sum, count: count2 }) {
  return sum / count2;
}
function isNoWorse(a, b) {
  return meanOf(a) <= meanOf(b) * (1 + ROUNDING2) && a.max <= b.max * (1 + ROUNDING2);
}
function countLeaves({ size, parent, childCount }) {
  const leaves = new Int32Array(size);
  for (let i = size - 1; i >= 0; i--) {
    if (childCount[i] === 0) leaves[i] = 1;
    if (i > 0) leaves[parent[i]] += leaves[i];
  }
  return leaves;
}

// src/engines/cuts/angular/edge-directions.ts
var SAME_DIRECTION = 1e-7;
var ROUNDING3 = 1e-15;
var MOST_TURN = 0.1;
var SHORT2 = -2;
var EdgeDirections = class {
  constructor() {
    this.count = 0;
    /** Unit vector of each direction. */
    this.x = new Float64Array(16);
    this.y = new Float64Array(16);
    /** Number of edges that have each direction. */
    this.edges = new Int32Array(16);
    /** Direction of the edge that begins at each corner, or −1 if it is too short to have one. */
    this.of = new Int32Array(16);
  }
  /** Takes the ring in `cutter`. The axes are (`axisX`, `axisY`) and what is perpendicular to it. */
  load({ x, y, corners, width, height }, axisX, axisY) {
    if (corners + 2 > this.x.length) growAll(this, ["x", "y", "edges", "of"], corners + 2);
    this.x[0] = axisX;
    this.y[0] = axisY;
    this.x[1] = -axisY;
    this.y[1] = axisX;
    this.count = 2;
    this.edges.fill(0, 0, corners + 2);
    const rounding = ROUNDING3 * (width + height);
    let hasShort = false;
    for (let k = 0; k < corners; k++) if (this.#read(k, x, y, corners, rounding, false)) hasShort = true;
    if (!hasShort) return;
    for (let k = 0; k < corners; k++) if (this.of[k] === SHORT2) this.#read(k, x, y, corners, rounding, true);
  }
  /** Notes the direction of an edge; short ones, of which it returns true, only if asked to. */
  #read(k, x, y, corners, rounding, takesShort) {
    const next = k + 1 === corners ? 0 : k + 1;
    const dx = x[next] - x[k];
    const dy = y[next] - y[k];
    const length = Math.sqrt(dx * dx + dy * dy);
    const turn = rounding / length;
    const isShort = turn > SAME_DIRECTION;
    if (isShort && !takesShort) this.of[k] = SHORT2;
    else
      this.of[k] = turn < MOST_TURN ? this.#add(dx / length, dy / length, Math.max(turn, SAME_DIRECTION)) : -1;
    return isShort;
  }
  /** The direction nearest to the given one among those within the angle of the given sine, or −1. */
  near(dx, dy, sine) {
    let nearest2 = -1;
    let least = sine;
    for (let c = 0; c < this.count; c++) {
      const away = Math.abs(this.x[c] * dy - this.y[c] * dx);
      if (away >= least) continue;
      least = away;
      nearest2 = c;
    }
    return nearest2;
  }
  /** The edge of a direction that no other edge has, the axes excepted, or −1. */
  loneEdge() {
    for (let c = 2; c < this.count; c++) if (this.edges[c] === 1) return this.of.indexOf(c);
    return -1;
  }
  /** The least angle between two directions. */
  leastAngle() {
    let least = Math.PI / 2;
    for (let c = 1; c < this.count; c++) {
      for (let d = 0; d < c; d++) {
        const sine = Math.abs(this.x[c] * this.y[d] - this.y[c] * this.x[d]);
        const cosine = Math.abs(this.x[c] * this.x[d] + this.y[c] * this.y[d]);
        least = Math.min(least, Math.atan2(sine, cosine));
      }
    }
    return least;
  }
  /** The least distance of two edges of a direction over the ring's extent along them; infinite without any. */
  leastSpacing(ring) {
    let least = Infinity;
    for (let c = 0; c < this.count; c++) {
      const [x, y] = [this.x[c], this.y[c]];
      if (this.edges[c] >= 2) least = Math.min(least, ring.extent(-y, x) / ring.extent(x, y));
    }
    return least;
  }
  /** Angle of the bisector of the widest gap between neighbouring directions. */
  widestGap() {
    const angles = Float64Array.from(
      { length: this.count },
      (_, c) => halfTurn2(this.x[c], this.y[c])
    ).sort();
    let before2 = angles[this.count - 1] - Math.PI;
    let widest = 0;
    let bisector = 0;
    for (const angle of angles) {
      if (angle - before2 > widest) {
        widest = angle - before2;
        bisector = (angle + before2) / 2;
      }
      before2 = angle;
    }
    return bisector;
  }
  #add(dx, dy, tolerance) {
    const known2 = this.near(dx, dy, tolerance);
    const c = known2 < 0 ? this.count++ : known2;
    if (known2 < 0) {
      this.x[c] = dx;
      this.y[c] = dy;
    }
    this.edges[c]++;
    return c;
  }
};
function halfTurn2(dx, dy) {
  const angle = Math.atan2(dy, dx);
  return angle < 0 ? angle + Math.PI : angle;
}

// src/engines/cuts/angular/angular-rules.ts
var AngularRules = class {
  constructor(guarantee, counted) {
    /** The directions of the ring. */
    this.directions = new EdgeDirections();
    /** Sine of the angle that all directions keep. */
    this.sine = 0;
    /** Sum of the (asp / 2)³ of two parts that keep the bound. */
    this.mostCost = 0;
    /** Extent of the ring along the first axis and along the second. */
    this.width = 0;
    this.height = 0;
    this.#added = -1;
    this.#most = 0;
    this.#spacing = 0;
    this.#lightLone = false;
    this.#heavyLone = false;
    /** Number of edges of each direction in a part. */
    this.#tally = new Int32Array(16);
    this.#guarantee = guarantee;
    this.#counted = counted;
  }
  #guarantee;
  #counted;
  #added;
  #most;
  #spacing;
  #lightLone;
  #heavyLone;
  #tally;
  /** Takes the ring in `cutter` and the cut to be made. */
  load(cutter, { forest, light, heavy }) {
    const { axisX, axisY } = this.#guarantee;
    this.directions.load(cutter, axisX, axisY);
    this.width = axisY === 0 ? cutter.width : cutter.extent(axisX, axisY);
    this.height = axisY === 0 ? cutter.height : cutter.extent(-axisY, axisX);
    this.#lightLone = this.#counted.isLone(forest, light);
    this.#heavyLone = this.#counted.isLone(forest, heavy);
    const added = this.#counted.directions(light);
    if (added === this.#added) return;
    this.#added = added;
    this.#most = this.#guarantee.directions(added);
    this.#spacing = this.#guarantee.spacing(added);
    this.mostCost = 2 * (this.#guarantee.bound(added) / 2) ** 3;
    this.sine = Math.sin(this.#guarantee.angle(added));
  }
  /** Whether both parts may have one direction more than the ring. */
  get isDirectionLeft() {
    return this.directions.count < this.#most;
  }
  /** Whether the cutter's last sweep makes a cut that keeps the invariants; `c` is its direction, −1 if new. */
  allows(cutter, nx, ny, c) {
    const { count: count2, edges } = this.directions;
    if (c >= 0 && edges[c] > 0 && !this.#isSpaced(cutter, nx, ny, c)) return false;
    const after2 = c < 0 ? count2 + 1 : count2;
    const spare2 = this.#lightLone || this.#heavyLone ? 1 : 0;
    if (after2 + spare2 <= this.#most) return true;
    return this.#isWithin(cutter, c, true) && this.#isWithin(cutter, c, false);
  }
  /** Whether the cut keeps its distance from the edges parallel to it. */
  #isSpaced(cutter, nx, ny, c) {
    const { x, y, corners, leftCorner: l, leftFraction: p } = cutter;
    const { of } = this.directions;
    const next = l + 1 === corners ? 0 : l + 1;
    const px = x[l] + p * (x[next] - x[l]);
    const py = y[l] + p * (y[next] - y[l]);
    const least = this.#spacing * cutter.extent(-ny, nx);
    for (let k = 0; k < corners; k++) {
      if (of[k] === c && Math.abs(nx * (x[k] - px) + ny * (y[k] - py)) < least) return false;
    }
    return true;
  }
  /**
   * Whether a part, the one cut off or the rest, has as few directions as it may, and, where its next lopsided cut
   * may bring no further one, one to spare or an edge to cut parallel to.
   */
  #isWithin(cutter, c, isCutOff) {
    const { count: count2 } = this.directions;
    this.#count(cutter, isCutOff);
    const tally = this.#tally;
    tally[c < 0 ? count2 : c]++;
    let directions = 2;
    let isAlone = false;
    for (let d = 2; d <= count2; d++) {
      if (tally[d] > 0) directions++;
      if (tally[d] === 1) isAlone = true;
    }
    if (directions < this.#most) return true;
    const lone = isCutOff ? this.#lightLone : this.#heavyLone;
    return directions === this.#most && (!lone || isAlone);
  }
  /** Tallies the ring's edges that a part has a piece of. */
  #count(cutter, isCutOff) {
    const { corners, leftCorner: l, leftFraction: p, rightCorner: r, rightFraction: q } = cutter;
    const { count: count2, of } = this.directions;
    if (count2 >= this.#tally.length) this.#tally = new Int32Array(2 * count2);
    const tally = this.#tally.fill(0, 0, count2 + 1);
    const first2 = isCutOff ? q > 0 ? r - 1 : r : p < 1 ? l : l + 1;
    const end = isCutOff ? p > 0 ? l + 1 : l : q < 1 ? r : r - 1;
    let left = (end - first2 + 2 * corners) % corners || corners;
    for (let k = (first2 + corners) % corners; left > 0; left--) {
      const d = of[k];
      if (d >= 0) tally[d]++;
      k = k + 1 === corners ? 0 : k + 1;
    }
  }
};

// src/engines/cuts/angular/lopsided-count.ts
var LOPSIDED = 1 / 3;
var LopsidedCount = class _LopsidedCount {
  /**
   * For each part twice the number of directions, less 1 if it has an edge without a parallel. Of two states the
   * lesser asks more of a part.
   */
  #state;
  constructor(cells) {
    this.#state = new Int32Array(2 * cells);
  }
  /** Counts along a forest of Huffman's trees, of which the proof speaks. */
  static count(forest) {
    const counted = new _LopsidedCount(forest.cells);
    for (let i = 0; i < forest.cells; i++) counted.handDown(forest, i);
    return counted;
  }
  /** Leaves every part of a forest, whatever its trees, what has been promised to all cells in it. */
  static keep(forest, promised) {
    const { cells, first: first2, second } = forest;
    const counted = new _LopsidedCount(cells);
    const state = counted.#state;
    for (let i = 0; i < cells; i++) state[i] = promised.#state[i];
    for (let cut = 0; cut < forest.cuts; cut++)
      state[cut + cells] = Math.min(state[first2[cut]], state[second[cut]]);
    return counted;
  }
  /** Number of new directions on the way to a part. */
  directions(part) {
    return directionsOf(this.#state[part]);
  }
  /** Whether the part must keep an edge without a parallel, or a direction to spare: what is not cut need not. */
  isLone(forest, part) {
    return hasLone(this.#state[part]) && !forest.isLeaf(part);
  }
  /** What is counted at a part, as {@link begin} takes it. */
  stateOf(part) {
    return this.#state[part];
  }
  /** Counts from node i through the cuts of its family. */
  handDown(forest, i) {
    const top = forest.top[i];
    if (top < 0) return;
    this.begin(top, this.#state[i]);
    for (let cut = top, left = top < forest.cells ? 0 : forest.cutsIn(i); left > 0; left--)
      this.divide(forest, cut--);
  }
  /** Sets what is counted at a part. */
  begin(part, state) {
    this.#state[part] = state;
  }
  /** Counts from a cut to its two parts. */
  divide(forest, cut) {
    const first2 = forest.first[cut - forest.cells];
    const second = forest.second[cut - forest.cells];
    const state = this.#state[cut];
    const isLop = isLopsided(forest, first2, second);
    const isFirstLight = forest.weightOf(first2) <= forest.weightOf(second);
    this.#state[first2] = isLop ? afterLopsided(state, isFirstLight) : state;
    this.#state[second] = isLop ? afterLopsided(state, !isFirstLight) : state;
  }
};
function directionsOf(state) {
  return state + 1 >> 1;
}
function hasLone(state) {
  return (state & 1) === 1;
}
function afterLopsided(state, isLight) {
  return isLight ? state | 1 : state + 1;
}
function isLopsided(forest, first2, second) {
  const a = forest.weightOf(first2);
  const b = forest.weightOf(second);
  return isLopsidedPair(a, b, (a > b ? first2 : second) < forest.cells);
}
function isLopsidedPair(a, b, isHeavySingle) {
  return isHeavySingle && Math.min(a, b) < LOPSIDED * (a + b);
}

// src/engines/cuts/angular/angular-planner.ts
var ENOUGH2 = 2 * 1.1 ** 3;
var NEXT_TO_NOTHING = 1e-18;
var NEEDLE = 1e3 ** 3;
var AngularPlanner = class extends TurnSearch {
  #guarantee;
  #rules;
  #mostCorners;
  /** Normals of the directions tried, turned so that the first is an axis. */
  #normalX;
  #normalY;
  /** The ring in which each of its directions was last tried, rings being counted. */
  #tried = new Int32Array(16);
  #ring = 0;
  #greedy = GreedyPlanner.shared;
  /** Whether the rules count; they do not where rounding has left no cut that keeps them. */
  #byRules = true;
  /** @param mostCorners - rings of more corners get the cuts of the proof without a search */
  constructor(guarantee, counted, mostCorners = MOST_CORNERS) {
    super();
    this.#mostCorners = mostCorners;
    const { axisX, axisY } = guarantee;
    this.#guarantee = guarantee;
    this.#rules = new AngularRules(guarantee, counted);
    const turns2 = Array.from({ length: DIRECTIONS }, (_, k) => k * Math.PI / DIRECTIONS);
    this.#normalX = Float64Array.from(turns2, (turn) => Math.cos(turn) * axisX - Math.sin(turn) * axisY);
    this.#normalY = Float64Array.from(turns2, (turn) => Math.cos(turn) * axisY + Math.sin(turn) * axisX);
  }
  plan(cutter, task) {
    this.best = Infinity;
    this.#rules.load(cutter, task);
    if (cutter.corners <= this.#mostCorners) this.#searchRing(cutter, task.area, true);
    if (this.best === Infinity) this.#fallBack(cutter, task);
    this.recall(cutter);
    if (task.area < NEXT_TO_NOTHING * cutter.area) this.#avoidNeedle(cutter, task);
  }
  /** Leaves it to the greedy planner to cut a next to nothing off, of which nothing is proven, if it were a needle. */
  #avoidNeedle(cutter, task) {
    const { forest, light, heavy, area } = task;
    if (cutter.corners > this.#mostCorners) return;
    if (!(this.#costOf(cutter, area) > NEEDLE)) {
      this.recall(cutter);
      return;
    }
    this.#greedy.plan(cutter, { forest, light, heavy, area, side: 0 });
    this.nx = this.#greedy.nx;
    this.ny = this.#greedy.ny;
  }
  #costOf(cutter, area) {
    this.meter.load(cutter);
    this.meter.limit = Infinity;
    cutter.aim(this.nx, this.ny);
    cutter.sweep(1, area);
    this.meter.measure(cutter, area);
    return this.meter.cost;
  }
  #searchRing(cutter, area, byRules) {
    const { directions, width, height } = this.#rules;
    this.#tried = grown(this.#tried, directions.count);
    this.#ring++;
    this.#byRules = byRules;
    this.meter.load(cutter);
    this.search(cutter, area, TIE * height > width, ENOUGH2);
  }
  tryDirection(cutter, area, k) {
    const { directions, sine } = this.#rules;
    const nx = this.#normalX[k];
    const ny = this.#normalY[k];
    const c = this.#byRules ? directions.near(-ny, nx, sine) : -1;
    if (c < 0) return this.#try(cutter, area, nx, ny, c);
    if (this.#tried[c] === this.#ring) return false;
    this.#tried[c] = this.#ring;
    return this.#try(cutter, area, directions.y[c], -directions.x[c], c);
  }
  /** Tries both sides of a direction; `c` is its number among the ring's, or −1. Whether it is the best so far. */
  #try(cutter, area, nx, ny, c) {
    const before2 = this.best;
    const { meter } = this;
    cutter.aim(nx, ny);
    for (let sign = 1; ; sign = -1) {
      cutter.sweep(sign, area);
      meter.limit = this.best;
      meter.measure(cutter, area);
      if (meter.cost < TIE * this.best && (!this.#byRules || this.#rules.allows(cutter, nx, ny, c))) {
        this.take(cutter, sign * nx, sign * ny);
        this.best = meter.cost;
      }
      if (sign < 0) return this.best < before2;
    }
  }
  /** Makes the cut of the proof, or, if rounding has made that one bad, the best of all without regard to rules. */
  #fallBack(cutter, task) {
    const { area, forest, light, heavy } = task;
    if (isLopsided(forest, light, heavy)) this.#cutOff(cutter, area);
    else this.#cutAcross(cutter, area);
    if (cutter.corners > this.#mostCorners) return;
    this.meter.limit = Infinity;
    this.meter.measure(cutter, area);
    if (this.meter.cost > this.#rules.mostCost) this.#searchRing(cutter, area, false);
  }
  /** The cut of the proof for parts of at least a third: along an axis, across the greater width. */
  #cutAcross(cutter, area) {
    const { axisX, axisY } = this.#guarantee;
    if (TIE * this.#rules.height > this.#rules.width) this.#make(cutter, area, -axisY, axisX, 1);
    else this.#make(cutter, area, axisX, axisY, 1);
  }
  /**
   * The cut of the proof for less than a third: in the middle of the widest gap between directions, or, where no
   * new one is left, parallel to an edge that has no parallel yet, and away from it.
   */
  #cutOff(cutter, area) {
    const { directions } = this.#rules;
    const edge = this.#rules.isDirectionLeft ? -1 : directions.loneEdge();
    if (edge < 0) {
      const angle = directions.widestGap();
      this.#make(cutter, area, -Math.sin(angle), Math.cos(angle), 1);
      return;
    }
    const { x, y, corners } = cutter;
    const nx = directions.y[directions.of[edge]];
    const ny = -directions.x[directions.of[edge]];
    let beyond = 0;
    for (let k = 0; k < corners; k++) beyond += nx * (x[k] - x[edge]) + ny * (y[k] - y[edge]);
    this.#make(cutter, area, nx, ny, beyond < 0 ? 1 : -1);
  }
  #make(cutter, area, nx, ny, sign) {
    cutter.aim(nx, ny);
    cutter.sweep(sign, area);
    this.take(cutter, sign * nx, sign * ny);
  }
};

// src/engines/cuts/angular/angular-repair.ts
var NOWHERE = -1;
var ANGLE_TOLERANCE = 10 * SAME_DIRECTION;
var SPACING_TOLERANCE = 1e-8;
function angularRepair({ size, parent, firstChild, childCount }, forest, { guarantee, promised, isProven, watch }, cells, wrong, counted) {
  const { top } = forest;
  const toMend = new Uint8Array(2 * size);
  const searchParts = partSearch(forest, toMend);
  const cutter = new ConvexCutter();
  const directions = new EdgeDirections();
  const family = new CutTree();
  const trialCount = LopsidedCount.count(forest);
  const trialCutter = new FamilyCutter(forest, new AngularPlanner(guarantee, trialCount));
  const beginnings = new Int32Array(2 * size).fill(NOWHERE);
  findBeginnings();
  return begin();
  function findBeginnings() {
    const isBelow = new Uint8Array(size);
    for (let i = 1; i < size; i++) {
      const p = parent[i];
      isBelow[i] = wrong[p] | isBelow[p];
      if (isBelow[i] === 0) toMend[i] = wrong[i];
    }
    const room = { corners: 0, points: new Float64Array(0) };
    for (let i = size - 1; i >= 0; i--) {
      if (childCount[i] === 0 || top[i] < 0) continue;
      cells.open(i, room);
      searchParts(i, room, (part, partRoom, before2) => mend(i, part, partRoom, before2));
      if (toMend[top[i]] !== 0 && isProven) toMend[i] = THINNER_THAN_PROVEN;
    }
  }
  function mend(i, part, room, before2) {
    const isTop = part === top[i];
    const beginning = isTop ? beginAtTop(i, room) : beginAt(i, part, room);
    if (beginning === NOWHERE) return before2;
    const mayBeThin = (before2 & THINNER_THAN_ALLOWED) !== 0 && !isTop;
    const staysThin = mayBeThin && isThin(i, part, room, beginning);
    if (staysThin && (before2 & THINNER_THAN_PROVEN) === 0) return before2;
    beginnings[part] = beginning;
    return staysThin ? THINNER_THAN_ALLOWED : 0;
  }
  function beginAtTop(i, room) {
    const most = promised.stateOf(i);
    if (i === 0 || !isProven) return most;
    load(room);
    return beginningUpTo(most, () => true);
  }
  function beginAt(i, part, room) {
    forest.read(i, part, family);
    let most = Infinity;
    for (let k = 0; k < family.count; k++) most = Math.min(most, promised.stateOf(family.child[k]));
    load(room);
    family.join("huffman");
    return beginningUpTo(most, fits);
  }
  function beginningUpTo(most, isFit) {
    for (let state = most; state >= Math.max(0, most - 2); state--) {
      if (keeps(state) && isFit(state)) return state;
    }
    return NOWHERE;
  }
  function isThin(i, part, room, beginning) {
    const places = forest.read(i, part, family);
    const restore = forest.remember(places);
    forest.rejoin(places, family.join("huffman"));
    trialCount.begin(part, beginning);
    for (let k = places.length - 1; k >= 0; k--) trialCount.divide(forest, places[k]);
    let isSome = false;
    trialCutter.cut(room, part, {
      set(c, _x, _y, points, from, corners) {
        if (watch(c, points, from, corners) !== 0) isSome = true;
      }
    });
    restore();
    return isSome;
  }
  function load({ points, corners }) {
    cutter.load(points, 0, corners);
    directions.load(cutter, guarantee.axisX, guarantee.axisY);
  }
  function keeps(state) {
    const added = directionsOf(state);
    const spare2 = guarantee.directions(added) - directions.count;
    return spare2 >= 0 && // A cut that may bring no new direction needs one to spare, or an edge to go parallel to.
    (!hasLone(state) || spare2 > 0 || directions.loneEdge() >= 0) && directions.leastAngle() >= guarantee.angle(added) - ANGLE_TOLERANCE && directions.leastSpacing(cutter) >= guarantee.leastSpacing(added) - SPACING_TOLERANCE;
  }
  function fits(state) {
    const { count: count2, child, weight, first: first2, second } = family;
    const states = new Int32Array(2 * count2 - 1).fill(state);
    for (let v = 2 * count2 - 2; v >= count2; v--) {
      const [a, b] = [first2[v - count2], second[v - count2]];
      const isFirstLight = weight[a] <= weight[b];
      const isLopsided2 = isLopsidedPair(weight[a], weight[b], (isFirstLight ? b : a) < count2);
      states[a] = isLopsided2 ? afterLopsided(states[v], isFirstLight) : states[v];
      states[b] = isLopsided2 ? afterLopsided(states[v], !isFirstLight) : states[v];
    }
    for (let k = 0; k < count2; k++) if (states[k] > promised.stateOf(child[k])) return false;
    return true;
  }
  function begin() {
    const isAnew = new Uint8Array(2 * size);
    const families = new Uint8Array(size);
    for (let i = 0; i < size; i++) {
      if (childCount[i] === 0 || top[i] < 0) continue;
      if (isAnew[i] === 1) {
        families[i] = 1;
        forest.joinAnew(i, top[i], "huffman", family);
        counted.handDown(forest, i);
        isAnew.fill(1, firstChild[i], firstChild[i] + childCount[i]);
      } else if (beginIn(i, isAnew)) families[i] = 1;
    }
    return families;
  }
  function beginIn(i, isAnew) {
    const { first: first2, second } = forest;
    let isSome = false;
    if (top[i] < size) return false;
    for (let part = top[i], left = forest.cutsIn(i); left > 0; left--, part--) {
      if (isAnew[part] === 0) {
        const beginning = beginnings[part];
        if (beginning === NOWHERE) continue;
        isSome = true;
        forest.joinAnew(i, part, "huffman", family);
        counted.begin(part, beginning);
      }
      counted.divide(forest, part);
      isAnew[first2[part - size]] = isAnew[second[part - size]] = 1;
    }
    return isSome;
  }
}

// src/engines/cuts/angular/angular-guarantee.ts
var PARALLEL = (1 - Math.sqrt(1 / 3)) / 2;
var PARALLEL_AXES = 1 - Math.sqrt(2 / 3);
var PARALLEL_BOXES = 1 / 3;
var MOST_ANGLE = Math.PI / 4;
var ANGLE_TOLERANCE2 = 20 * SAME_DIRECTION;
var BOUND_TOLERANCE = 1e-3;
var AngularGuarantee = class {
  /** Number of directions of the container's edges and the axes, and the least angle between two of them. */
  #directions;
  #angle;
  /** The least distance of parallel edges of the container over the extent along them. */
  #spacing;
  /** @param spare - directions that every cell may have beyond those that the proof needs */
  constructor(container, spare2 = 0) {
    const cutter = new ConvexCutter();
    cutter.load(container, 0, container.length / 2);
    const edges = new EdgeDirections();
    edges.load(cutter, 1, 0);
    const own = Array.from({ length: edges.count }, (_, c) => c).filter((c) => edges.edges[c] > 0);
    const axes = chooseAxes(
      own.map((c) => Math.atan2(edges.y[c], edges.x[c])),
      ({ separation, directions }) => Math.min(separation, angleAmong(directions))
    );
    this.axisX = axes.edge < 0 ? Math.cos(axes.angle) : edges.x[own[axes.edge]];
    this.axisY = axes.edge < 0 ? Math.sin(axes.angle) : edges.y[own[axes.edge]];
    this.#directions = axes.directions + spare2;
    this.#angle = axes.separation;
    this.#spacing = edges.leastSpacing(cutter);
  }
  /** Number of directions that a ring may have, both axes included. */
  directions(added) {
    return this.#directions + added;
  }
  /** The angle that these directions keep. */
  angle(added) {
    return Math.min(MOST_ANGLE, this.#angle, angleAmong(this.directions(added)));
  }
  /** The distance that a cut keeps from an edge parallel to it, over the extent of the ring along both. */
  spacing(added) {
    if (this.directions(added) === 2) return PARALLEL_BOXES;
    return Math.min(PARALLEL_AXES, PARALLEL * Math.tan(this.angle(added)));
  }
  /** The distance that any two parallel edges keep, the container's own included, over the extent along them. */
  leastSpacing(added) {
    return Math.min(this.#spacing, this.spacing(added));
  }
  /** No cell has a larger diameter² / area. */
  bound(added) {
    return (1 + BOUND_TOLERANCE) * Math.max(this.#boundOfCuts(added), this.#boundOfContainer(added));
  }
  #boundOfCuts(added) {
    if (this.directions(added) === 2) return PARALLEL_BOXES + 1 / PARALLEL_BOXES;
    const angle = this.angle(added) - ANGLE_TOLERANCE2;
    return angle > 0 ? 1 / (PARALLEL * (1 - PARALLEL) * angle) : Infinity;
  }
  /** What parallel edges of the container itself allow, where they are closer than cuts would be. */
  #boundOfContainer(added) {
    const spacing = this.#spacing;
    if (spacing >= this.spacing(added)) return 0;
    if (this.directions(added) === 2) return spacing + 1 / spacing;
    const angle = this.angle(added) - ANGLE_TOLERANCE2;
    return (1 + spacing * spacing) / (spacing * (1 - spacing / Math.tan(angle)));
  }
};
function angleAmong(directions) {
  return Math.PI / (2 * (directions - 1));
}
function chooseAxes(angles, worth) {
  const own = leastGap(angles, Math.PI);
  let best = measure(angles, widestGap(angles, Math.PI / 2), -1, own);
  for (const [edge, angle] of angles.entries()) {
    const axes = measure(angles, angle, edge, own);
    if (worth(axes) > worth(best)) best = axes;
  }
  return best;
}
function measure(angles, angle, edge, own) {
  let directions = angles.length + 2;
  let separation = own;
  for (const other of angles) {
    const turn = modulo(other - angle, Math.PI / 2);
    const away = Math.min(turn, Math.PI / 2 - turn);
    if (away <= SAME_DIRECTION) directions--;
    else separation = Math.min(separation, away);
  }
  return { angle, edge, directions, separation };
}
function leastGap(angles, period) {
  return gaps(angles, period).reduce((least, [gap]) => Math.min(least, gap), period);
}
function widestGap(angles, period) {
  const [gap, after2] = gaps(angles, period).reduce((widest, pair) => pair[0] > widest[0] ? pair : widest);
  return after2 - gap / 2;
}
function gaps(angles, period) {
  const sorted = angles.map((angle) => modulo(angle, period)).sort((a, b) => a - b);
  return sorted.map((angle, k) => [
    k === 0 ? angle - sorted.at(-1) + period : angle - sorted[k - 1],
    angle
  ]);
}
function modulo(angle, period) {
  return (angle % period + period) % period;
}

// src/engines/cuts/angular/proven-bound.ts
function prove(tree, ring, spare2, joined = CutForest.build(tree, "huffman")) {
  const guarantee = new AngularGuarantee(ring, spare2);
  const promised = LopsidedCount.count(joined);
  const byAdded = [];
  return {
    guarantee,
    promised,
    limitOf: (i) => {
      const added = promised.directions(i);
      return byAdded[added] ??= guarantee.bound(added);
    }
  };
}
function provenBound(tree, container, spare2) {
  const { limitOf } = prove(tree, readConvex(container).ring, spare2);
  const perNode = new Float64Array(tree.size);
  let value = 0;
  for (let i = 0; i < tree.size; i++) {
    perNode[i] = limitOf(i);
    if (perNode[i] > value) value = perNode[i];
  }
  return { measure: "asp", value, perNode };
}

// src/engines/cuts/keep-limits.ts
var LEAST_LIMIT = 7.6;
var KeptLimits = class {
  #tree;
  #ring;
  #spare;
  #proven;
  constructor(tree, ring, spare2) {
    this.#tree = tree;
    this.#ring = ring;
    this.#spare = spare2;
  }
  /** Whether the cell of node i may have this asp. */
  allows(i, asp) {
    return i === 0 || asp <= this.least || asp <= this.#prove().limitOf(i);
  }
  /** No cell with less asp than this is too thin. */
  get least() {
    return this.#spare > 0 ? LEAST_LIMIT : 0;
  }
  /**
   * Cuts as little as possible anew, so that all cells keep their limits.
   *
   * @param asp - of each node, exact where it is {@link least} or more
   * @param sink - gets the new cells
   * @returns whether any was cut anew
   */
  keep(cells, forest, asp, sink) {
    const tree = this.#tree;
    const wrong = new Uint8Array(tree.size);
    let isSome = false;
    for (let i = 0; i < tree.size; i++) {
      if (this.allows(i, asp[i])) continue;
      wrong[i] = THINNER_THAN_PROVEN;
      isSome = true;
    }
    if (!isSome) return false;
    const { guarantee, promised, limitOf } = this.#prove();
    const counted = LopsidedCount.keep(forest, promised);
    const watch = watchThinCells(null, limitOf);
    const anew = angularRepair(
      tree,
      forest,
      { guarantee, promised, isProven: true, watch },
      cells,
      wrong,
      counted
    );
    const cutter = new FamilyCutter(forest, new AngularPlanner(guarantee, counted));
    eachRoom(tree, cells, forest, (_i, top, room) => cutter.cut(room, top, sink), anew);
    return true;
  }
  #prove() {
    return this.#proven ??= prove(this.#tree, this.#ring, this.#spare);
  }
};
function measureCells(cells, size, enough = 0) {
  const ring = new Float64Array(2 * cells.mostCorners);
  const asp = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const corners = cells.ring(i, ring);
    if (corners === 0) continue;
    const most = enough > 0 ? boxedAspectRatio(ring, corners) : Infinity;
    asp[i] = most < enough ? most : aspectRatio(ring, 0, corners);
  }
  return asp;
}
function boxedAspectRatio(ring, corners) {
  let [left, right, top, bottom, twice] = [Infinity, -Infinity, Infinity, -Infinity, 0];
  let [x0, y0] = [ring[2 * corners - 2], ring[2 * corners - 1]];
  for (let k = 0; k < 2 * corners; k += 2) {
    const [x, y] = [ring[k], ring[k + 1]];
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
    twice += x0 * y - x * y0;
    [x0, y0] = [x, y];
  }
  return 2 * ((right - left) ** 2 + (bottom - top) ** 2) / Math.abs(twice);
}

// src/engines/cuts/squarified-mean.ts
var TIE3 = 1e-12;
function squarifiedMean({ size, firstChild, childCount, weight }, boxWidth, boxHeight) {
  const carver = new Carver(16 * size);
  const width = carver.floats(size);
  const height = carver.floats(size);
  width[0] = boxWidth;
  height[0] = boxHeight;
  let [sum, count2] = [0, 0];
  for (let i = 0; i < size; i++) {
    const [w, h] = [width[i], height[i]];
    if (weight[i] === 0) continue;
    if (childCount[i] > 0) divide(firstChild[i], firstChild[i] + childCount[i], weight[i], w, h);
    else {
      sum += w / h + h / w;
      count2++;
    }
  }
  return sum / count2;
  function divide(first2, end, whole, w, h) {
    let rest = whole;
    for (let start = first2; start < end; ) {
      const isWide = w >= h * (1 - TIE3);
      const short = isWide ? h : w;
      const perWeight = w * h / rest;
      const { next, sum: row } = growRow(start, end, short, perWeight);
      const depth = row * perWeight / short;
      for (let c = start; c < next; c++) {
        const along = weight[c] * perWeight / depth;
        width[c] = isWide ? depth : along;
        height[c] = isWide ? along : depth;
      }
      if (isWide) w -= depth;
      else h -= depth;
      rest -= row;
      start = next;
    }
  }
  function growRow(start, end, short, perWeight) {
    let [row, least, most, worst] = [0, Infinity, 0, Infinity];
    let next = start;
    for (; next < end; next++) {
      const own = weight[next];
      if (own === 0) continue;
      least = Math.min(least, own);
      most = Math.max(most, own);
      const depth = (row + own) * perWeight / short;
      const squared = depth * depth;
      const worse = Math.max(squared / (least * perWeight), most * perWeight / squared);
      if (worse > worst * (1 + TIE3)) break;
      worst = worse;
      row += own;
    }
    return { next, sum: row };
  }
}

// src/engines/cuts/lay-out-greedily.ts
var SPARE_DIRECTIONS = 1;
var FEW = 3e3;
function layOutGreedily(tree, region, cells, earlier, ways, keepOrder, spare2 = SPARE_DIRECTIONS) {
  const joining = keepOrder ? "halves" : "huffman";
  const isPromised = !keepOrder && cells.padding.none && earlier?.keepsAll !== true;
  const limits = isPromised ? new KeptLimits(tree, region.ring, spare2) : null;
  const makeDivider = ways.at(-1);
  if (earlier) {
    const forest2 = carryOver(earlier, tree, joining);
    const { isAllAnew } = divideAlong(forest2, tree, cells, earlier, joining, makeDivider(forest2));
    if (!isAllAnew) {
      limits?.keep(cells, forest2, measureCells(cells, tree.size, limits.least), cells);
      return { forest: forest2.memory };
    }
  }
  const hasRival = !keepOrder && region.isBox && cells.padding.none && countFilled(tree) <= FEW;
  const rival = hasRival ? { mean: squarifiedMean(tree, region.x1 - region.x0, region.y1 - region.y0), way: rowDivider } : null;
  let first2;
  if (ways.length === 1) {
    const forest2 = CutForest.build(tree, joining);
    divideAlong(forest2, tree, cells, void 0, joining, makeDivider(forest2));
    let asp = limits || rival ? measureCells(cells, tree.size, rival ? 0 : limits?.least) : null;
    if (asp && limits?.keep(cells, forest2, asp, cells)) asp = measureCells(cells, tree.size);
    if (!rival || meanOfLeaves(tree, asp) <= rival.mean) return { forest: forest2.memory };
    first2 = new Draft(tree, cells, forest2, asp, joining, limits);
  }
  const make = () => Draft.begin(tree, region, cells, joining, limits);
  const best = layOutFattest(tree, ways, make, rival, first2);
  const { forest } = best;
  if (best === first2) return { forest: forest.memory };
  const divider = makeDivider(forest);
  eachRoom(tree, cells, forest, (i, top, room) => divider.repeat(i, top, room, cells));
  return { forest: forest.memory };
}
function meanOfLeaves({ size, childCount }, asp) {
  let [sum, count2] = [0, 0];
  for (let i = 0; i < size; i++) {
    if (childCount[i] > 0 || asp[i] === 0) continue;
    sum += asp[i];
    count2++;
  }
  return sum / count2;
}
function countFilled({ size, weight }) {
  let filled = 0;
  for (let i = 0; i < size; i++) if (weight[i] > 0) filled++;
  return filled;
}

// src/engines/cuts/greedy.ts
var WAYS = {
  fast: [null],
  balanced: [null, [4]],
  best: [null, [4], [5, 1]]
};
var greedyOptions = {
  effort: /* @__PURE__ */ choice(["fast", "balanced", "best"], "fast"),
  order: /* @__PURE__ */ choice(["best", "keep"], "best")
};
function greedy(options) {
  const settled = readOptions("greedy", greedyOptions, options);
  const keepOrder = settled.order === "keep";
  const { shape, readContainer, makeCells, unpackCells } = convexCells;
  return {
    // Written out: a spread takes as long as laying out ten leaves.
    shape,
    readContainer,
    makeCells,
    unpackCells,
    name: "greedy",
    description: "fat convex polygons, by straight cuts in the best of 16 directions",
    options: settled,
    bound: (tree, container) => keepOrder ? null : provenBound(tree, container, SPARE_DIRECTIONS),
    canKeepAllCuts: true,
    partition: (given, region, cells, earlier) => {
      const tree = withinRange("greedy", given, region);
      const asked = askedWay();
      const ways = WAYS[settled.effort].map((look, way, { length }) => {
        const planner = look ? new LookAheadPlanner(look, keepOrder) : GreedyPlanner.shared;
        return (forest) => helped(
          way,
          Array.from({ length }, (_, k) => k),
          forest,
          greedyDivider(tree, forest, planner, keepOrder)
        );
      });
      return layOutGreedily(
        tree,
        region,
        cells,
        earlier,
        asked === void 0 ? ways : [ways[asked]],
        keepOrder
      );
    }
  };
}

// src/diagnostics/area-error.ts
var LEAST_NORMAL = 2 ** -1022;
function leafError(map, i, areaPerWeight) {
  const { childCount, weight } = map.tree;
  if (childCount[i] !== 0 || !(weight[i] > LEAST_NORMAL)) return NaN;
  return Math.abs(map.cells.area(i) / (areaPerWeight * weight[i]) - 1);
}
function areaError(map, i) {
  const { areaPerWeight, cells } = map;
  if (areaPerWeight !== null) return leafError(map, i, areaPerWeight);
  const { parent, weight } = map.tree;
  const p = parent[i];
  if (p < 0) return NaN;
  const room = roomFor(map, p);
  if (!(room > LEAST_NORMAL)) return NaN;
  const area = cells.area(i);
  if (weight[i] === 0) return area === 0 ? 0 : Infinity;
  if (!(weight[i] > LEAST_NORMAL)) return NaN;
  const share = weight[i] / weight[p];
  return Math.min(share, room * share) > LEAST_NORMAL ? Math.abs(area / room / share - 1) : NaN;
}
function roomFor({ cells, engine, tree }, node) {
  if (cells.shape !== "simple" || engine.hasGaps !== true) return cells.area(node);
  const first2 = tree.firstChild[node];
  let sum = 0;
  for (let c = first2; c < first2 + tree.childCount[node]; c++) sum += cells.area(c);
  return sum;
}
function areaErrors(map) {
  const unsolved = new Set(map.unsolved);
  let maxError = 0;
  let sum = 0;
  let count2 = 0;
  let worst = -1;
  for (let i = 1; i < map.size; i++) {
    const error = areaError(map, i);
    if (Number.isNaN(error) || unsolved.has(i) || error === 0 && map.tree.weight[i] === 0) continue;
    sum += error;
    count2++;
    if (worst < 0 || error > maxError) {
      maxError = error;
      worst = i;
    }
  }
  return { maxError, meanError: count2 > 0 ? sum / count2 : 0, worst };
}

// src/diagnostics/bound-check.ts
var BOUND_TOLERANCE2 = 1e-9;
function checkBound(bound, reached) {
  if (bound === null) return null;
  const { measure: measure3, value, perNode } = bound;
  let most = NaN;
  let holds = true;
  for (let i = reached.length > 1 ? 1 : 0; i < reached.length; i++) {
    const own = reached[i];
    if (Number.isNaN(own)) continue;
    if (!(own <= most)) most = own;
    const limit = perNode ? Math.min(value, perNode[i]) : value;
    if (!(own <= limit * (1 + BOUND_TOLERANCE2))) holds = false;
  }
  return { measure: measure3, value, reached: most, holds };
}

// src/geometry/enclosing-circle.ts
var ON_CIRCLE = 1e-13;
var MOST_ROUNDS = 100;
var circle = { x: 0, y: 0, squared: 0, a: 0, b: 0, c: -1 };
var trial = { x: 0, y: 0, squared: 0, a: 0, b: 0, c: -1 };
function enclosingRadius(points, from, corners) {
  const end = from + 2 * corners;
  const a = farthest(points, from, end, points[from], points[from + 1]);
  const b = farthest(points, from, end, points[a], points[a + 1]);
  throughTwo(circle, points, a, b);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const p = farthest(points, from, end, circle.x, circle.y);
    if (encloses(circle, points, p) || !takeIn(points, p)) break;
  }
  const last = farthest(points, from, end, circle.x, circle.y);
  return Math.sqrt(squaredDistance(points, last, circle.x, circle.y));
}
function takeIn(points, p) {
  const { a, b, c, squared } = circle;
  circle.squared = Infinity;
  tryTwo(points, p, a, b, c);
  tryTwo(points, p, b, a, c);
  if (c >= 0) tryTwo(points, p, c, a, b);
  if (circle.squared === Infinity) {
    tryThree(points, p, a, b, c);
    if (c >= 0) {
      tryThree(points, p, a, c, b);
      tryThree(points, p, b, c, a);
    }
  }
  return circle.squared > squared && circle.squared < Infinity;
}
function tryTwo(points, p, q, other, another) {
  throughTwo(trial, points, p, q);
  if (encloses(trial, points, other) && encloses(trial, points, another)) keepLesser();
}
function tryThree(points, p, q, r, other) {
  throughThree(trial, points, p, q, r);
  if (encloses(trial, points, other)) keepLesser();
}
function keepLesser() {
  if (trial.squared < circle.squared) Object.assign(circle, trial);
}
function throughTwo(out, points, a, b) {
  out.x = (points[a] + points[b]) / 2;
  out.y = (points[a + 1] + points[b + 1]) / 2;
  out.squared = squaredDistance(points, a, out.x, out.y);
  out.a = a;
  out.b = b;
  out.c = -1;
}
function throughThree(out, points, a, b, c) {
  const ux = points[b] - points[a];
  const uy = points[b + 1] - points[a + 1];
  const vx = points[c] - points[a];
  const vy = points[c + 1] - points[a + 1];
  const twice = 2 * (ux * vy - uy * vx);
  const u = ux * ux + uy * uy;
  const v = vx * vx + vy * vy;
  const x = (vy * u - uy * v) / twice;
  const y = (ux * v - vx * u) / twice;
  out.x = points[a] + x;
  out.y = points[a + 1] + y;
  out.squared = x * x + y * y;
  out.a = a;
  out.b = b;
  out.c = c;
}
function encloses({ x, y, squared }, points, p) {
  return p < 0 || squaredDistance(points, p, x, y) <= squared * (1 + ON_CIRCLE);
}
function farthest(points, from, end, x, y) {
  let found = from;
  let most = -1;
  for (let k = from; k < end; k += 2) {
    const squared = squaredDistance(points, k, x, y);
    if (squared > most) {
      most = squared;
      found = k;
    }
  }
  return found;
}
function squaredDistance(points, k, x, y) {
  const dx = points[k] - x;
  const dy = points[k + 1] - y;
  return dx * dx + dy * dy;
}

// src/geometry/inscribed-circle.ts
var STRAIGHT4 = 1e-13;
var normalX = /* @__PURE__ */ new Float64Array(64);
var normalY = /* @__PURE__ */ new Float64Array(64);
var offset = /* @__PURE__ */ new Float64Array(64);
var ends = /* @__PURE__ */ new Float64Array(64);
var before = /* @__PURE__ */ new Int32Array(64);
var after = /* @__PURE__ */ new Int32Array(64);
function inscribedRadius(points, from, corners) {
  reserve(corners);
  let left = readSides(points, from, corners);
  if (left < 3) return 0;
  for (let i = 0; i < left; i++) {
    before[i] = i === 0 ? left - 1 : i - 1;
    after[i] = i === left - 1 ? 0 : i + 1;
  }
  if (left === 3) return Math.max(endOf(0), 0);
  for (let i = 0; i < left; i++) ends[i] = endOf(i);
  for (let start = 0; ; left--) {
    const i = firstToEnd(start, left);
    const a = before[i];
    const b = after[i];
    if (left <= 3 || !meet(a, b)) return Math.max(ends[i], 0);
    after[a] = b;
    before[b] = a;
    ends[a] = endOf(a);
    ends[b] = endOf(b);
    start = a;
  }
}
function readSides(points, from, corners) {
  const end = from + 2 * corners;
  let count2 = 0;
  const x0 = points[from];
  const y0 = points[from + 1];
  let ax = points[end - 2] - x0;
  let ay = points[end - 1] - y0;
  for (let k = from; k < end; k += 2) {
    const bx = points[k] - x0;
    const by = points[k + 1] - y0;
    const dx = bx - ax;
    const dy = by - ay;
    const length = Math.sqrt(dx * dx + dy * dy);
    const nx = dy / length;
    const ny = -dx / length;
    if (length > 0 && (count2 === 0 || !isParallel(count2 - 1, nx, ny))) {
      normalX[count2] = nx;
      normalY[count2] = ny;
      offset[count2] = nx * ax + ny * ay;
      count2++;
    }
    ax = bx;
    ay = by;
  }
  return count2 > 1 && isParallel(count2 - 1, normalX[0], normalY[0]) ? count2 - 1 : count2;
}
function isParallel(i, nx, ny) {
  const sin = normalX[i] * ny - normalY[i] * nx;
  return Math.abs(sin) < STRAIGHT4 && normalX[i] * nx + normalY[i] * ny > 0;
}
function firstToEnd(start, count2) {
  let first2 = start;
  for (let k = 1, i = after[start]; k < count2; k++, i = after[i]) {
    if (ends[i] < ends[first2]) first2 = i;
  }
  return first2;
}
function meet(a, b) {
  return normalX[a] * normalY[b] - normalY[a] * normalX[b] < 0;
}
function endOf(i) {
  const a = before[i];
  const b = after[i];
  const nx = normalX[i];
  const ny = normalY[i];
  const ax = normalX[a];
  const ay = normalY[a];
  const bx = normalX[b];
  const by = normalY[b];
  const sinA = ny * ax - nx * ay;
  const sinB = ny * bx - nx * by;
  const cosA = nx * ax + ny * ay;
  const cosB = nx * bx + ny * by;
  const own = offset[i];
  const dA = offset[a] - own * cosA;
  const dB = offset[b] - own * cosB;
  return (sinA * dB - sinB * dA) / (sinB * oneLess(cosA, sinA) - sinA * oneLess(cosB, sinB));
}
function reserve(corners) {
  if (corners <= ends.length) return;
  normalX = grown(normalX, corners);
  normalY = grown(normalY, corners);
  offset = grown(offset, corners);
  ends = grown(ends, corners);
  before = grown(before, corners);
  after = grown(after, corners);
}
function oneLess(cos, sin) {
  return cos > 0 ? sin * sin / (1 + cos) : 1 - cos;
}

// src/diagnostics/cell-shape.ts
var ShapeReader = class {
  #map;
  #ring;
  constructor(map) {
    this.#map = map;
    this.#ring = new Float64Array(2 * Math.max(map.cells.mostCorners, 4));
  }
  /** Writes the measures of cell i to `out`; false if the cell is empty. */
  read(i, out) {
    const { cells } = this.#map;
    const corners = cells.ring(i, this.#ring);
    if (corners === 0 || !(cells.area(i) > 0)) return false;
    if (cells.shape === "rect") return rectangleShape(this.#ring[4], this.#ring[5], out);
    return ringShape(this.#ring, corners, INSCRIBED[cells.shape], out);
  }
};
var INSCRIBED = {
  rect: inscribedRadius,
  convex: inscribedRadius,
  rectilinear: (ring, from, corners) => corners === 4 ? inscribedRadius(ring, from, corners) : rectilinearInscribedRadius(ring, from, corners),
  simple: (ring, from, corners) => isConvexRing(ring, corners) ? inscribedRadius(ring, from, corners) : pole(ring, from, corners).radius
};
function rectangleShape(width, height, out) {
  const ratio = width > height ? width / height : height / width;
  out.asp = ratio + 1 / ratio;
  out.side = ratio;
  out.box = ratio;
  out.round = Math.sqrt(ratio * ratio + 1);
  return true;
}
function ringShape(ring, corners, inscribed, out) {
  const shorter = scaleToUnit(ring, corners);
  const area = ringArea(ring, 0, corners);
  if (!(area > 0)) return false;
  const radius = inscribed(ring, 0, corners);
  out.asp = diameterSquared(ring, 0, corners) / area;
  out.side = 1 / shorter;
  out.box = 1 / area;
  out.round = enclosingRadius(ring, 0, corners) / radius;
  return true;
}
function scaleToUnit(ring, corners) {
  const { x0, y0, x1, y1 } = ringBounds(ring, 0, corners);
  const width = x1 - x0;
  const height = y1 - y0;
  const longer = width > height ? width : height;
  for (let k = 0; k < 2 * corners; k++) ring[k] /= longer;
  return (width > height ? height : width) / longer;
}

// src/diagnostics/slack-quality.ts
function slackQuality(map, wantsNodes) {
  const { cells, size } = map;
  const { childCount, weight } = map.tree;
  const covered = leafAreas(map);
  const each = wantsNodes ? { ratio: nothing(size), waste: nothing(size), deviation: nothing(size) } : void 0;
  const reader = new ShapeReader(map);
  const shape = { asp: 0, side: 0, box: 0, round: 0 };
  let ratio = NaN;
  let deviation = 0;
  let worst = -1;
  for (let i = 0; i < size; i++) {
    if (!(weight[i] > LEAST_NORMAL)) continue;
    const difference = covered[i] / covered[0] / (weight[i] / weight[0]) - 1;
    if (childCount[i] === 0 && isTelling(map, i) && (worst < 0 || Math.abs(difference) > deviation)) {
      deviation = Math.abs(difference);
      worst = i;
    }
    if (!reader.read(i, shape)) continue;
    if (i > 0 && !(shape.side <= ratio)) ratio = shape.side;
    if (!each) continue;
    each.ratio[i] = shape.side;
    each.waste[i] = lost(covered[i], cells.area(i));
    each.deviation[i] = difference;
  }
  const waste = lost(covered[0], cells.area(0));
  return { ratio, waste, deviation, worst, ...each && { perNode: each } };
}
function leafAreas({ cells, size, tree }) {
  const areas = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    if (tree.childCount[i] === 0) areas[i] = cells.area(i);
    if (i > 0) areas[tree.parent[i]] += areas[i];
  }
  return areas;
}
function isTelling({ cells, tree }, i) {
  return tree.weight[i] / tree.weight[0] * cells.area(0) > LEAST_NORMAL;
}
function lost(covered, area) {
  return Math.max(0, 1 - covered / area);
}
function nothing(size) {
  return new Float64Array(size).fill(NaN);
}

// src/diagnostics/statistics.ts
function summarise(values, areas, count2) {
  let sum = 0;
  let weightedSum = 0;
  let area = 0;
  for (let k = 0; k < count2; k++) {
    sum += values[k];
    weightedSum += values[k] * areas[k];
    area += areas[k];
  }
  const sorted = values.subarray(0, count2).sort();
  return {
    mean: sum / count2,
    median: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    max: quantile(sorted, 1),
    weighted: weightedSum / area
  };
}
function quantile(sorted, p) {
  const place = p * (sorted.length - 1);
  const low = Math.floor(place);
  const below = sorted[low] ?? NaN;
  const above = sorted[low + 1] ?? below;
  return below + (place - low) * (above - below);
}

// src/diagnostics/quality.ts
var qualityOptions = {
  visibleArea: /* @__PURE__ */ number({ min: 0 }, 1),
  perNode: /* @__PURE__ */ flag(false)
};
function quality(map, options = {}) {
  checkMap("quality", map);
  const { visibleArea, perNode } = readOptions(
    "quality",
    qualityOptions,
    options
  );
  const { tree } = map;
  const { size, childCount } = tree;
  const inner = [];
  const bound = map.bound();
  const reached = new Float64Array(bound ? size : 0).fill(NaN);
  const note = (i, shape) => {
    if (bound) reached[i] = shape[bound.measure];
  };
  for (let i = 1; i < size; i++) if (childCount[i] > 0) inner.push(i);
  return {
    leaves: measure2(
      map,
      Array.from(map.leaves()).filter((i) => tree.isLoaded(i)),
      note
    ),
    inner: measure2(map, inner, note),
    area: areaErrors(map),
    slack: slackQuality(map, perNode),
    empty: countLeaves2(map, (area) => !(area > 0)),
    tooSmall: {
      ...countLeaves2(map, (area, weight) => weight > 0 && !(area >= visibleArea)),
      below: visibleArea
    },
    unsolved: countListed(map, map.unsolved),
    raised: countListed(map, map.raised),
    unloaded: countLeaves2(map, (_area, _weight, i) => !tree.isLoaded(i)),
    bound: checkBound(bound, reached),
    fallbacks: map.fallbacks
  };
}
function measure2(map, nodes, note) {
  const list = () => new Float64Array(nodes.length);
  const [areas, asps, sides, boxes, rounds] = [list(), list(), list(), list(), list()];
  const reader = new ShapeReader(map);
  const shape = { asp: 0, side: 0, box: 0, round: 0 };
  let count2 = 0;
  for (const i of nodes) {
    if (!reader.read(i, shape)) continue;
    note(i, shape);
    areas[count2] = map.cells.area(i);
    asps[count2] = shape.asp;
    sides[count2] = shape.side;
    boxes[count2] = shape.box;
    rounds[count2] = shape.round;
    count2++;
  }
  const of = (values) => summarise(values, areas, count2);
  const [side, round] = [of(sides), of(rounds)];
  return { count: count2, asp: of(asps), side, aspectRatio: side, box: of(boxes), round, circleRatio: round };
}
function countLeaves2(map, isUnseen) {
  const { childCount, weight } = map.tree;
  let count2 = 0;
  let sum = 0;
  for (let i = 0; i < map.size; i++) {
    if (childCount[i] !== 0 || !isUnseen(map.cells.area(i), weight[i], i)) continue;
    count2++;
    sum += weight[i];
  }
  return { count: count2, weight: sum, share: Math.min(1, sum / weight[0]) };
}
function countListed({ tree }, leaves) {
  let sum = 0;
  for (const i of leaves) sum += tree.weight[i];
  return { count: leaves.length, weight: sum, share: Math.min(1, sum / tree.weight[0]) };
}

// src/fixtures/options.ts
var MOST_LEAVES = 2 ** 25;
var PRIME = 2147483647;
var USUAL_SEED = 2013;
var USUAL_SIGMA = 1.5;
var count = /* @__PURE__ */ wholeNumber({ min: 1, max: MOST_LEAVES });
var seed = /* @__PURE__ */ wholeNumber({ min: 1, max: PRIME - 1 }, USUAL_SEED);
var sigma = /* @__PURE__ */ number({ above: 0 }, USUAL_SIGMA);
var fixtureOptions = {
  sort: /* @__PURE__ */ either(
    /* @__PURE__ */ choice(["descending", null]),
    /* @__PURE__ */ callback(),
    "descending"
  )
};
var fixtureHelp = {
  sort: "order of children: descending by weight, null for that in which they are made, or a comparator"
};
var seededOptions = { ...fixtureOptions, seed };
var seededHelp = {
  ...fixtureHelp,
  seed: "start of the random numbers: the same seed gives the same tree"
};
var SIGMA_HELP = "standard deviation of the logarithms of weights";
function argument(owner, name, option, value) {
  checkOption(owner, { [name]: option }, name, value);
  return value;
}

// src/fixtures/trees.ts
var FACTOR = 48271;
function generator(seed2) {
  let state = argument("generator", "seed", seed, seed2);
  return () => (state = state * FACTOR % PRIME) / PRIME;
}
function lognormal(random, sigma2) {
  return () => Math.exp(sigma2 * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random()));
}
var flatListOptions = {
  ...seededOptions,
  spread: /* @__PURE__ */ choice(["uniform", "lognormal", "pareto"], "lognormal"),
  sigma,
  alpha: /* @__PURE__ */ number({ above: 0 }, 1.2)
};
var flatListHelp = {
  ...seededHelp,
  spread: "how weights are spread: evenly from 0.1 to 1, or with many small ones",
  sigma: `${SIGMA_HELP}, for lognormal`,
  alpha: "for pareto: the weights above x are as x to the power of minus this"
};
var caterpillarOptions = {
  ...seededOptions,
  share: /* @__PURE__ */ either(
    /* @__PURE__ */ choice(["equal", "random"]),
    /* @__PURE__ */ number({ above: 0, below: 1 }),
    0.5
  )
};
var caterpillarHelp = {
  ...seededHelp,
  share: "part of a node's weight that its leaf has; random, or equal for all leaves"
};
var twosAndThreesOptions = { ...seededOptions, sigma };
var twosAndThreesHelp = { ...seededHelp, sigma: SIGMA_HELP };
var randomTreeOptions = {
  ...twosAndThreesOptions,
  fanOut: {
    takes: "two whole numbers [from, to], of which 2 \u2264 from \u2264 to",
    allows: (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isInteger) && value[0] >= 2 && value[1] >= value[0],
    usual: [2, 20]
  }
};
var randomTreeHelp = {
  ...twosAndThreesHelp,
  fanOut: "least and greatest number of children of an inner node"
};
function randomTree(leaves, options = {}) {
  return branch("randomTree", randomTreeOptions, leaves, options);
}
function branch(owner, table, leaves, options) {
  const read = readOptions(
    owner,
    table,
    options
  );
  argument(owner, "leaves", count, leaves);
  const [from, to] = read.fanOut ?? [2, 3];
  const random = generator(read.seed);
  const draw = lognormal(random, read.sigma);
  const parent = [];
  const weight = [];
  const open = [-1, leaves];
  while (open.length > 0) {
    const below = open.pop();
    const row = parent.push(open.pop()) - 1;
    weight.push(below === 1 ? draw() : 0);
    if (below === 1) continue;
    const children = Math.min(below, from + Math.floor((to - from + 1) * random()));
    for (const share of shares(below, children, random)) open.push(row, share);
  }
  const columns = { parent: Int32Array.from(parent), weight: Float64Array.from(weight) };
  return weightedTree.fromColumns(columns, { sort: read.sort });
}
function shares(leaves, children, random) {
  const draws = Array.from({ length: children }, random);
  const total = draws.reduce((sum, draw) => sum + draw, 0);
  const counts = draws.map((draw) => 1 + Math.floor((leaves - children) * draw / total));
  counts[0] += leaves - counts.reduce((sum, share) => sum + share, 0);
  return counts;
}

// src/fixtures/taxonomy.ts
var taxonomyOptions = seededOptions;
var SPECIES = { alpha: 0.9, most: 4e3 };
var GROUPS = { alpha: 1.1, most: 300 };
var SHARE = 5;
var LEAST_LARGEST = 3;
var RANKS = 4;
function taxonomy(leaves, options = {}) {
  const { sort, seed: seed2 } = readOptions("taxonomy", taxonomyOptions, options);
  argument("taxonomy", "leaves", count, leaves);
  const random = generator(seed2);
  const group = (members, { alpha, most }) => {
    const sizes = [];
    const largest2 = Math.min(most, Math.max(LEAST_LARGEST, Math.ceil(members / SHARE)));
    for (let left = members; left > 0; left -= sizes.at(-1))
      sizes.push(Math.min(left, largest2, Math.floor(random() ** (-1 / alpha))));
    return sizes;
  };
  const ranks = [group(leaves, SPECIES)];
  while (ranks.length <= RANKS && ranks.at(-1).length > 1) ranks.push(group(ranks.at(-1).length, GROUPS));
  const parent = [-1];
  let above = ranks.at(-1).map(() => parent.push(0) - 1);
  for (const sizes of ranks.reverse())
    above = sizes.flatMap((size, k) => Array.from({ length: size }, () => parent.push(above[k]) - 1));
  const weight = new Float64Array(parent.length).fill(1, above[0]);
  return weightedTree.fromColumns({ parent: Int32Array.from(parent), weight }, { sort });
}

// ../../../tmp/ft/q.ts
var D = "/work/shared/data/";
function data() {
  const out = [];
  const rows = JSON.parse(readFileSync(D + "flare.json", "utf8"));
  const place = new Map(rows.map((r, k) => [r.id, k]));
  out.push(["flare", weightedTree.fromColumns({ parent: Int32Array.from(rows, (r) => r.parent === void 0 ? -1 : place.get(r.parent)), weight: Float64Array.from(rows, (r) => r.size ?? 0) })]);
  const g = JSON.parse(readFileSync(D + "gapminder.json", "utf8")).filter((r) => r.year === 2005);
  out.push(["gapminder", weightedTree.fromPaths(g.map((r) => [`${r.cluster}/${r.country}`, r.pop]))]);
  const lines = gunzipSync(readFileSync(D + "node_modules.tsv.gz")).toString().trim().split("\n");
  out.push(["node_modules", weightedTree.fromPaths(lines.map((l) => {
    const [s, p] = l.split("	");
    return [p, Number(s)];
  }))]);
  const ls = readFileSync(D + "ansible.ls-tree.txt", "utf8").trim().split("\n").map((l) => {
    const m = /^\S+ \S+ \S+\s+(\S+)\t(.*)$/.exec(l);
    return m && m[1] !== "-" ? [m[2], Number(m[1])] : null;
  }).filter(Boolean);
  if (ls.length) out.push(["ansible", weightedTree.fromPaths(ls)]);
  const reg = new Map(readFileSync(D + "iso3166-regions.csv", "utf8").trim().split("\n").slice(1).map((l) => {
    const c = l.split(",");
    return [c[2], `${c[5]}/${c[6]}`];
  }));
  const ec = JSON.parse(readFileSync(D + "echarts-options.json", "utf8"));
  const walk = (n) => n;
  try {
    out.push(["echarts", weightedTree(Array.isArray(ec) ? { children: ec } : ec, { value: (d) => d.children ? 0 : d.$count ?? d.value ?? 1 })]);
  } catch (e) {
    console.log(String(e));
  }
  out.push(["taxonomy 2e4", taxonomy(2e4, { seed: 7 })]);
  return out;
}
var f = (x) => x.toFixed(3);

// ../../../tmp/ft/qg.ts
var sets = [...data(), ["rnd 2e4", randomTree(2e4)], ...process.env.BIG ? [["rnd 1e5", randomTree(1e5)]] : []];
var effs = (process.env.EFF ?? "fast,balanced,best").split(",");
for (const [n, t] of sets) {
  if (process.env.ONLY && !n.startsWith(process.env.ONLY)) continue;
  let line = n.padEnd(14);
  const nl = [...t.leaves()].length;
  for (const e of effs) {
    const eng = greedy({ effort: e });
    let us = 1e99, m;
    for (let r = 0; r < (nl > 3e4 ? 1 : 2); r++) {
      const a = process.cpuUsage();
      m = layout(t, { engine: eng, container: [1e3, 1e3] });
      const b = process.cpuUsage(a);
      us = Math.min(us, (b.user + b.system) / nl);
    }
    const q = quality(m);
    line += ` | ${e} ${f(q.leaves.asp.mean)} ${f(q.leaves.asp.p95)} ${f(q.leaves.asp.max)} ${us.toFixed(2)}us${q.bound.holds ? "" : " BROKEN"}`;
  }
  console.log(line);
}
