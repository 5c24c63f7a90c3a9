// Whether a key belongs to a field or an open dialog, or means something to the page.

/** A dialog that closes still holds the focus until its `close` event has come: keys pressed then are the page's. */
const fields = 'input:not([type=checkbox], [type=range]), select, textarea, dialog[open]';
const inField = (event: KeyboardEvent) => !!(event.target as Element | null)?.closest?.(fields);

/** A key alone, outside fields: one that the page may act on. */
export const isPageKey = (event: KeyboardEvent) => !event.ctrlKey && !event.metaKey && !event.altKey && !inField(event);

/** Undo or redo by the keyboard, outside fields. */
export function undoKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || inField(event)) return null;
  return event.shiftKey ? 'redo' : 'undo';
}
