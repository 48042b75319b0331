import { chance } from "./chance.ts";

interface Lineage {
  readonly born: number;
  readonly children: Lineage[];
  name: string;
  died: number;
}

const STARTS = ["Ach", "Bor", "Cal", "Dra", "Eph", "Fal", "Gly", "Hel", "Ix", "Lam", "Mor", "Nem", "Or", "Phy", "Ran", "Sal", "Tri", "Vor", "Xan", "Zyg"]; // prettier-ignore
const MIDDLES = ["an", "en", "id", "il", "op", "or", "ul", "yr", "ath", "och"];
const ENDS = ["ata", "ella", "ensis", "icus", "ina", "ops", "oides", "us", "aria", "ura"];

/**
 * A tree of species that there are not, as Newick: from each moment on every lineage is as likely as any other to part in
 * two (the process of Yule), until there are as many as asked for. All end today. Those that are alive when there are
 * `clades` of them have names of families.
 */
export function madeUpPhylogeny(species: number, clades: number): string {
  const next = chance(1859);
  const pick = (from: readonly string[]): string => from[Math.floor(next() * from.length)]!;
  const root: Lineage = { born: 0, children: [], name: "ancestor", died: 0 };
  let alive = [root];
  let now = 0;
  while (alive.length < species) {
    if (alive.length === clades) for (const [k, each] of alive.entries()) each.name = `${STARTS[2 * k]!}idae`;
    now -= Math.log(1 - next()) / alive.length;
    const parting = alive[Math.floor(next() * alive.length)]!;
    parting.died = now;
    parting.children.push(
      { born: now, children: [], name: "", died: 0 },
      { born: now, children: [], name: "", died: 0 },
    );
    alive = [...alive.filter((each) => each !== parting), ...parting.children];
  }
  for (const each of alive) {
    each.died = now + 1 / species;
    each.name = pick(STARTS) + pick(MIDDLES) + pick(ENDS);
  }
  return `${textOf(root)};`;
}

function textOf({ born, died, name, children }: Lineage): string {
  const below = children.length > 0 ? `(${children.map(textOf).join(",")})` : "";
  return `${below}${name}:${(died - born).toFixed(4)}`;
}
