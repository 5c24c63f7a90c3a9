// What a person does with the page, on the example case, in Debian's Chromium.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { missing, open } from './case.mjs';

const why = missing();
const skip = why ?? false;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let opened;
let page;
const foreign = [];

before(async () => {
  if (skip) return;
  opened = await open();
  const context = await opened.browser.newContext({ locale: 'en-GB', viewport: { width: 1400, height: 900 }, bypassCSP: true });
  page = await context.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith(opened.origin) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  const start = Date.now();
  await page.goto(opened.url);
  await page.locator('[data-event]').first().waitFor();
  console.log(`first view: ${Date.now() - start} ms`);
});
after(async () => opened?.close());

const go = async (hash) => {
  await page.goto(`${opened.origin}/#/${hash}`);
  await page.locator('main h1').first().waitFor({ state: 'attached' });
};

test('the chronology lists events in order with their witnesses', { skip }, async () => {
  await go('chronology');
  await page.locator('[data-event]').first().waitFor();
  const headlines = await page.locator('[data-event] .headline').allTextContents();
  assert.ok(headlines.length > 5);
  assert.ok(headlines.every((h) => h.trim().length > 0));
  const years = (await page.locator('.period').allTextContents()).map((t) => Number(t)).filter((n) => n > 0);
  assert.deepEqual(years, [...years].sort((a, b) => a - b));
});

test('a filter by a name in another script finds the same person, and stands in the address', { skip }, async () => {
  await go('chronology');
  const status = page.locator('[role=status]').first();
  await page.getByLabel('Who').fill('Quintela');
  await page.getByLabel('Who').press('Enter');
  await page.waitForURL(/who=Quintela/);
  await page.waitForFunction(() => !document.querySelector('[role=status]').textContent.startsWith('0 '));
  const latin = await status.textContent();
  await page.getByLabel('Who').fill('كينتيلا');
  await page.getByLabel('Who').press('Enter');
  await page.waitForURL(/%D9%83/);
  await page.waitForTimeout(300);
  assert.ok(Number.parseInt(await status.textContent()) > 0);
  assert.ok(Number.parseInt(latin) > 0);
  await page.getByRole('button', { name: 'Clear filters' }).click();
});

test('an event shows the exact words of its sources, and leads to them in the document', { skip }, async () => {
  await go('chronology');
  await page.locator('[data-event]').first().click();
  const words = page.locator('aside blockquote').first();
  await words.waitFor();
  assert.ok((await words.locator('p').textContent()).length > 10);
  await words.locator('footer a').click();
  await page.locator('.sheet .text').waitFor();
  assert.ok((await page.locator('.sheet .text').textContent()).length > 100);
  assert.ok(await page.locator('.sheet .mentions').count() > 0);
  await page.getByLabel('names', { exact: true }).uncheck();
  assert.equal(await page.locator('.sheet .text .mentions').count(), 0);
});

test('keys move through the list, open the help and the search', { skip }, async () => {
  await go('chronology');
  await page.locator('[data-event]').first().waitFor();
  await page.locator('body').press('j');
  await page.locator('[data-event][aria-current=true]').waitFor();
  await page.locator('body').press('Escape');
  await page.locator('body').press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('body').press('/');
  await page.waitForURL(/#\/search/);
});

test('search finds a person in every script, and exact search does not', { skip }, async () => {
  await go('search?q=Quintela');
  await page.locator('mark').first().waitFor();
  const found = new Set(await page.locator('mark').allTextContents());
  assert.ok([...found].some((t) => /[\u0600-\u06ff]/.test(t)), `only ${[...found]}`);
  await page.getByLabel('exactly these words').check();
  await page.waitForURL(/exact=1/);
  await page.waitForTimeout(300);
  assert.ok((await page.locator('mark').allTextContents()).every((t) => /quintela/i.test(t)));
});

test('a question is answered by events, with what was understood', { skip }, async () => {
  await go(`ask?q=${encodeURIComponent('When did Radka Stoyneva resign?')}`);
  await page.locator('.tag').first().waitFor();
  assert.ok((await page.locator('main .tag').allTextContents()).some((t) => /Stoyneva/.test(t)));
  await go(`ask?q=${encodeURIComponent('xyzzy plugh')}`);
  await page.getByText('The record does not know.').waitFor();
});

test('people show all their spellings and why they were joined', { skip }, async () => {
  await go('people?q=Quintela');
  await page.locator('table button').first().click();
  await page.locator('aside .names li').first().waitFor();
  assert.ok(await page.locator('aside .names li').count() > 1);
});

test('conflicts, gaps, sources and decisions have their lists', { skip }, async () => {
  for (const [view, what] of [['conflicts', 'article'], ['gaps', 'article'], ['sources', 'table tr'], ['history', 'table']]) {
    await go(view);
    await page.locator(`main ${what}`).first().waitFor();
  }
});

test('the Arabic page is mirrored, and each text keeps its own direction', { skip }, async () => {
  await go('chronology');
  await page.getByLabel('Page language').selectOption('ar');
  assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
  await page.getByText('التسلسل الزمني').first().waitFor();
  await page.getByLabel('لغة الصفحة').selectOption('en');
  assert.equal(await page.locator('html').getAttribute('dir'), 'ltr');
});

test('a decision is kept, listed and taken back', { skip }, async () => {
  await go('chronology');
  await page.locator('[data-event]').first().click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('takes effect with the next build').first().waitFor();
  await go('history');
  await page.getByText('confirm-event').first().waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator('main').getByText('undo', { exact: true }).first().waitFor();
});

test('no view has a serious accessibility finding', { skip }, async () => {
  for (const view of ['chronology', 'people', 'conflicts', 'gaps', 'sources', 'search?q=Salvane', 'ask', 'history']) {
    await go(view);
    await page.waitForTimeout(400);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await globalThis.axe.run()).violations);
    const serious = found.filter((v) => ['serious', 'critical'].includes(v.impact));
    assert.deepEqual(serious.map((v) => `${view}: ${v.id}: ${v.nodes[0].html.slice(0, 200)}`), []);
  }
});

test('nothing was asked of another host', { skip }, () => assert.deepEqual(foreign, []));
