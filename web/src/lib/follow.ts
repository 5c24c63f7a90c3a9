// Follows the case while the page is open: another person's decisions, another program's build, and how far one has come.
import { page } from './state.svelte';

interface State { etag: string; running: boolean; done: number; total: number; path: string; problems: number; finished: number; failure: string | null }

export function follow(): () => void {
  let etag = '';
  let finished = -1;
  const events = new EventSource('api/v1/changes');
  events.onmessage = (message) => {
    const state = JSON.parse(message.data) as State;
    const ended = finished >= 0 && state.finished > finished;
    finished = state.finished;
    page.building = state;
    if (ended) page.message = { text: state.failure ? page.t('error', { why: state.failure }) : page.t('built', { n: state.problems }), bad: !!state.failure };
    if (etag && etag !== state.etag) void page.refresh();
    etag = state.etag;
  };
  return () => events.close();
}
