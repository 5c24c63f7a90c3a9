#!/usr/bin/env node
// Makes the pictures of the README from the example case: scripts/screenshots.mjs (needs a release build and chromium).
import { mkdirSync } from 'node:fs';
import { open } from '../web/tests/case.mjs';

const opened = await open();
mkdirSync('docs', { recursive: true });

async function take(name, hash, { locale = 'en-GB', colorScheme = 'light', event = -1, wait = 800 } = {}) {
  const context = await opened.browser.newContext({ locale, colorScheme, viewport: { width: 1360, height: 820 } });
  const page = await context.newPage();
  await page.goto(opened.url);
  await page.goto(`${opened.origin}/#/${hash}`);
  await page.waitForTimeout(wait);
  if (event >= 0) {
    await page.locator('[data-event]').nth(event).click();
    await page.locator('aside blockquote').first().waitFor();
    await page.waitForTimeout(wait);
  }
  await page.screenshot({ path: `docs/${name}.png` });
  await context.close();
}

await take('chronology', 'chronology?conflicts=1', { event: 1 });
await take('chronology-ar', 'chronology?conflicts=1', { locale: 'ar', event: 2 });
await take('chronology-zh', 'chronology?conflicts=1', { locale: 'zh-CN', colorScheme: 'dark', event: 2 });
await take('people', 'people?q=Quintela&network=1', { wait: 2500 });
await opened.close();
