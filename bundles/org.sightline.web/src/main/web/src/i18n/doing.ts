import type { Key } from './en';
import { number } from './format';
import { t } from './locale';

/** How something in the background stands: it goes on, waits for something, or has stopped until somebody acts. */
export interface Standing {
  tone: 'goes-on' | 'waits' | 'stopped';
  words: string;
  /** What the platform gives as the cause, as it was written. */
  cause: string;
}

/** The platform's lines about what it does in the background. `n` is a number, `what` and `cause` are shown as they are. */
const LINES: [RegExp, Standing['tone'], Key | ''][] = [
  [/^(|begins|rests|goes on|wraps keys anew)$/, 'goes-on', ''],
  [/^waits(?: and tries again)?: (?<cause>.*)$/, 'waits', 'doing.waits'],
  [/^waits for (?<n>\d+) that are still being made or stored$/, 'waits', 'doing.unready'],
  [/^(?<n>\d+) could not move, tries again: (?<cause>.*)$/, 'waits', 'doing.failed'],
  [/^stopped: (?<cause>.*)$/, 'stopped', 'doing.stopped'],
  [/^moves \w+: (?<what>\S+?)(?:, (?<n>\d+) MB copied or read back)?$/, 'goes-on', 'doing.moves'],
  [/^looks for left-overs in the other regions$/, 'goes-on', 'doing.sweeps'],
  [/^goes on with what has come since$/, 'goes-on', 'doing.newer'],
];

/** A line of the platform in the language of the page, where it is known; else the line itself is the cause. */
export function standing(line: string): Standing {
  for (const [pattern, tone, key] of LINES) {
    const found = pattern.exec(line);
    if (!found) continue;
    const { n, what = '', cause = '' } = found.groups ?? {};
    return { tone, words: key && t(key, { n: number(Number(n ?? 0)), what }), cause };
  }
  return { tone: 'goes-on', words: '', cause: line };
}
