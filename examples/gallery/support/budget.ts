import { chance } from "./chance.ts";

/** An office of a town, or what it pays for, in this year and the last. */
export interface Item {
  readonly name: string;
  readonly amount?: number;
  readonly before?: number;
  readonly children?: readonly Item[];
}

const OFFICES: Readonly<Record<string, readonly string[]>> = {
  Schools: ["Primary schools", "Secondary schools", "School meals", "School buses", "Music school", "Caretakers", "Books and software"], // prettier-ignore
  "Young and old": ["Nurseries", "Youth clubs", "Home care", "Day centres", "Playgrounds", "Debt advice"],
  Streets: ["Repairs", "Winter service", "Lighting", "Bridges", "Cycle paths", "Signs and signals"],
  Transport: ["Trams", "Buses", "Night buses", "Stops and shelters", "Tickets for pupils"],
  Housing: ["New flats", "Renovation", "Rent support", "Homeless shelters"],
  "Water and waste": ["Water works", "Sewers", "Refuse", "Recycling yards", "Flood defences"],
  Culture: ["Theatre", "Library", "City museum", "Festivals", "Grants for clubs", "Archive"],
  Parks: ["Gardeners", "Trees", "Cemeteries", "Swimming pools", "Sports grounds"],
  Safety: ["Fire brigade", "Ambulances", "Wardens", "Food inspection"],
  "Town hall": ["Registry", "Computers", "Buildings", "Elections", "Pensions of staff", "Interest"],
};

/** The budget of a town that there is not: amounts made up by a rule, the same each time. */
export function madeUpBudget(): Item {
  const next = chance(1492);
  const children = Object.entries(OFFICES).map(([name, items]) => {
    const size = 4e6 * Math.exp(1.6 * next());
    const trend = 0.24 * (next() - 0.45);
    return {
      name,
      // What comes first costs most.
      children: items.map((item, k) => {
        const before = Math.round((size * Math.exp(1 - 0.45 * k + 0.5 * next())) / 1000) * 1000;
        const change = trend + 0.3 * (next() - 0.5);
        return { name: item, before, amount: Math.round((before * (1 + change)) / 1000) * 1000 };
      }),
    };
  });
  return { name: "Budget", children };
}
