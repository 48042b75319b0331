/** The element in React: the component, and the tag itself. */
import { MarquetryMap } from "marquetry/react";

interface Row {
  id: string;
  weight: number;
}

export function Chart({ rows, choose }: { rows: Row[]; choose: (ids: string[]) => void }) {
  return (
    <>
      <MarquetryMap<Row>
        data={rows}
        engine="greedy"
        spacing={{ padding: 2 }}
        style={{ height: 400 }}
        tooltip={(datum) => String(datum?.weight)}
        onSelect={({ detail }) => choose(detail.map(({ id }) => id))}
      />
      <marquetry-map data={rows} engine="strip" />
      {/* @ts-expect-error misspelt */}
      <MarquetryMap data={rows} engine="greddy" />
      {/* @ts-expect-error misspelt */}
      <marquetry-map data={rows} engine="greddy" />
    </>
  );
}
