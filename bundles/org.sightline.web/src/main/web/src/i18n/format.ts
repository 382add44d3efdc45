import { locale, t } from './locale';

const NBSP = '\u00a0';
const french = (): boolean => locale() === 'fr-CA';
const two = (n: number): string => String(n).padStart(2, '0');

/** `18:04`, in French `18 h 04`. */
export function clock(at: Date | string): string {
  const date = new Date(at);
  return french()
    ? `${date.getHours()}${NBSP}h${NBSP}${two(date.getMinutes())}`
    : `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `Tuesday, November 24`. */
export const longDay = (at: Date | string): string =>
  new Intl.DateTimeFormat(locale(), { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at));

/** How many midnights lie between. */
function daysAgo(date: Date, now: Date): number {
  const midnight = (d: Date): number => new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
  return Math.round((midnight(now) - midnight(date)) / 86_400_000);
}

/** `Today`, `Yesterday` or the date. */
export function day(at: Date | string, now = new Date()): string {
  const date = new Date(at);
  const days = daysAgo(date, now);
  if (days === 0) return t('day.today');
  if (days === 1) return t('day.yesterday');
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year }).format(date);
}

/** `Today, 09:05`. */
export const moment = (at: Date | string): string => t('day.at', { day: day(at), time: clock(at) });

/** `until 20:58 tomorrow`: when something ends, always with its day. */
export function until(at: Date | string, now = new Date()): string {
  const days = daysAgo(new Date(at), now);
  const key = days === 0 ? 'until.today' : days === -1 ? 'until.tomorrow' : 'until.day';
  return t(key, { day: day(at, now), time: clock(at) });
}

/** `04:05`, from an hour on `1:04:05`. */
export function timecode(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  return (h ? `${h}:` : '') + `${two(m)}:${two(seconds % 60)}`;
}

/** `11 min 4 s`, as it is read out. */
export function duration(millis: number): string {
  const seconds = Math.max(0, Math.round(millis / 1000));
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  const s = seconds % 60;
  return [h && `${h}${NBSP}h`, m && `${m}${NBSP}min`, (s || !(h || m)) && `${s}${NBSP}s`].filter(Boolean).join(' ');
}

export function bytes(count: number): string {
  const step = UNITS.findIndex((_, i) => count < 1000 ** (i + 2));
  const at = step < 0 ? UNITS.length - 1 : step;
  return new Intl.NumberFormat(locale(), { style: 'unit', unit: UNITS[at], maximumFractionDigits: 1 }).format(count / 1000 ** (at + 1)).replace(' ', NBSP);
}

const UNITS = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** `about 12 min`: an estimate, in the unit that it is good for. */
export function roughly(millis: number): string {
  const minutes = millis / 60_000;
  if (minutes < 1) return t('about.moment');
  if (minutes < 90) return t('about.minutes', { n: number(Math.round(minutes)) });
  if (minutes < 48 * 60) return t('about.hours', { n: number(Math.round(minutes / 60)) });
  return t('about.days', { n: number(Math.round(minutes / 1440)) });
}

export const number = (n: number): string => new Intl.NumberFormat(locale()).format(n);

/** In English and, where it differs, in French. */
const PLACES: Record<string, readonly [string, string?]> = {
  'ca-central-1': ['Montréal'],
  'ca-west-1': ['Calgary'],
  'eu-central-1': ['Frankfurt', 'Francfort'],
  'eu-central-2': ['Zurich'],
  'eu-north-1': ['Stockholm'],
  'eu-west-2': ['London', 'Londres'],
  'eu-west-3': ['Paris'],
};

/** The place a region is known by, or its name where we know none. */
export function place(region: string): string {
  const [english, inFrench] = PLACES[region] ?? [region];
  return french() ? (inFrench ?? english) : english;
}

/** In which country a region is, where its name says so: `in Canada`. */
export const country = (region: string): string =>
  region.startsWith('ca-') ? t('country.ca') : t('country.other', { place: place(region) });

/** How somebody is addressed: the first word of the name. */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name;

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words[words.length - 1] ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

/** The two sides of a recording by name, also where the platform no longer knows them. */
export const customerOf = (recording: { customerName?: string }): string => recording.customerName ?? t('library.unnamed');
export const technicianOf = (recording: { technician: { displayName?: string } }): string =>
  recording.technician.displayName ?? t('library.someone');
