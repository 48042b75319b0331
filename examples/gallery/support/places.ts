/** A continent, a part of one, or a country. */
export interface Place {
  name: string;
  population?: number;
  population1994?: number;
  children?: Place[];
}

/** By what part a country has grown from 1994 to 2024; NaN where that is not known. */
export function growthOf(place: Place | undefined): number {
  return (place?.population ?? NaN) / (place?.population1994 ?? NaN) - 1;
}
