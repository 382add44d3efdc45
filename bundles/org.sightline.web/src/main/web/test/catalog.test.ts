import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from '../src/i18n/en';
import type { Key } from '../src/i18n/en';
import { fr } from '../src/i18n/fr';
import { detail } from '../src/i18n/details';
import { bytes, clock, country, duration, initials, place, roughly, timecode, until } from '../src/i18n/format';
import { plural, setLocale, t } from '../src/i18n/locale';

const keys = Object.keys(en) as Key[];
const marks = (text: string): string[] => [...(text.match(/\{\w+\}|\*\*/g) ?? [])].sort();

describe('the catalogue', () => {
  test.each(keys)('%s has the same parameters in both languages', (key) => {
    const places = marks(fr[key]);
    expect(places).toEqual(marks(en[key]));
  });

  test('holds no text twice', () => {
    const parts = readdirSync('src/i18n/en').filter((name) => name !== 'index.ts');
    const written = parts.flatMap((name) => [...readFileSync(join('src/i18n/en', name), 'utf8').matchAll(/^  '([^']+)':/gm)].map((m) => m[1]!));
    expect(written.length).toBe(new Set(written).size);
    expect([...written].sort()).toEqual([...keys].sort());
  });

  test('writes French as Canada does', () => {
    for (const key of keys) {
      expect(fr[key], key).not.toMatch(/ [?!;]/);
      expect(fr[key], key).not.toMatch(/[^\u00a0]:(?= |$)/);
      expect(fr[key], key).not.toMatch(/«(?!\u00a0)|(?<!\u00a0)»/);
    }
  });

  test('never says what it should not', () => {
    for (const key of keys) expect(en[key], key).not.toMatch(/\b(please|simply|tenant|guest|end user|successfully)\b|!/i);
  });

  test('holds every text that the pages ask for', () => {
    const asked = sources('src').flatMap((text) => [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map((m) => m[1]!));
    expect(asked.length).toBeGreaterThan(100);
    for (const key of asked) expect(keys).toContain(key);
    const counted = sources('src').flatMap((text) => [...text.matchAll(/\bplural\(\s*'([^']+)'/g)].flatMap((m) => [`${m[1]}.one`, `${m[1]}.other`]));
    for (const key of counted) expect(keys).toContain(key);
  });
});

describe('formats', () => {
  test('follow the language', () => {
    const evening = new Date(2026, 10, 24, 18, 4);
    setLocale('fr-CA');
    expect(clock(evening)).toBe('18\u00a0h\u00a004');
    expect(plural('today.count', 0)).toBe('0 appel');
    expect(plural('today.count', 2)).toBe('2 appels');
    setLocale('en-CA');
    expect(clock(evening)).toBe('18:04');
    expect(plural('today.count', 1)).toBe('1 call');
    expect(t('today.waits', { name: 'Ana' })).toBe('Ana is waiting for you');
  });

  test('show time as figures and as words', () => {
    expect(timecode(245_900)).toBe('04:05');
    expect(timecode(3_845_000)).toBe('1:04:05');
    expect(duration(664_000)).toBe('11\u00a0min 4\u00a0s');
    expect(duration(0)).toBe('0\u00a0s');
  });

  test('show sizes and estimates in the unit that they are good for', () => {
    setLocale('fr-CA');
    expect(bytes(70_600_000_000)).toBe('70,6\u00a0Go');
    expect(roughly(3 * 3_600_000)).toBe('environ 3\u00a0h');
    expect(place('eu-central-1')).toBe('Francfort');
    setLocale('en-CA');
    expect([bytes(0), bytes(999_000), bytes(41_200_000), bytes(5e15)].map((text) => text.replace(/\u00a0/g, ' '))).toEqual(['0 kB', '999 kB', '41.2 MB', '5,000 TB']);
    expect([20_000, 720_000, 3 * 86_400_000].map(roughly)).toEqual(['under a minute', 'about 12 min', 'about 3 days']);
  });

  test('say on which day something ends', () => {
    const now = new Date(2026, 10, 24, 20, 58);
    const ends = (day: number): string => until(new Date(2026, 10, day, 20, 58), now);
    setLocale('fr-CA');
    expect(ends(25)).toBe('jusqu’à demain à\u00a020\u00a0h\u00a058');
    expect(ends(27)).toBe('jusqu’au 27 nov. à\u00a020\u00a0h\u00a058');
    setLocale('en-CA');
    expect(ends(24)).toBe('until 20:58 today');
    expect(ends(25)).toBe('until 20:58 tomorrow');
    expect(ends(27)).toBe('until 20:58 on Nov 27');
  });

  test('put the details of an audit entry into words', () => {
    setLocale('fr-CA');
    expect(detail('reason', "the workspace's review policy is technicians")).toBe('motif\u00a0: la politique «\u00a0équipe technique aussi\u00a0» le permet');
    expect(detail('votes', 'roles=PERMIT review=DENY')).toBe('politiques\u00a0: rôles autorise, visionnement refuse');
    setLocale('en-CA');
    expect(detail('votes', 'review=PERMIT')).toBe('policies: review allows');
    expect(detail('role', 'TECHNICIAN')).toBe('role: technician');
    expect(detail('name', 'customer')).toBe('name: customer');
    expect(detail('ticket', 'x{value}')).toBe('ticket: x{value}');
    expect(country('ca-west-1')).toBe('in Canada');
  });

  test('bear any name', () => {
    expect(initials('Marc-André Lavoie')).toBe('ML');
    expect(initials('王')).toBe('王');
    expect(initials('  ')).toBe('');
    expect(country('eu-central-1')).toBe('in Frankfurt');
    expect(country('xx-north-9')).toBe('in xx-north-9');
  });
});

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sources(join(folder, entry.name)) : entry.name.endsWith('.ts') ? [readFileSync(join(folder, entry.name), 'utf8')] : [],
  );
}
