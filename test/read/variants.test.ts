import { expect, test } from "vitest";
import { readTree } from "../../src/subpaths/read.ts";

/** Texts and the sums of what they hold; those without one are refused. */
const cases: Record<string, [text: string, sum?: number]> = {
  tsvLevels: [
    "kingdom\tphylum\tclass\tcount\nAnimalia\tChordata\tMammalia\t5\nAnimalia\tChordata\tAves\t10\nPlantae\tBryophyta\tx\t2\n",
    17,
  ],
  nbsp: ["Name,Size\nfoo,1\u00a0234\nbar,22\n", 1256],
  spaces: ["name, value\na, 1\nb, 2\n", 3],
  pop: ['"State","Population"\n"CA","39,538,223"\n"WY","576,851"\n', 40115074],
  rootDash: ["id,parentId,name,size\n1,0,r,\n2,1,a,5\n3,1,b,6\n", 11],
  rootHash: ['[{"id":"x","parent":"#","text":"r"},{"id":"y","parent":"x","text":"a","size":3}]', 3],
  rootNull: ["id;parent;value\nr;NULL;\na;r;1,5\nb;r;2,5\n", 4],
  noHeadSemi: ["a;1,5\nb;2,5\n", 4],
  pct: ["k,v\na,45.5%\nb,54.5%\n", 100],
  km: ["name,downloads\na,1.5M\nb,500K\n", 2e6],
  twoNums: ["Country,Area (km²),Population (2024)\nA,10,100\nB,20,200\n", 300],
  sizeKB: ["File,Size (KB),Age\na/b,10,3\na/c,20,4\n", 30],
  flat: ['{"src/index.ts":2048,"src/a.ts":2}', 2050],
  wba: [
    '[{"label":"main.js","isAsset":true,"statSize":100,"parsedSize":30,"gzipSize":10,"groups":[{"label":"a.js","statSize":60,"parsedSize":20,"gzipSize":7},{"label":"b.js","statSize":40,"parsedSize":10,"gzipSize":3}]}]',
    30,
  ],
  lh: [
    '{"name":"r","resourceBytes":30,"children":[{"name":"a","resourceBytes":10},{"name":"b","resourceBytes":20}]}',
    30,
  ],
  nest: [
    '[{"key":"x","values":[{"key":"a","value":1},{"key":"b","value":2}]},{"key":"y","values":[{"key":"c","value":3}]}]',
    6,
  ],
  nullKids: [
    '{"name":"r","children":[{"name":"a","value":1,"children":null},{"name":"b","value":2,"children":[]}]}',
    3,
  ],
  expenses: [
    "Date,Category,Sub,Amount\n2024-01-01,Food,Milk,3\n2024-01-02,Food,Milk,4\n2024-01-02,Fun,Film,5\n",
    12,
  ],
  trailing: ["name,value,\na,1,\nb,2,\n", 3],
  code: ["code,region,country,pop\n4,Asia,AF,5\n8,Europe,AL,6\n", 11],
  header2: ["size\tpath\n3\ta/b\n4\ta/c\n", 7],
  nl: ["((a,b),c)", 3],
  urls: ["https://a.org/x\nhttps://a.org/y\n", 2],
  urlsz: ["https://a.org/x 5\nhttps://a.org/y 6\n", 11],
  single: ["a/b/c.js\t5\n", 5],
  oneCsv: ["name,value\na,5\n", 5],
  gaps: ["name,value\n\na,5\n\nb,6\n", 11],
  quoteHead: ["'name','value'\n'a',5\n", 5],
  thinsp: ["name;value\na;1\u202f234,5\n", 1234.5],
  apos: ["name,value\na,1'234'567\n", 1234567],
  indian: ['name,value\na,"12,34,567"\nb,"1,00,000"\n', 1334567],
  sci: ["name,value\na,1e3\nb,2.5E2\n", 1250],
  minus: ["name,value\na,−5\n"],
  outlineTabs: ["a\n\tb\t3\n\tc\t4\n", 7],
  mdList: ["* a\n    * b 2\n    * c 3\n* d 4\n", 9],
  nums: ["* a\n  1. b\n  2. c\n", 2],
  ascii: ["root\n|-- a\n|   `-- b\n`-- c\n\n1 directory, 2 files\n", 2],
  windowsTree: ["C:.\n├───src\n│   ├───a\n│   └───b\n└───lib\n", 3],
  cargo: ["app v0.1.0\n├── a v1.0\n│   └── b v2\n└── c v3\n", 2],
  rowsJsonStr: ['[{"path":"a/b","size":"10"},{"path":"a/c","size":"20"}]', 30],
  api: ['{"status":"ok","items":[{"name":"a","value":1},{"name":"b","value":2}]}', 3],
  deepKids: ['{"tree":{"name":"r","children":[{"name":"a","value":1}]}}', 1],
  nul: ['{"a":null}'],
  empty: ["{}"],
  emptyList: ["[]"],
  one: ["[5]"],
  dupHeader: ["name,name,value\na,x,1\nb,y,2\n", 3],
  phylip: ["3\na 0 1 2\nb 1 0 3\nc 2 3 0\n", 3],
  matrixCsv: ["0,1,2\n1,0,3\n2,3,0\n", 3],
  matrixHalf: [",a,b,c\na,0,1,2\nb,,0,3\nc,,,0\n", 3],
  matrixOddWay: [",a,b,c\na,0,1,2\nb,1,0,3\nc,2,4,0\n"],
  sameYears: ["Product,Q1 2024,Q2 2024\nA,1,2\nB,3,4\n"],
  epochs: ["name,time\na,1700000000\nb,1700000050\n"],
  bytesB: ["name,size\na,512B\nb,1.5K\nc,2M\n", 2_002_012],
  billions: ["name,worth\na,$1.5B\nb,$500M\n", 2e9],
  zeros: ["plz,name,value\n01067,a,1\n01069,b,2\n", 3],
  noTotal: ["name,value\nA,1\nB,2\nTotal,4\n", 7],
  firstBlank: ["region,store,sales\n,A,1\nNorth,B,2\n", 3],
  dot: ["digraph { a -> b; a -> c; }\n"],
  log: ["2024-01-01 12:00:01 INFO /x/y started\n2024-01-01 12:00:02 INFO /x/z 200\n"],
  sql: ["INSERT INTO x VALUES (1,2);\n"],
  lock: ['# yarn lockfile v1\n\n\na@^1:\n  version "1.0"\n  resolved "https://x"\n'],
  toml: ['[package]\nname = "x"\nversion = "1"\n'],
  gitlog: ["abc1234 Fix a/b path\nabc1235 Add c\n"],
};

test.each(Object.entries(cases))("%s", async (_, [text, sum]) => {
  if (sum === undefined) {
    await expect(readTree(text)).rejects.toMatchObject({ name: "MarquetryError" });
    return;
  }
  const { tree } = await readTree(text);
  expect(tree.weight[0]).toBeCloseTo(sum, 6);
});
