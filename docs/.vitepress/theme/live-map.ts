import type { EngineName } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import { defineComponent, h, onMounted, ref, type DefineComponent } from "vue";

const ENGINES: readonly EngineName[] = [
  "greedy",
  "voronoi",
  "squarify",
  "rectangles",
  "orthoconvex",
  "slack",
  "angular",
  "strip",
];
const CONTAINERS = ["fill", "circle", "hexagon"] as const;

/** A map to touch: the people of the world, or a file of the reader's own, which stays on the reader's machine. */
export const LiveMap: DefineComponent = defineComponent({
  setup() {
    const map = ref<MarquetryMap>();
    const said = ref("");
    const isOver = ref(false);

    onMounted(async () => {
      const [, { default: world }] = await Promise.all([
        import("marquetry/element"),
        import("../../../examples/data/world.json"),
      ]);
      const element = map.value!;
      element.dataOptions = { weight: "population" };
      element.data = world;
      element.addEventListener("marquetry-error", ({ detail }) => (said.value = detail.message));
    });

    const open = async (file: File | undefined): Promise<void> => {
      if (!file) return;
      try {
        const { readTree } = await import("marquetry");
        const { tree, notes } = await readTree(await file.arrayBuffer(), { name: file.name });
        map.value!.data = tree;
        said.value = [`${file.name}: ${tree.size.toLocaleString("en-GB")} nodes.`, ...notes].join(" ");
      } catch (error) {
        said.value = `${file.name} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      }
    };
    const choice = <K extends "engine" | "container">(name: K, values: readonly string[]) =>
      h("label", [
        `${name} `,
        h(
          "select",
          {
            onChange: ({ target }: Event) =>
              map.value?.setAttribute(name, (target as HTMLSelectElement).value),
          },
          values.map((value) => h("option", value)),
        ),
      ]);

    return () =>
      h(
        "div",
        {
          class: ["live-map", { over: isOver.value }],
          onDragover: (event: DragEvent) => {
            event.preventDefault();
            isOver.value = true;
          },
          onDragleave: () => (isOver.value = false),
          onDrop: (event: DragEvent) => {
            event.preventDefault();
            isOver.value = false;
            void open(event.dataTransfer?.files[0]);
          },
        },
        [
          h("marquetry-map", {
            ref: map,
            engine: "greedy",
            label: "The people of the world in 2024, by country",
            searchable: "",
            menu: "",
          }),
          h("p", { class: "controls" }, [
            choice("engine", ENGINES),
            choice("container", CONTAINERS),
            h("label", [
              "your own file ",
              h("input", {
                type: "file",
                onChange: ({ target }: Event) => void open((target as HTMLInputElement).files?.[0]),
              }),
            ]),
          ]),
          h("p", { class: "said", role: "status" }, said.value),
        ],
      );
  },
}) as DefineComponent;
