import { ApiError } from '../api/client';
import { coded } from '../i18n/locale';

/** What a page says about an error: what happened, what is safe, what to do now. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return coded('error', 'unknown', 'error.unknown');
  const code = error.code.startsWith('invalid-') && error.status === 400 ? 'invalid-name' : error.code;
  return coded('error', code, error.status >= 500 ? 'error.internal' : 'error.unknown', { detail: error.detail });
}

/** Why a customer's link leads to no call. */
export type LinkFault = 'expired' | 'invalid' | 'ended';
const LINK_FAULTS: Record<string, LinkFault> = { 'invitation-expired': 'expired', 'invitation-invalid': 'invalid', 'call-ended': 'ended' };
const LINK_STATUS: Record<number, LinkFault> = { 400: 'invalid', 404: 'invalid', 410: 'expired' };

/** What is wrong with the link, or undefined where the platform refused for another reason. */
export const linkFault = (code: string, status = 0): LinkFault | undefined => LINK_FAULTS[code] ?? LINK_STATUS[status];

/** The code in small print, for support. */
export const supportCode = (error: unknown): string => (error instanceof ApiError ? `${error.status} ${error.code}` : '');
