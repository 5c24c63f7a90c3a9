// Times the peers on the text that make_text.py wrote: node --single-threaded peers.mjs TEXT.jsonl OUT.json
//
// Each peer runs in every way that a user might choose, and its fastest counts: by documents or by lines, with each
// document's own language or with English alone, strictly or not. Recognizers-Text is given a part of the text, evenly
// taken, because it needs seconds for kilobytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const chrono = require('chrono-node');
const recognizers = require('@microsoft/recognizers-text-suite');

const documents = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const day = (document) => new Date(`${(document.published + '-01-01').slice(0, 10)}T12:00:00Z`);
const base = (document) => document.language.split('-')[0];

// Megabytes a second of processor time of `read(text, document)` over the given documents, by documents or by lines.
function speed(some, byLines, read) {
  const pieces = some.flatMap((document) =>
    (byLines ? document.text.split('\n') : [document.text]).map((text) => [text, document]));
  const bytes = pieces.reduce((sum, [text]) => sum + Buffer.byteLength(text) + 1, 0);
  const start = process.cpuUsage();
  let found = 0;
  for (const [text, document] of pieces) found += read(text, document);
  const { user, system } = process.cpuUsage(start);
  return { mb_per_s: bytes / (user + system), found, bytes };
}

const every = (n) => documents.filter((_, i) => i % n === 0);
const ways = [];
const measure = (peer, way, some, byLines, read) => {
  const result = { peer, way: `${way}, by ${byLines ? 'lines' : 'documents'}`, ...speed(some, byLines, read) };
  ways.push(result);
  console.error(`${peer}: ${result.way}: ${result.mb_per_s.toFixed(4)} MB/s`);
};

const own = (document, kind) => (chrono[base(document)] ?? chrono.en)[kind];
for (const byLines of [false, true]) {
  for (const kind of ['casual', 'strict']) {
    // A first run warms the compiler up and is not counted.
    const inOwn = (text, document) => (own(document, kind) ?? chrono.en[kind]).parse(text, day(document)).length;
    const inEnglish = (text, document) => chrono.en[kind].parse(text, day(document)).length;
    speed(every(20), byLines, inOwn);
    measure('chrono-node', `own language, ${kind}`, every(2), byLines, inOwn);
    speed(every(20), byLines, inEnglish);
    measure('chrono-node', `English, ${kind}`, every(2), byLines, inEnglish);
  }
}

const { Culture } = recognizers;
const cultures = {
  en: Culture.English, de: Culture.German, es: Culture.Spanish, fr: Culture.French, ja: Culture.Japanese,
  pt: Culture.Portuguese, zh: Culture.Chinese,
};
const attempt = (recognize, text, culture, ...rest) => {
  try {
    return recognize(text, culture, ...rest).length;
  } catch {
    return 0; // not every culture has every model
  }
};
const times = (culture) => (text, document) =>
  attempt(recognizers.recognizeDateTime, text, culture(document), undefined, day(document));
const all = (culture) => (text, document) =>
  times(culture)(text, document) + attempt(recognizers.recognizeCurrency, text, culture(document)) +
  attempt(recognizers.recognizePercentage, text, culture(document)) +
  attempt(recognizers.recognizeNumber, text, culture(document));
const ownCulture = (document) => cultures[base(document)] ?? Culture.English;
const few = every(Math.max(1, Math.floor(documents.length / 40)));
for (const byLines of [false, true]) {
  speed(few.slice(0, 5), byLines, all(ownCulture));
  measure('recognizers-text', 'own language, times and quantities', few, byLines, all(ownCulture));
  measure('recognizers-text', 'own language, times alone', few, byLines, times(ownCulture));
  measure('recognizers-text', 'English, times alone', few, byLines, times(() => Culture.English));
}
writeFileSync(process.argv[3], JSON.stringify(ways));
