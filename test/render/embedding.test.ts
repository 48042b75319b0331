import { Resvg } from "@resvg/resvg-js";
import { describe, expect, test } from "vitest";
import { distancesToSVG, embeddingToSVG, embedUltrametric, MarquetryError, ultrametric } from "marquetry";
import { cladesOf } from "../../src/render/embedding-svg.ts";
import { randomUltrametric } from "../embedding/support.ts";

const u = ultrametric.fromNewick("((a:1,b:1):2,('c<&\"':0.5,d:0.5,e:0.5):2.5);");
const embedding = embedUltrametric(u);

function attributes(svg: string, element: string, name: string): number[] {
  return [...svg.matchAll(new RegExp(`<${element} [^>]*\\b${name}="([^"]*)"`, "g"))].map(([, value]) =>
    Number(value),
  );
}

describe("the picture of an embedding", () => {
  const svg = embeddingToSVG(embedding, { size: 500, name: "<five>" });

  test("has a point for every leaf, in scale, with its name escaped", () => {
    expect([...svg.matchAll(/<title>(.*?)<\/title>/g)].map(([, text]) => text).sort()).toEqual([
      "a",
      "b",
      "c&lt;&amp;&quot;",
      "d",
      "e",
    ]);
    expect(svg).toContain('aria-label="&lt;five&gt;"');
    const x = attributes(svg, "circle", "cx");
    const y = attributes(svg, "circle", "cy");
    expect(x.length).toBe(5);
    // Colours group points, so that only distances from the first two can be told by place.
    const [a, b] = [embedding.point(0), embedding.point(1)];
    const scale = Math.hypot(x[0]! - x[1]!, y[0]! - y[1]!) / Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!);
    const longer = Math.max(...attributes(svg, "svg", "width"), ...attributes(svg, "svg", "height"));
    expect(longer).toBe(500);
    expect(scale).toBeGreaterThan(10);
    expect(new Resvg(svg).render().width).toBeGreaterThan(0);
  });

  test("has a box for every cluster that holds its points, unless told otherwise", () => {
    expect(attributes(svg, "rect", "x").length).toBe(3);
    expect(embeddingToSVG(embedding, { boxes: false })).not.toContain("<rect");
    expect(embeddingToSVG(embedUltrametric(u, { dimension: 3 }))).not.toContain("<rect");
    const [left, top, width, height] = ["x", "y", "width", "height"].map(
      (name) => attributes(svg, "rect", name)[0]!,
    );
    for (const x of attributes(svg, "circle", "cx")) expect(x > left! && x < left! + width!).toBe(true);
    for (const y of attributes(svg, "circle", "cy")) expect(y > top! && y < top! + height!).toBe(true);
  });

  test("takes colours, radius, no names, one dimension, one leaf", () => {
    const plain = embeddingToSVG(embedding, {
      colour: (k) => (k === 0 ? "red" : "blue"),
      radius: 3,
      titles: false,
    });
    expect(plain).toMatch(/<g fill="red"><circle [^>]*r="3"\/><\/g><g fill="blue">/);
    expect(plain).not.toContain("<title>");
    expect(attributes(embeddingToSVG(embedUltrametric(u, { dimension: 1 })), "circle", "cy")).toEqual(
      Array(5).fill(10),
    );
    expect(embeddingToSVG(embedUltrametric(ultrametric.fromNewick("a;")))).toMatch(/<circle cx="10" cy="10"/);
    expect(embeddingToSVG(embedding)).not.toMatch(/NaN|Infinity/);
  });

  test.for([{ size: -1 }, { radius: NaN }, { clades: 0 }])("%j is an error", (options) => {
    expect(() => embeddingToSVG(embedding, options)).toThrow(MarquetryError);
  });
});

test("clades part the tree, each connected, no more than asked", () => {
  for (let seed = 1; seed <= 30; seed++) {
    const { tree } = randomUltrametric(seed, 40);
    const clade = cladesOf(tree, 7);
    const tops = new Set<number>();
    for (let i = 0; i < tree.size; i++) {
      const above = tree.parent[i]! < 0 ? -1 : clade[tree.parent[i]!]!;
      if (above >= 0) expect(clade[i]).toBe(above);
      else if (clade[i]! >= 0) tops.add(i);
      if (tree.childCount[i] === 0) expect(clade[i]).toBeGreaterThanOrEqual(0);
    }
    expect(tops.size).toBeLessThanOrEqual(7);
    expect(tops.size).toBe(Math.max(...clade) + 1);
  }
});

describe("the plot of distances", () => {
  test("has a line for every column, between the line of equal distance and that of the expansion", () => {
    const big = embedUltrametric(randomUltrametric(4, 300));
    const svg = distancesToSVG(big.distances());
    expect(svg).not.toMatch(/NaN|Infinity/);
    const ranges = /class="ranges" d="([^"]*)"/.exec(svg)![1]!;
    const lines = [...ranges.matchAll(/M([\d.]+) ([\d.]+)V([\d.]+)/g)].map((match) =>
      match.slice(1).map(Number),
    );
    expect(lines.length).toBeGreaterThan(20);
    for (const [x, bottom, top] of lines) {
      expect(bottom).toBeGreaterThan(top!);
      expect(x! >= 55 && x! <= 587 && top! >= 9.9 && bottom! <= 361.1).toBe(true);
    }
    expect(new Resvg(svg).render().height).toBe(400);
  });

  test("of one pair, and of none", () => {
    expect(distancesToSVG(embedding.distances(), { width: 300, name: "x" })).toContain('aria-label="x"');
    expect(distancesToSVG(embedUltrametric(ultrametric.fromNewick("(a:1,b:1);")).distances())).not.toMatch(
      /NaN/,
    );
    expect(distancesToSVG(embedUltrametric(ultrametric.fromNewick("a;")).distances())).not.toMatch(/NaN/);
  });
});
