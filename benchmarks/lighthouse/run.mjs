// Lighthouse's mobile default on one page of every kind in every language of a built site: the median of three runs.
//
//     node run.mjs ../../site https://kota-kreatif-pekalongan.github.io/situs/

import { readFileSync, readdirSync, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const RUNS = Number(process.env.RUNS ?? 3);
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};
const COMPRESSED = new Set([".html", ".js", ".svg", ".txt", ".xml"]);

const site = resolve(process.argv[2]);
const base = new URL(process.argv[3]).pathname;

// As GitHub Pages serves it: compressed, fresh for ten minutes, its own page for wrong addresses.
function serve(request, response) {
  const path = decodeURI(new URL(request.url, "http://host").pathname);
  const within = path.startsWith(base) ? path.slice(base.length) : "404";
  const wanted = join(site, within, path.endsWith("/") ? "index.html" : "");
  const isThere = existsSync(wanted) && extname(wanted) !== "";
  const file = isThere ? wanted : join(site, "404.html");
  const ending = extname(file);
  const headers = { "Content-Type": TYPES[ending] ?? "application/octet-stream", "Cache-Control": "max-age=600" };
  let content = readFileSync(file);
  if (COMPRESSED.has(ending)) {
    content = gzipSync(content, { level: 6 });
    headers["Content-Encoding"] = "gzip";
  }
  response.writeHead(isThere ? 200 : 404, { ...headers, "Content-Length": content.length });
  response.end(content);
}

// Pages are of one kind when their content begins alike and has the same special parts.
function samples() {
  const kinds = new Map();
  const pages = readdirSync(site, { recursive: true }).filter((path) => path.endsWith("index.html"));
  for (const page of pages.sort()) {
    const html = readFileSync(join(site, page), "utf-8");
    const language = html.match(/<html lang="([^"]+)"/)?.[1];
    const content = html.slice(html.indexOf("<main"));
    const first = content.match(/<(?:article|div) class="([\w-]+(?: [a-z]+)?)/)?.[1];
    const parts = ['class="chart ', "ticket--", "subscription", "topics__topic", "translations__count"];
    const kind = [language, first, ...parts.filter((part) => content.includes(part))].join(" ");
    if (language && first && !kinds.has(kind)) kinds.set(kind, relative(site, join(site, page)).replace("index.html", ""));
  }
  return kinds;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const server = createServer(serve);
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const origin = `http://127.0.0.1:${server.address().port}`;
const chrome = await launch({
  chromePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
console.log("| page | perf, a11y, bp, SEO | FCP s | LCP s | TBT ms | CLS |");
console.log("| --- | --- | --- | --- | --- | --- |");
let worst = 100;
for (const page of samples().values()) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    const options = { port: chrome.port, output: "json", onlyCategories: CATEGORIES, logLevel: "error" };
    runs.push((await lighthouse(origin + base + page, options)).lhr);
  }
  const number = (audit, digits) => median(runs.map((run) => run.audits[audit].numericValue / 10 ** digits));
  const scores = CATEGORIES.map((name) => median(runs.map((run) => Math.round(run.categories[name].score * 100))));
  worst = Math.min(worst, ...scores);
  const times = ["first-contentful-paint", "largest-contentful-paint"].map((audit) => number(audit, 3).toFixed(2));
  const blocked = Math.round(number("total-blocking-time", 0));
  const shift = number("cumulative-layout-shift", 0).toFixed(3);
  console.log(`| /${page} | ${scores.join(", ")} | ${times.join(" | ")} | ${blocked} | ${shift} |`);
}
chrome.kill();
server.close();
process.exitCode = worst < 99 ? 1 : 0;
