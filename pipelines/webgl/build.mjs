// Writes webgl.min.js and LICENCES.txt of the view: see README.md.
import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const target = join(here, "..", "..", "kg", "views", "webgl");
const { metafile, outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: ["entry.js"],
  bundle: true,
  minify: true,
  charset: "ascii",
  format: "iife",
  globalName: "webgl",
  target: "es2020",
  legalComments: "none",
  metafile: true,
  write: false,
});

const packages = new Set(Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
const licences = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} has no licence`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}).join(`\n${"-".repeat(78)}\n\n`);

mkdirSync(target, { recursive: true });
writeFileSync(join(target, "LICENCES.txt"), licences);
// The page carries the script, so the script carries the licences.
writeFileSync(join(target, "webgl.min.js"), `/*!\n${licences}*/\n${outputFiles[0].text}`);
console.log([...packages].sort().join(", "));
