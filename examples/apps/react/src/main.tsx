import { randomTree } from "marquetry/fixtures";
import { MarquetryMap } from "marquetry/react";
import { useState } from "react";
import { createRoot } from "react-dom/client";

const tree = randomTree(30_000, { seed: 1 });

function App() {
  const [factor, setFactor] = useState(1);
  const [layouts, setLayouts] = useState(0);
  const data = tree.withWeights(tree.weight.map((weight, i) => (i % 10 === 0 ? factor * weight : weight)));
  return (
    <>
      <button id="grow" onClick={() => setFactor(2)}>
        Grow
      </button>
      <output id="layouts">{layouts}</output>
      <MarquetryMap
        data={data}
        spacing={{ padding: 1 }}
        drawing={{ fontSize: 12 }}
        onLayout={() => setLayouts((count) => count + 1)}
      />
    </>
  );
}

createRoot(document.querySelector("#root")!).render(<App />);
