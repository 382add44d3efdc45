import type { Key } from './en';
import { t } from './locale';

/** How the platform's line about something in the background begins, where that says how it stands. */
const STANDS: [string, Key, boolean][] = [
  ['waits and tries again: ', 'doing.waits', false],
  ['waits: ', 'doing.waits', false],
  ['stopped: ', 'doing.stopped', true],
];
/** What a bar that grows says already. */
const PLAIN = new Set(['', 'begins', 'wraps keys anew']);

/** The line taken apart: how it stands in the language of the page, and what the platform gives as the cause, as it was written. */
export function standing(message: string): { words: string; cause: string; stopped: boolean } {
  if (PLAIN.has(message)) return { words: '', cause: '', stopped: false };
  const [start, key, stopped] = STANDS.find(([begin]) => message.startsWith(begin)) ?? [];
  return key ? { words: t(key), cause: message.slice(start!.length), stopped: stopped! } : { words: '', cause: message, stopped: false };
}
