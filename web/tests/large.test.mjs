// Speed at ten thousand events and a thousand documents, in the browser.
import assert from 'node:assert/strict';
import { cpus, loadavg } from 'node:os';
import { after, before, test } from 'node:test';
import { missing, open } from './case.mjs';
import { largeCase } from './large_case.mjs';

const skip = missing() ?? false;
const slowness = Math.max(1, (2 * loadavg()[0]) / cpus().length);
let opened;
let page;

before(async () => {
  if (skip) return;
  opened = await open(undefined, { lines: largeCase() });
  page = await (await opened.browser.newContext({ locale: 'en-GB', viewport: { width: 1400, height: 900 } })).newPage();
  await page.goto(opened.url);
  await page.locator('[data-event]').first().waitFor();
});
after(async () => opened?.close());

const total = () => page.evaluate(() => Number(document.querySelector('.filters [role=status]').textContent.replace(/\D/g, '')));
const middle = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

test('the case is as large as it should be', { skip }, async () => {
  const events = await total();
  console.log(`large case: ${events} events`);
  assert.ok(events >= 9_000, `${events} events`);
});

test('a filter shows its events in under 100 ms', { skip }, async () => {
  // From the change of the address to the lines being there, measured in the page.
  const filter = (hash) =>
    page.evaluate(
      (wanted) =>
        new Promise((done) => {
          const status = document.querySelector('.filters [role=status]');
          const start = performance.now();
          const watch = new MutationObserver(() => {
            watch.disconnect();
            requestAnimationFrame(() => done(performance.now() - start));
          });
          watch.observe(status, { characterData: true, childList: true, subtree: true });
          location.hash = wanted;
        }),
      hash,
    );
  const times = [];
  for (const query of ['type=law', 'who=Anna', 'status=asserted&type=money', 'depth=key', 'from=2001&to=2003', 'type=position&from=2010', 'q=fraud', 'who=Bank&type=law', '']) times.push(await filter(`#/chronology?${query}`));
  console.log(`filters at this size: middle ${middle(times).toFixed(0)} ms, slowest ${Math.max(...times).toFixed(0)} ms`);
  assert.ok(middle(times) < 100 * slowness, times.map((t) => t.toFixed(0)).join(' '));
});

test('ten thousand lines scroll to their end', { skip }, async () => {
  await page.evaluate(() => { location.hash = '#/chronology'; });
  const list = page.locator('section.list');
  const frames = await list.evaluate(async (element) => {
    const times = [];
    let last = performance.now();
    for (let i = 1; i <= 60; i++) {
      element.scrollTop += 900;
      await new Promise((next) => requestAnimationFrame(next));
      times.push(performance.now() - last);
      last = performance.now();
    }
    element.scrollTop = element.scrollHeight;
    return times;
  });
  console.log(`scrolling: middle frame ${middle(frames).toFixed(0)} ms, slowest ${Math.max(...frames).toFixed(0)} ms`);
  await page.waitForFunction(() => {
    const list = document.querySelector('section.list');
    list.scrollTop = list.scrollHeight;  // which grows while lines come
    return [...document.querySelectorAll('.line')].some((line) => Number(line.dataset.index) > 8000 && line.querySelector('[data-event]'));
  });
  assert.ok((await page.locator('[data-event]').count()) < 100, 'only the lines in view are in the page');
  assert.ok(middle(frames) < 50 * slowness);
});

test('a decision is in effect in a moment', { skip }, async () => {
  await page.evaluate(() => { location.hash = '#/chronology'; });
  const start = Date.now();
  const status = await page.evaluate(async () => {
    const event = (await (await fetch('api/v1/events?limit=1')).json()).items[0].id;
    const answer = await fetch('api/v1/corrections', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ action: 'redate-event', arguments: [event, '1900'] }) });
    return `${answer.status} ${(await (await fetch('api/v1/events?to=1900')).json()).total}`;
  });
  console.log(`a decision at this size: ${Date.now() - start} ms`);
  assert.equal(status, '201 1');
});
