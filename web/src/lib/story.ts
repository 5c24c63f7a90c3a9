// Stories: a person's narrative, kept as a decision, in which a line `[[EVENT]]` stands for an event.
import { api } from './api';
import { page } from './state.svelte';

export const eventLine = /^\[\[([^\]]+)\]\]\s*$/;

/** Puts an event at the end of a story that the person picks, or of a new one. */
export async function addToStory(event: string) {
  const stories = (await api.stories()).items;
  let name = stories[0]?.name;
  if (stories.length !== 1) {
    const answer = await page.ask({ kind: stories.length ? 'choice' : 'text', title: page.t('to_story'), hint: stories.length ? '' : page.t('story_name'), choices: stories.map((s) => ({ value: s.name, label: s.name })) });
    if (!answer?.value.trim()) return;
    name = answer.value.trim();
  }
  const before = stories.find((s) => s.name === name)?.text ?? '';
  await page.decide('write-story', [name, `${before}${before && !before.endsWith('\n') ? '\n' : ''}[[${event}]]\n`]);
}
