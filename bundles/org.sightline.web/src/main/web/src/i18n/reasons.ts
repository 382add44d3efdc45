import { t } from './locale';
import type { Key } from './en';

/** What the platform's policies say, as they say it. A policy that we do not know speaks for itself. */
const REASONS: Record<string, Key> = {
  'administrators may watch every recording': 'reason.administrator',
  'may watch the calls that they held': 'reason.own',
  'only administrators of this workspace may watch recordings': 'reason.only-administrators',
  'only users whom an administrator has authorised to review may watch recordings': 'reason.only-authorised',
  'only administrators and the technician who held the call may watch its recording': 'reason.only-holder',
  "the workspace's review policy is administrators": 'reason.policy-administrators',
  "the workspace's review policy is technicians": 'reason.policy-technicians',
  "the workspace's review policy is own-calls": 'reason.policy-own-calls',
  'the user is not active': 'reason.inactive',
  'no policy permits this': 'reason.none',
};

/** Why somebody may or may not watch, in the language of the page where we know the words. */
export function reason(text: string): string {
  const key = REASONS[text];
  return key ? t(key) : text;
}

export const isKnownReason = (text: string): boolean => text in REASONS;
