import { en } from './en';
import type { Key } from './en';
import { fr } from './fr';

export type Locale = 'en-CA' | 'fr-CA';
export type Params = Record<string, string | number>;

const CATALOGS: Record<Locale, Record<Key, string>> = { 'en-CA': en, 'fr-CA': fr };
const STORED = 'sightline.language';
const listeners = new Set<() => void>();

let current: Locale = initial();

function initial(): Locale {
  const stored = globalThis.localStorage?.getItem(STORED);
  if (stored === 'en-CA' || stored === 'fr-CA') return stored;
  const preferred = globalThis.navigator?.languages ?? [];
  return preferred.find((l) => /^(fr|en)\b/i.test(l))?.toLowerCase().startsWith('fr') ? 'fr-CA' : 'en-CA';
}

export const locale = (): Locale => current;

export function setLocale(next: Locale): void {
  current = next;
  globalThis.localStorage?.setItem(STORED, next);
  for (const listener of listeners) listener();
}

/** Calls the listener after every change of language; returns how to stop. */
export function onLocale(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The text for a key, with `{name}` replaced by the parameter of that name. */
export function t(key: Key, params: Params = {}): string {
  return CATALOGS[current][key].replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole));
}

/** The form of a text for a number: keys end in `.one` and `.other`; the number is `{n}`. */
export function plural(key: string, n: number, params: Params = {}): string {
  const form = new Intl.PluralRules(current).select(n) === 'one' ? 'one' : 'other';
  return t(`${key}.${form}` as Key, { n: new Intl.NumberFormat(current).format(n), ...params });
}

/** A text whose key is made of a stable code, or the fallback where the catalogue has none. */
export function coded(prefix: string, code: string, fallback: Key, params: Params = {}): string {
  const key = `${prefix}.${code}`;
  return t((key in en ? key : fallback) as Key, params);
}
