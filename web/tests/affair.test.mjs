// The page on real articles in three languages, where they lie beside the checkout.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { missing, open } from './case.mjs';

const affair = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../../shared/affair');
const skip = missing() ?? (existsSync(affair) ? false : `${affair} is not there`);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let opened;
let page;
const foreign = [];
const faults = [];

before(async () => {
  if (skip) return;
  opened = await open(affair);
  const context = await opened.browser.newContext({ locale: 'en-GB', viewport: { width: 1400, height: 900 }, bypassCSP: true });
  page = await context.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith(opened.origin) && !/^(data|file):/.test(request.url())) foreign.push(request.url());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(opened.url);
});
after(async () => opened?.close());

const api = (path) => page.evaluate(async (p) => (await fetch(`api/v1/${p}`)).json(), path);

test('an event told by several documents shows the words of each in its own direction', { skip }, async () => {
  await page.locator('[data-event]').first().waitFor();
  const { items } = await api('events?limit=500');
  const told = items.find((event) => event.documents > 1);
  assert.ok(told, 'no event has two documents');
  await page.goto(`${opened.origin}/#/chronology?event=${told.id}`);
  await page.locator('aside blockquote').nth(1).waitFor();
  const words = await page.locator('aside blockquote').evaluateAll((all) => all.map((one) => [one.textContent, getComputedStyle(one).direction]));
  for (const [text, direction] of words) assert.equal(direction, /^[^\p{L}]*\p{Script=Arabic}/u.test(text) ? 'rtl' : 'ltr', text.slice(0, 80));
});

test('every view opens, and none has a serious accessibility finding', { skip }, async () => {
  for (const view of ['chronology', 'people', 'day', 'conflicts', 'gaps', 'sources', 'search', 'ask', 'story', 'history']) {
    await page.goto(`${opened.origin}/#/${view}`);
    await page.locator('main h1').first().waitFor({ state: 'attached' });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
    const serious = violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => `${v.id}: ${v.nodes[0]?.target}`);
    assert.deepEqual(serious, [], view);
  }
});

test('nothing was asked of another host, and nothing broke', { skip }, () => {
  assert.deepEqual(foreign, []);
  assert.deepEqual(faults, []);
});
