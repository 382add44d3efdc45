import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { vars } from '../app/markup';
import { t } from '../i18n/locale';
import { share } from '../storage/pace';

/** How far something of a known size has come. Read out at every quarter, not at every step. */
export function progress(label: string, now: number, max: number, testid: string): TemplateResult {
  const percent = share(now, max);
  const quarter = Math.floor(percent / 25) * 25;
  return html`<div class="progress" role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.floor(percent)} data-testid=${testid}><i ${vars({ '--at': `${percent}%` })}></i></div>
    <span class="sr" role="status">${t('progress.say', { label, percent: quarter })}</span>`;
}
