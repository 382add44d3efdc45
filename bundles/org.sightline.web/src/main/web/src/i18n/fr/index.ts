import type { Key } from '../en';
import { app } from './app';
import { audit } from './audit';
import { call } from './call';
import { join } from './join';
import { recordings } from './recordings';
import { settings } from './settings';
import { signIn } from './sign-in';
import { storage } from './storage';
import { today } from './today';

/** Every text of the pages, French (Canada). Written, not translated: *vous*, no-break spaces, genders by the person. */
export const fr: Record<Key, string> = { ...app, ...signIn, ...today, ...join, ...call, ...recordings, ...settings, ...storage, ...audit };
