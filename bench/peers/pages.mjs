// Times @mozilla/readability with jsdom on all pages below a folder: node --single-threaded pages.mjs FOLDER
// Prints pages a second of processor time, as JSON. Pages are parsed as Readability's README says, without scripts.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { JSDOM, VirtualConsole } = require('jsdom');
const { Readability } = require('@mozilla/readability');

const files = [];
const walk = (folder) => {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) walk(path);
    else if (path.endsWith('.html')) files.push(path);
  }
};
walk(process.argv[2]);
const pages = files.map((path) => readFileSync(path));
const quiet = new VirtualConsole();

function read(page) {
  try {
    const dom = new JSDOM(page, { url: 'https://page.test/', virtualConsole: quiet });
    const article = new Readability(dom.window.document).parse();
    dom.window.close();
    return article?.textContent?.length ?? 0;
  } catch {
    return 0;
  }
}

pages.slice(0, 10).forEach(read); // warms the compiler up
const start = process.cpuUsage();
let letters = 0;
for (const page of pages) letters += read(page);
const { user, system } = process.cpuUsage(start);
console.log(JSON.stringify({ pages: pages.length, letters, pages_per_second: (pages.length * 1e6) / (user + system) }));
