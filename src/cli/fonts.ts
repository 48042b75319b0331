import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** The font of PNG pictures. */
export const PNG_FONT = "Open Sans";

const FILES = ["400Regular/OpenSans_400Regular.ttf", "700Bold/OpenSans_700Bold.ttf"] as const;
/** Where they come from, when the program is built. */
const PACKAGE = "@expo-google-fonts/open-sans";

/** The files of that font: beside the program, or in the package where it runs from its sources. */
export function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return FILES.map((file) => {
    const beside = fileURLToPath(new URL(`./fonts/${file.replace(/^.*\//, "")}`, import.meta.url));
    return existsSync(beside) ? beside : resolve(`${PACKAGE}/${file}`);
  });
}
