// Follows the case while the page is open: another person's decisions, another program's build, and how far one has come.
import { page } from './state.svelte';

interface State { etag: string; running: boolean; done: number; total: number; path: string; problems: number; finished: number; failure: string | null }

export function follow(): () => void {
  let etag = '';
  let finished = -1;
  let events: EventSource;
  let again = 0;
  function connect() {
    events = new EventSource('api/v1/changes');
    events.onmessage = receive;
    events.onopen = () => (page.gone = false);
    events.onerror = () => {
      page.gone = !page.locked;
      // A browser gives up for good where the program answered something else.
      if (events.readyState === EventSource.CLOSED) again = window.setTimeout(connect, 3000);
    };
  }
  function receive(message: MessageEvent) {
    const state = JSON.parse(message.data) as State;
    const ended = finished >= 0 && state.finished > finished;
    finished = state.finished;
    page.building = state;
    if (ended) page.message = { text: state.failure ? page.t('error', { why: state.failure }) : page.t('built', { n: state.problems }), bad: !!state.failure };
    if (etag && etag !== state.etag) void page.refresh();
    etag = state.etag;
  }
  connect();
  return () => {
    clearTimeout(again);
    events.close();
  };
}
