import { chromium } from "playwright";
import { findChromium } from "./test/support/chromium.ts";
const browser = await chromium.launch({ ...(await findChromium()), args: ["--no-sandbox", "--disable-gpu"] });
for (const [w, h] of [[1280, 800], [390, 844]] as const) for (const scheme of ["light", "dark"] as const) {
  const page = await browser.newPage({ viewport: { width: w, height: h }, colorScheme: scheme, reducedMotion: "reduce" });
  page.on("console", (m) => console.log("console", m.text())); page.on("pageerror", (e) => console.log("error", e.message));
  await page.goto("file:///tmp/h17in/apps/growth.html");
  await page.evaluate("document.querySelector('marquetry-map').ready");
  await page.waitForTimeout(300);
  await page.screenshot({ path: `/tmp/h17in/apps/page-${w}-${scheme}.png`, fullPage: w < 500 });
  const wide = await page.evaluate("document.documentElement.scrollWidth");
  console.log(w, scheme, "scrollWidth", wide);
  await page.close();
}
await browser.close();
