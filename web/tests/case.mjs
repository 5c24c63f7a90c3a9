// A built case, served, with a browser on it: what the browser tests and the screenshots share.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
export const program = process.env.ANNALS_PROGRAM ?? join(root, 'build/release/annals');
const browserPath = '/usr/bin/chromium';

/** Why the tests cannot run here, or null. */
export function missing() {
  if (!existsSync(program)) return `${program} is not built`;
  if (!existsSync(browserPath)) return `${browserPath} is not installed`;
  return null;
}

/** A browser for the tests. */
export const browse = () =>
  chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

/** Builds a case from the documents (a path, or text in JSON Lines) and serves it. `close()` ends everything. */
export async function open(documents = join(root, 'examples/salvane/documents'), { lines = undefined } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'annals-page-'));
  const path = join(folder, 'salvane.annals');
  execFileSync(program, ['build', '--quiet', path, lines === undefined ? documents : '-'], { input: lines, stdio: ['pipe', 'ignore', 'inherit'] });
  const server = spawn(program, ['serve', path], { stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await new Promise((found, fail) => {
    let text = '';
    server.stdout.on('data', (data) => {
      text += data;
      const match = /http:\S+/.exec(text);
      if (match) found(match[0]);
    });
    server.on('exit', () => fail(new Error('annals serve ended')));
  });
  const browser = await browse();
  const close = async () => {
    await browser.close();
    server.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, origin: new URL(url).origin, browser, path, folder, server, close };
}
