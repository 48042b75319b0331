import { layout, region, toSVG, voronoi, weightedTree } from "marquetry";

/** A province, or a part of the country. */
interface Place {
  readonly name: string;
  readonly people?: number;
  readonly at?: readonly [x: number, y: number];
  readonly children?: readonly Place[];
}

/** Parts of a country that there is not: provinces with their people in thousands, and where they lie. */
const PARTS: Place = {
  name: "Ebenia",
  children: [
    part("North", [["Alderfell", 310, 300, 95], ["Norwick", 845, 420, 70], ["Skarnholm", 190, 530, 85], ["Thornby", 405, 640, 110], ["Ulverstad", 260, 390, 150]]), // prettier-ignore
    part("Highlands", [["Bergamine", 520, 200, 230], ["Cloudmoor", 150, 290, 240], ["Dunmere", 330, 240, 320], ["Eaglesford", 280, 330, 310]]), // prettier-ignore
    part("Capital", [["Marquet", 2900, 480, 290], ["Inlay", 720, 430, 260], ["Veneerton", 660, 520, 340]]), // prettier-ignore
    part("East", [["Fernside", 480, 660, 230], ["Goldharbour", 1350, 760, 270], ["Haven", 390, 720, 350], ["Isthmere", 240, 650, 320]]), // prettier-ignore
    part("South", [["Juniper Bay", 760, 560, 480], ["Kestrel", 300, 470, 440], ["Lindenau", 510, 400, 500], ["Mahogany Coast", 980, 490, 540], ["Oakrind", 220, 600, 420]]), // prettier-ignore
    part("West", [["Pearwood", 440, 270, 420], ["Rosewood", 610, 330, 460], ["Satinwood", 350, 230, 490]]), // prettier-ignore
  ],
};

function part(name: string, provinces: readonly (readonly [string, number, number, number])[]): Place {
  return { name, children: provinces.map(([own, people, x, y]) => ({ name: own, people, at: [x, y] })) };
}

/** The corners of a coast: the sides between a few capes and bays are bent in their middles, again and again. */
function coast(): [x: number, y: number][] {
  let ring: [number, number][] = [
    [230, 60], [130, 190], [190, 330], [120, 470], [230, 580], [390, 540], [480, 610], [640, 560], [700, 420], [850, 330], [800, 190], [690, 130], [560, 20], [400, 40]]; // prettier-ignore
  let state = 11;
  const chance = (): number => (state = (state * 16807) % 2147483647) / 2147483647 - 0.5;
  for (let round = 0; round < 7; round++) {
    ring = ring.flatMap(([x, y], k): [number, number][] => {
      const [nextX, nextY] = ring[(k + 1) % ring.length]!;
      const [dx, dy] = [nextX - x, nextY - y];
      const [along, off] = [0.5 + 0.2 * chance(), 0.42 * chance()];
      return [
        [x, y],
        [x + along * dx - off * dy, y + along * dy + off * dx],
      ];
    });
  }
  return ring;
}

/** The provinces of a country by their people, within its own coast of 1,792 corners, near their own places. */
export function country(): string {
  const tree = weightedTree<Place>(PARTS, { weight: (d) => d.people });
  const placeOf = (place: Place): readonly [number, number] =>
    place.at ?? middleOf(place.children!.map(placeOf));
  const map = layout(tree, {
    engine: voronoi({ sites: (place) => placeOf(place as Place) }),
    container: region(coast(), { fit: [760, 600] }),
  });
  return toSVG(map, {
    name: "The people of a country, by province",
    fontSize: 20,
    minFontSize: 8,
    precision: 1,
  });
}

function middleOf(places: readonly (readonly [number, number])[]): [number, number] {
  const mean = (axis: 0 | 1): number => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  return [mean(0), mean(1)];
}
