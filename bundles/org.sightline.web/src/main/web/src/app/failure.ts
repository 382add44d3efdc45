import { ApiError } from '../api/client';
import { coded } from '../i18n/locale';

/** What a page says about an error: what happened, what is safe, what to do now. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return coded('error', 'unknown', 'error.unknown');
  const code = error.code.startsWith('invalid-') && error.status === 400 ? 'invalid-name' : error.code;
  return coded('error', code, error.status >= 500 ? 'error.internal' : 'error.unknown', { detail: error.detail });
}

/** The code in small print, for support. */
export const supportCode = (error: unknown): string => (error instanceof ApiError ? `${error.status} ${error.code}` : '');
