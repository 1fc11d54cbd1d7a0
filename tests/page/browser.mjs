// Opens a page in Chromium, in several ways, and prints what happened as JSON.
// Usage: node browser.mjs '{"file": …, "chromium": …, "modules": …, "profile": …}'
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const { file, chromium, modules, profile } = JSON.parse(process.argv[2]);
const require = createRequire(`${modules}/`);
const playwright = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const ways = [];
for (const width of [1280, 360]) {
  for (const colorScheme of ["light", "dark"]) ways.push({ width, colorScheme });
}

const reports = [];
for (const { width, colorScheme } of ways) {
  const context = await playwright.chromium.launchPersistentContext(
    `${profile}/${width}-${colorScheme}`,
    {
      executablePath: chromium,
      viewport: { width, height: 800 },
      colorScheme,
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
      ],
    },
  );
  const page = await context.newPage();
  const messages = [];
  const requests = [];
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  const address = pathToFileURL(file).href;
  await page.goto(address);

  await page.keyboard.press("Tab");
  const focus = await page.evaluate(() => {
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    return { text: document.activeElement.textContent, seen: top >= 0 && bottom > top };
  });
  await page.keyboard.press("Enter");
  const layout = await page.evaluate(() => ({
    fragment: location.hash,
    scrollWidth: document.documentElement.scrollWidth,
    background: getComputedStyle(document.body).backgroundColor,
  }));

  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
  await page.evaluate(axe);
  const { violations, incomplete, passes } = await page.evaluate(() => window.axe.run());
  reports.push({
    way: `${colorScheme}, ${width}px`,
    width,
    messages,
    foreign: requests.filter((url) => url !== address),
    focus,
    ...layout,
    checks: passes.map((pass) => pass.id),
    violations: [...violations, ...incomplete].map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).slice(0, 3)}`,
    ),
  });
  await context.close();
}
console.log(JSON.stringify(reports));
