import { app } from './app';
import { audit } from './audit';
import { call } from './call';
import { join } from './join';
import { recordings } from './recordings';
import { settings } from './settings';
import { signIn } from './sign-in';
import { storage } from './storage';
import { today } from './today';

/** Every text of the pages, English (Canada), by page. `**bold**` and `{parameter}` are the only markup. */
export const en = { ...app, ...signIn, ...today, ...join, ...call, ...recordings, ...settings, ...storage, ...audit } as const;

export type Key = keyof typeof en;
