// What is worked through: ticked off with a note, and taken up again.
import { page } from './state.svelte';
import type { Correction } from './types';

export async function tick(one: { id: string; ticked: boolean; decisions_list: Correction[] }) {
  if (one.ticked) {
    const decision = one.decisions_list.find((c) => c.action === 'tick');
    if (decision) await page.undo(decision.number);
    return;
  }
  const answer = await page.ask({ kind: 'text', title: page.t('tick'), hint: page.t('tick_hint') });
  if (answer) await page.decide('tick', [one.id], [answer.value.trim(), answer.note.trim()].filter(Boolean).join('; '));
}
