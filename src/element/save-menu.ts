import type { Explorer } from "./explorer.ts";
import type { Faults } from "./faults.ts";
import type { FileKind } from "./files.ts";
import type { Furniture } from "./furniture.ts";
import { loadLater } from "./lazy.ts";

/** Milliseconds that a saved file is kept for the browser to take it. */
const KEPT = 60_000;

/** What a menu to save with asks of its element. */
export interface SaveWishes {
  /** Load what comes later, with its styles. */
  finish(): void;
  toFile(kind: FileKind): Promise<Blob>;
}

/** The menu to save with: filled when it is opened first, it hands the reader a file of the kind chosen. */
export class SaveMenu {
  readonly #furniture: Furniture;
  readonly #explorer: Explorer;
  readonly #faults: Faults;
  readonly #wishes: SaveWishes;

  constructor(furniture: Furniture, explorer: Explorer, faults: Faults, wishes: SaveWishes) {
    this.#furniture = furniture;
    this.#explorer = explorer;
    this.#faults = faults;
    this.#wishes = wishes;
    furniture.menu.addEventListener("toggle", () => void this.#fill());
    furniture.menu.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#close();
    });
  }

  async #fill(): Promise<void> {
    const { menu, list } = this.#furniture;
    if (!menu.open) return;
    this.#wishes.finish();
    try {
      const { fillMenu } = await loadLater();
      fillMenu(list, this.#explorer.words.strings, (kind) => void this.#save(kind));
    } catch (error) {
      this.#faults.blame("save", error);
    }
  }

  #close(): void {
    const { menu, save } = this.#furniture;
    if (menu.open) save.focus();
    menu.open = false;
  }

  async #save(kind: FileKind): Promise<void> {
    this.#close();
    try {
      const file = await this.#wishes.toFile(kind);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = `${this.#explorer.name}.${kind}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
      this.#faults.mend("save");
    } catch (error) {
      this.#faults.blame("save", error);
    }
  }
}
