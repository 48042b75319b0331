import { embeddingToSVG, embedUltrametric, ultrametric } from "marquetry";
import data from "./data/world.json" with { type: "json" };

/**
 * Countries clustered by how many people they have and how fast these become more, as points in the plane.
 *
 * A clustering is a tree; the distance of two countries is the height at which they meet in it. The points keep these
 * distances: none is shorter, and none longer than the printed distortion says. Each box holds a cluster.
 */
export function clusters(): string {
  const places = countries(data);
  const points = places.map(({ population, population1994 }) => [
    Math.log10(population!),
    5 * Math.log10(population! / population1994!),
  ]);
  const u = ultrametric.fromPoints(points, { linkage: "average", labels: places.map(({ name }) => name) });
  return embeddingToSVG(embedUltrametric(u), { name: "Countries clustered by size and growth" });
}

/** A continent, a part of one, or a country. */
interface Place {
  name: string;
  population?: number;
  population1994?: number;
  children?: Place[];
}

function countries(place: Place): Place[] {
  if (place.children) return place.children.flatMap(countries);
  return place.population! > 0 && place.population1994! > 0 ? [place] : [];
}
