import { BRANCH_PALETTE, LIGHT_PALETTE } from "./colour.ts";
import { colours } from "./contrast.ts";
import { DARK_PALETTE } from "./theme.ts";

/**
 * Colours of branches by name. "usual" is the default, "dark" that of `darkTheme`; both have twenty, all others some
 * seven to nine, made by Paul Tol (SRON/EPS/TN/09-002, 2021) and by Okabe and Ito (*Color universal design*, 2008) for
 * readers of any colour vision.
 *
 * @example toSVG(map, { colour: branchColours({ palette: PALETTES["okabe-ito"] }) });
 */
export const PALETTES: Readonly<Record<string, readonly string[]>> = {
  usual: BRANCH_PALETTE,
  dark: DARK_PALETTE,
  "tol-light": LIGHT_PALETTE,
  "tol-bright": ["#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb"],
  "tol-muted": /* @__PURE__ */ colours(
    "#88ccee #44aa99 #117733 #999933 #ddcc77 #cc6677 #882255 #aa4499 #332288",
  ),
  "okabe-ito": ["#56b4e9", "#e69f00", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"],
};
