// What a reader meets in the record: filters, groups, gaps, tellings side by side, pages of a PDF, questions in four languages.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { missing, open } from './case.mjs';
import { pdf } from './pdf.mjs';

const skip = missing() ?? false;
const examples = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../examples/salvane/documents');
let folder;
let opened;
let page;
const faults = [];

before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'annals-record-'));
  cpSync(examples, join(folder, 'in'), { recursive: true });
  writeFileSync(join(folder, 'in/minutes.pdf'), pdf([['Minutes of the harbour board', 'On 3 May 2019 Edda Lorrin founded Brackwater Tolls.'], ['Second day', 'On 9 June 2020 Edda Lorrin left Brackwater Tolls.']]));
  writeFileSync(join(folder, 'in/day.txt'), 'The day of the vote\n\nOn 4 March 2022 at 9:15 Edda Lorrin met Oren Halvik. On 4 March 2022 at 14:30 Oren Halvik sued Brackwater Tolls.\n');
  opened = await open(join(folder, 'in'));
  const context = await opened.browser.newContext({ locale: 'en-GB', viewport: { width: 1500, height: 900 }, bypassCSP: true });
  page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(opened.url);
});
after(async () => {
  await opened?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const go = async (hash) => {
  await page.goto(`${opened.origin}/#/${hash}`);
  await page.locator('main h1').first().waitFor({ state: 'attached' });
};
const api = (path) => page.evaluate(async (p) => (await fetch(`api/v1/${p}`)).json(), path);
const total = async (n) => page.waitForFunction((wanted) => Number.parseInt(document.querySelector('.filters [role=status]').textContent.replace(/\D/g, '')) === wanted, n);
const speak = async (language) => {
  await page.evaluate((l) => localStorage.setItem('language', l), language);
  await page.reload();
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
};

test('several people, kinds and states can be asked for, and the address alone brings the view back', { skip }, async () => {
  await go('chronology');
  await page.locator('[data-event]').first().waitFor();
  for (const name of ['Quintela', 'Stoyneva']) {
    await page.getByLabel('Who', { exact: true }).fill(name);
    await page.getByLabel('Who', { exact: true }).press('Enter');
    await page.locator('.picks .tag', { hasText: name }).waitFor();
  }
  await total((await api('events?who=Quintela&who=Stoyneva')).total);
  await page.getByLabel('What', { exact: true }).selectOption('organization');
  await page.getByLabel('What', { exact: true }).selectOption('position');
  await page.getByLabel('Status', { exact: true }).selectOption('asserted');
  const wanted = (await api('events?who=Quintela&who=Stoyneva&type=organization&type=position&status=asserted')).total;
  assert.ok(wanted > 0);
  await total(wanted);
  const address = page.url();
  const other = await page.context().newPage();
  await other.goto(address);
  await other.locator('.picks .tag').nth(4).waitFor();
  await other.waitForFunction((n) => document.querySelector('.filters [role=status]').textContent.startsWith(`${n} `), wanted);
  await other.close();
  await page.locator('.picks .tag', { hasText: 'Stoyneva' }).click();
  await page.waitForFunction(() => !location.hash.includes('Stoyneva'));
});

test('lines of one day stand under one date, and the band goes down to hours', { skip }, async () => {
  await go('chronology?from=2022-03-04&to=2022-03-04&who=Oren%20Halvik');  // without what is of that year only
  await page.locator('[data-event]', { hasText: '14:30' }).waitFor();
  const dates = await page.locator('[data-event] .when').evaluateAll((all) => all.map((one) => [one.textContent.slice(0, 10), !!one.querySelector('.sr')]));
  assert.ok(dates.length >= 2);
  assert.equal(dates.filter(([date, again]) => date.startsWith('4 Mar') && !again).length, 1, `the date stands once: ${dates}`);
  assert.ok(dates.some(([date, again]) => date.startsWith('4 Mar') && again));
  await page.locator('.band text', { hasText: /^\d\d:00$/ }).first().waitFor();
  const { bins } = await api('density?from=2022-03-04&to=2022-03-04&bins=200');
  assert.equal(bins.length, 24);
  assert.ok(bins.some((b) => b.from.endsWith('T14:00') && b.count > 0));
});

test('a gap marks the events beside it, and a silence stands in the band', { skip }, async () => {
  await go('chronology');
  await page.locator('.band line.silence').first().waitFor({ state: 'attached' });
  const marked = (await api('events?limit=5000')).items.filter((e) => e.gaps > 0);
  assert.ok(marked.length > 0);
  await go(`chronology?event=${marked[0].id}`);
  await page.locator('aside .gap').first().waitFor();
  assert.ok((await page.locator('aside .gap a').first().textContent()).length > 10);
});

test('what somebody said stands in the headline, or under it', { skip }, async () => {
  await go('chronology?type=communication.say');
  await page.locator('[data-event]').first().waitFor();
  const said = (await api('events?type=communication.say&limit=5000')).items;
  assert.ok(said.filter((e) => /[“«「]/.test(e.headline) || e.words).length > said.length / 2);
  assert.deepEqual(said.filter((e) => /[“«「]/.test(e.headline) && e.words).map((e) => e.headline), [], 'not twice');
  await page.locator('[data-event] .words').first().waitFor();
});

test('tellings stand side by side, over the whole width if wanted', { skip }, async () => {
  const event = (await api('events?limit=5000')).items.sort((a, b) => b.independent_sources - a.independent_sources)[0];
  await go(`chronology?event=${event.id}`);
  await page.locator('aside .origin').nth(1).waitFor();
  const places = () => page.locator('aside .origin').evaluateAll((all) => all.map((one) => { const { x, y } = one.getBoundingClientRect(); return [Math.round(x), Math.round(y)]; }));
  const columns = async () => new Set((await places()).map(([x]) => x)).size;
  assert.ok((await columns()) >= 2);
  const narrow = await columns();
  await page.keyboard.press('w');
  await page.locator('.split.wide').waitFor();
  assert.ok((await columns()) > narrow, 'more fit');
  assert.ok(await page.locator('section.list').isHidden());
  await page.keyboard.press('w');
  await page.locator('section.list').waitFor();
});

test('sources are ticked off with a note, and taken up again', { skip }, async () => {
  await go('sources?coverage=read');
  await page.locator('main table input').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input').first().fill('compared with the paper');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('compared with the paper').waitFor();
  await go('sources?state=ticked');
  await page.waitForFunction(() => document.querySelectorAll('main table tr:has(input)').length === 1);
  assert.equal(await page.locator('main table tr.ticked').count(), 1);
  await page.locator('main table input').first().click();
  await page.getByText('Nothing here matches.').first().waitFor();
});

test('the page of a PDF shows where the words stand, and leads from lines to words', { skip }, async () => {
  const document = (await api('documents?limit=5000')).items.find((d) => d.path.endsWith('minutes.pdf'));
  await go(`document?id=${encodeURIComponent(document.id)}`);
  const map = page.locator('aside figure');
  await map.locator('svg rect').first().waitFor();
  await map.getByText('(1/2)').waitFor();
  await map.getByRole('button', { name: 'Next' }).click();
  await map.getByText('(2/2)').waitFor();
  await map.locator('svg rect').last().click();
  await page.locator('.sheet .here', { hasText: 'Lorrin' }).or(page.locator('.sheet .here')).first().waitFor();
  await map.locator('rect.here').first().waitFor();
  await page.locator('.sheet .leaf').first().waitFor();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button').first().click();
  await map.getByText('(1/2)').waitFor();
});

test('search finds phrases, and what names somebody or was published in a period', { skip }, async () => {
  const loose = (await api('search?q=the%20bridge&limit=1')).total;
  const phrase = await api(`search?q=${encodeURIComponent('"founded Brackwater Tolls"')}`);
  assert.equal(phrase.total, 1);
  assert.ok((await api(`search?q=${encodeURIComponent('"Tolls Brackwater founded"')}`)).total === 0, 'a phrase has its order');
  assert.ok(loose >= 0);
  await go('search?q=Salvane');
  await page.locator('mark').first().waitFor();
  const hits = async () => Number.parseInt((await page.locator('main [role=status]').first().textContent()).replace(/\D/g, ''));
  const all = await hits();
  await page.getByLabel('Who', { exact: true }).fill('Thornbury');
  await page.getByLabel('From', { exact: true }).fill('2022');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.waitForURL(/who=Thornbury.*from=2022/);
  await page.waitForFunction((n) => Number.parseInt(document.querySelector('main [role=status]').textContent.replace(/\D/g, '')) < n, all);
});

test('questions in four languages are understood, and the query can be changed', { skip }, async () => {
  const asked = { en: 'When did Radka Stoyneva leave Salvane?', pt: 'Quando Radka Stoyneva deixou a Salvane?', zh: '斯托伊内娃什么时候离开萨尔万？', ar: 'متى غادرت رادكا ستوينيفا سالفان؟' };
  for (const [language, question] of Object.entries(asked)) {
    const answer = await api(`ask?q=${encodeURIComponent(question)}&language=${language}`);
    assert.ok(answer.understood.entities.length >= 1, `${language}: whom`);
    assert.equal(answer.understood.asks, 'when', language);
    assert.ok(answer.total > 0, `${language}: an answer`);
    await go(`ask?q=${encodeURIComponent(question)}`);
    await page.locator('[data-event]').first().waitFor();
  }
  await go(`ask?q=${encodeURIComponent(asked.en)}`);
  await page.locator('[data-event]').first().waitFor();
  await page.locator('.understood').getByLabel('To', { exact: true }).fill('1990');
  await page.locator('.understood').getByLabel('To', { exact: true }).press('Enter');
  await page.getByText('The record does not know.').waitFor();
  await page.locator('.understood .tag', { hasText: '1990' }).click();
  await page.locator('[data-event]').first().waitFor();
  await page.locator('.understood').getByLabel('+ What').selectOption('communication.say');
  await page.locator('.understood button.tag', { hasText: 'statement' }).waitFor();
});

test('what went wrong is said in the language of the page', { skip }, async () => {
  for (const [language, words] of [['zh', '不是日期'], ['ar', 'ليس تاريخًا'], ['pt', 'não é uma data']]) {
    await speak(language);
    await go('chronology?from=soon');
    await page.getByRole('alert').getByText(words).waitFor();
  }
});

test('no sum of the Arabic page is said to be about so much that is exact', { skip }, async () => {
  await speak('ar');
  await go('conflicts');
  await page.locator('.values strong').first().waitFor();
  assert.deepEqual((await page.locator('.values strong').allTextContents()).filter((t) => t.includes('~')), []);
  await speak('en');
});

test('kinds of events have words in every language of the page', { skip }, async () => {
  const types = (await api('case')).types.map((t) => t.type);
  for (const language of ['ar', 'zh', 'pt']) {
    const { terms } = await api(`case?language=${language}`);
    assert.deepEqual(types.filter((t) => !terms[`type.${t}`] || /^[a-z]+$/.test(terms[`type.${t}`]) && language !== 'pt'), [], language);
  }
});

test('nothing broke', { skip }, () => assert.deepEqual(faults, []));
