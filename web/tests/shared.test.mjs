// A case that is shared, a case with nothing in it, and a program that goes away.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browse, missing, program } from './case.mjs';

const skip = missing() ?? false;
let folder;
let browser;
const servers = [];

before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'annals-shared-'));
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in/note.txt'), 'Nothing happens in this one.\n');
  writeFileSync(join(folder, 'in/broken.pdf'), '%PDF-1.4 that is none');
  try {
    execFileSync(program, ['build', '--quiet', join(folder, 'x.annals'), join(folder, 'in')], { stdio: 'ignore' });
  } catch {
    // one source cannot be read: the case is there
  }
  for (const [name, role] of [['ana', 'editor'], ['rui', 'viewer']]) execFileSync(program, ['password', '--quiet', join(folder, 'people.txt'), name, '--role', role], { input: `the secret of ${name}\n` });
  browser = await browse();
});
after(async () => {
  for (const server of servers) server.kill('SIGKILL');
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function serve(...more) {
  const server = spawn(program, ['serve', join(folder, 'x.annals'), ...more], { stdio: ['ignore', 'pipe', 'ignore'] });
  servers.push(server);
  const url = await new Promise((found) => server.stdout.once('data', (data) => found(/http:\S+/.exec(String(data))[0])));
  return { server, url: new URL(url) };
}

test('people log in to a shared case, and a viewer decides nothing', { skip }, async () => {
  const { server, url } = await serve('--share', join(folder, 'people.txt'));
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(url.origin);
  await page.getByLabel('Name').fill('rui');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Password').fill('the secret of rui');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('you may read').waitFor();
  await page.goto(`${url.origin}/#/sources`);
  await page.getByText('broken.pdf').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Read changed files' }).count(), 0);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByLabel('Name').fill('ana');
  await page.getByLabel('Password').fill('the secret of ana');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('button', { name: 'Read changed files' }).waitFor();
  await page.context().close();
  server.kill('SIGTERM');
});

test('a case without events and a program that went away say so', { skip }, async () => {
  const { server, url } = await serve();
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(url.href);
  await page.getByText('Nothing has been read that tells an event.').waitFor();
  for (const view of ['people', 'day', 'conflicts', 'gaps', 'search?q=x', 'ask?q=who', 'story', 'history', 'history?tab=builds']) {
    await page.goto(`${url.origin}/#/${view}`);
    await page.locator('main h1').first().waitFor();
    await page.waitForTimeout(150);
    assert.equal(await page.getByRole('alert').count(), 0, view);
  }
  await page.goto(`${url.origin}/#/sources`);
  await page.locator('.tag.bad', { hasText: 'not read' }).waitFor();
  server.kill('SIGKILL');
  await page.getByText('does not answer').waitFor();
  await page.context().close();
});

test('files are added in the page only where that is allowed', { skip }, async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const closed = await serve();
  await page.goto(`${closed.url.href}`);
  await page.goto(`${closed.url.origin}/#/sources`);
  await page.getByRole('button', { name: 'Read changed files' }).waitFor();
  assert.equal(await page.getByText('Add files').count(), 0);
  const refused = await page.evaluate(async () => (await fetch('api/v1/uploads?name=a.txt', { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: 'x' })).status);
  assert.equal(refused, 403);
  closed.server.kill('SIGTERM');
  const { url } = await serve('--uploads', join(folder, 'added'));
  await page.goto(url.href);
  await page.goto(`${url.origin}/#/sources`);
  await page.getByLabel('Add files').setInputFiles([{ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('On 3 May 2019 Edda Lorrin founded Brackwater Tolls.\n') }]);
  await page.getByText('1 file is kept and being read.').or(page.getByText('Everything is read')).first().waitFor();
  await page.locator('main table', { hasText: 'letter.txt' }).first().waitFor();
  await page.goto(`${url.origin}/#/chronology`);
  await page.locator('[data-event]', { hasText: 'Brackwater' }).waitFor();
  await context.close();
});
