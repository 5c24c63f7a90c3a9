#!/usr/bin/env node
// Makes the pictures of the README from the example case: scripts/screenshots (needs a release build and chromium).
import { mkdirSync } from 'node:fs';
import { open } from '../web/tests/case.mjs';

const opened = await open();
mkdirSync('docs', { recursive: true });
const context = await opened.browser.newContext({ locale: 'en-GB', viewport: { width: 1360, height: 820 } });
const page = await context.newPage();
await page.goto(opened.url);
await page.locator('[data-event]').first().waitFor();
await page.goto(`${opened.origin}/#/chronology?conflicts=1`);
await page.waitForTimeout(500);
await page.locator('[data-event]').nth(1).click();
await page.locator('aside blockquote').first().waitFor();
await page.waitForTimeout(500);
await page.screenshot({ path: 'docs/chronology.png' });
await opened.close();
